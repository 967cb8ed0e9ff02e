package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that looks at one schema says which others of the database hold something. */
class OtherSchemasTest {
    private static final String NOTE = "Note: schemas that were not looked at: app, billing. ";
    private static final String NOT_COMPARED = NOTE + "Only one schema is compared.\n";
    private static final String START =
            "CREATE TABLE t (id integer);\nCREATE SCHEMA app;\nCREATE TABLE app.a (id integer);\n";

    @TempDir
    Path directory;

    private Workplace at(TestDatabase database) throws IOException {
        return new Workplace(directory)
                .environment("LEDGER_URL", database.url(JdbcClient.POSTGRESQL))
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", database.password())
                .environment("LEDGER_SCRATCH_URL", database.url(JdbcClient.POSTGRESQL))
                .migration("0001_start.sql", START)
                .file(
                        "wanted.sql",
                        "CREATE TABLE t (id integer);\nCREATE SCHEMA billing;\nCREATE TYPE billing.c AS ENUM ('EUR');\n");
    }

    @Test
    void generateCheckAndPushNameThoseOfBothSides() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Workplace at = at(database);
            assertThat(at.run("generate", "what is new", "--to", "wanted.sql"))
                    .isEqualTo(new Workplace.Result(
                            0,
                            "The migrations build what wanted.sql declares. There is nothing to write.\n",
                            NOT_COMPARED));
            Workplace.Result checked = at.run("check", "--declared", "wanted.sql");
            assertThat(checked.code()).isZero();
            assertThat(checked.err()).isEqualTo(NOT_COMPARED);
            assertThat(at.run("check", "--format", "junit").err())
                    .isEqualTo(NOT_COMPARED.replace("app, billing", "app"));
            assertThat(others(at.run("generate", "what is new", "--to", "wanted.sql", "--format", "json")))
                    .containsExactly("app", "billing");
            assertThat(others(at.run("check", "--declared", "wanted.sql", "--format", "json")))
                    .containsExactly("app", "billing");
            assertThat(at.run("migrate").code()).isZero();
            assertThat(at.run("push", "--to", "wanted.sql"))
                    .isEqualTo(new Workplace.Result(
                            0,
                            "The schema is what wanted.sql declares.\n",
                            NOT_COMPARED.replace("app, billing", "billing")));
        }
    }

    @Test
    void aSchemaThatIsChosenIsLookedAtOnBothSides() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            String start = START.replace("SCHEMA app", "SCHEMA IF NOT EXISTS app");
            Workplace at = at(database)
                    .migration("0001_start.sql", start)
                    .file("same.sql", start)
                    .file("other.sql", start.replace("app.a (id integer)", "app.a (id integer, extra integer)"));
            assertThat(at.run("check", "--schema", "app", "--declared", "same.sql")
                            .code())
                    .isZero();
            Workplace.Result checked = at.run("check", "--schema", "app", "--declared", "other.sql");
            assertThat(checked.code()).isEqualTo(3);
            assertThat(checked.out()).contains("table a, column extra was removed");
            assertThat(at.run("generate", "what is new", "--schema", "app", "--to", "same.sql")
                            .out())
                    .isEqualTo("The migrations build what same.sql declares. There is nothing to write.\n");
        }
    }

    @Test
    void dumpAndDriftNameThoseOfTheDatabase() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Workplace at = at(database)
                    .migration("0002_more.sql", "CREATE SCHEMA billing;\nCREATE TYPE billing.c AS ENUM ('EUR');\n");
            assertThat(at.run("migrate", "--keep-snapshots=true").code()).isZero();
            Workplace.Result dumped = at.run("dump");
            assertThat(dumped.code()).isZero();
            assertThat(dumped.out()).contains("CREATE TABLE t ").doesNotContain("TABLE a ");
            assertThat(dumped.err()).isEqualTo(NOTE + "--schema app looks at that one instead.\n");
            assertThat(at.run("dump", "--migrations").err()).isEqualTo(dumped.err());
            assertThat(at.run("dump", "--schema", "app").out()).contains("CREATE TABLE a ");
            Workplace.Result drifted = at.run("drift");
            assertThat(drifted.code()).isZero();
            assertThat(drifted.err()).isEqualTo(NOT_COMPARED);
            assertThat(others(at.run("dump", "--format", "json"))).containsExactly("app", "billing");
            assertThat(others(at.run("drift", "--format", "json"))).containsExactly("app", "billing");
            assertThat(others(at.run("drift", "--accept", "--reason", "x", "--format", "json")))
                    .containsExactly("app", "billing");
            assertThat(at.run("drift", "--accept", "--reason", "x").err()).isEqualTo(NOT_COMPARED);
        }
    }

    private static List<String> others(Workplace.Result result) throws IOException {
        assertThat(result.err()).isEmpty();
        JsonNode names = new ObjectMapper().readTree(result.out()).get("otherSchemas");
        return new ObjectMapper().convertValue(names, new TypeReference<>() {});
    }
}
