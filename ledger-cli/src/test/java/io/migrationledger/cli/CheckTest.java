package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** All migrations on a scratch database, by the command. */
class CheckTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void migrations() {
        at = new Workplace(directory)
                .migration("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);\n")
                .migration("0001_people.down.sql", "DROP TABLE people;\n");
    }

    private static String plain(String text) {
        return text.replaceAll("SQLite [0-9.]+", "SQLite V");
    }

    @Test
    void whatIsGoodIsSaidInOneLineAndTouchesNothing() {
        Workplace.Result result = at.run("check");
        assertThat(result.code()).isZero();
        assertThat(plain(result.out()))
                .isEqualTo("1 migration ran on SQLite V, 1 of them back and again. Nothing to fix.\n");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void findingsNameTheFileTheDifferenceAndWhatToDo() {
        at.migration("0002_city.sql", "ALTER TABLE people ADD COLUMN city TEXT;\n")
                .migration("0002_city.down.sql", "SELECT 1;\n")
                .migration("0003_broken.sql", "\nINSERT INTO nowhere VALUES (1);\n");
        Workplace.Result result = at.run("check");
        assertThat(result.code()).isEqualTo(3);
        assertThat(plain(result.out())).isEqualTo("""
                migrations/0002_city.sql  its down script does not lead back to the schema before it
                    table people, column city was added
                    Let the down script undo just what the migration does.

                migrations/0003_broken.sql:2  it fails
                    no such table: nowhere
                    Fix the script: it was never applied as it stands here.

                2 migrations ran on SQLite V, 1 of them back and again. 2 findings.
                """);
    }

    @Test
    void aBuildServerReadsJunit() throws Exception {
        at.migration("0002_broken.sql", "INSERT INTO \"<nowhere>&\u0001\" VALUES (1);\n");
        Workplace.Result result = at.run("check", "--format", "junit");
        assertThat(result.code()).isEqualTo(3);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(result.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("up");
        assertThat(failure.getTextContent()).contains("migrations/0002_broken.sql:1", "<nowhere>&\uFFFD");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("0002");
    }

    @Test
    void aCodeHostReadsSarif() throws Exception {
        at.migration("0002_broken.sql", "\nINSERT INTO nowhere VALUES (1);\n");
        JsonNode run = new ObjectMapper()
                .readTree(at.run("check", "--format", "sarif").out())
                .at("/runs/0");
        JsonNode result = run.at("/results/0");
        assertThat(result.get("ruleId").asText()).isEqualTo("up");
        assertThat(run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt() + "/id")
                        .asText())
                .isEqualTo("up");
        JsonNode place = result.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("migrations/0002_broken.sql");
        assertThat(place.at("/region/startLine").asInt()).isEqualTo(2);
        assertThat(result.at("/message/text").asText()).contains("migration 0002: it fails", "no such table: nowhere");
    }

    @Test
    void aFileOfAnyNameIsAUriInSarif() throws Exception {
        at.migration("new #1, 100% größer/0002_broken.sql", "INSERT INTO nowhere VALUES (1);\n");
        String uri = new ObjectMapper()
                .readTree(at.run("check", "--format", "sarif").out())
                .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                .asText();
        assertThat(uri).isEqualTo("migrations/new%20%231,%20100%25%20gr%C3%B6%C3%9Fer/0002_broken.sql");
        assertThat(new URI(uri).getPath()).isEqualTo("migrations/new #1, 100% größer/0002_broken.sql");
    }

    @Test
    void json() throws Exception {
        JsonNode document =
                new ObjectMapper().readTree(at.run("check", "--format", "json").out());
        assertThat(document.get("ok").asBoolean()).isTrue();
        assertThat(document.get("migrations")).hasSize(1);
        assertThat(document.at("/migrations/0/rolledBack").asBoolean()).isTrue();
        assertThat(document.get("findings")).isEmpty();
    }

    /** What ran there after a failure has its file here, though no run here has it. */
    @Test
    void whatRunsAfterFailuresIsNoMissingFile() throws Exception {
        at.file("flyway/V1__people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY);\n")
                .file("flyway/V2__pets.sql", "CREATE TABLE pets (id INTEGER PRIMARY KEY);\nBROKEN;\n")
                .file("flyway/afterMigrateError.sql", "SELECT 1;\n");
        assertThat(at.run("migrate", "--dir", "flyway").code()).isNotZero();
        at.file("flyway/V2__pets.sql", "CREATE TABLE pets (id INTEGER PRIMARY KEY);\n");
        assertThat(at.run("migrate", "--dir", "flyway").code()).isZero();
        assertThat(at.run("history").out()).contains("afterMigrateError");
        at.run("export", "--out", "production.jsonl");

        Workplace.Result result = at.run("check", "--against", "production.jsonl", "--dir", "flyway");

        assertThat(result.out()).doesNotContain("Bring its file back");
        assertThat(result.code()).isZero();
    }

    @Test
    void theDeclaredSchemaAndWhatIsInEffectElsewhere() {
        at.file("schema.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, city TEXT);\n");
        assertThat(at.run("check", "--declared", "schema.sql").out())
                .contains("schema.sql  the migrations build another schema than schema.sql declares")
                .contains("table people, column city was removed");
        assertThat(at.run("check", "--declared", "nothing.sql").err())
                .startsWith("ML-1202  there is no file nothing.sql");
        at.run("migrate");
        at.run("export", "--out", "production.jsonl");
        assertThat(at.run("check", "--against", "production.jsonl").code()).isZero();
        at.migration("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY);\n");
        Workplace.Result edited = at.run("check", "--against", "production.jsonl");
        assertThat(edited.code()).isEqualTo(3);
        assertThat(edited.out())
                .contains("migrations/0001_people.sql  it was edited since it was applied in production.jsonl");
    }

    @Test
    void aServerHasToBeNamed() {
        Workplace.Result result = at.run("check", "--url", "jdbc:postgresql://localhost/shop");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("no server was named").contains("--scratch-url");
    }

    @Test
    void anErrorOfTheServerForScratchDatabasesSaysWhichServerItIs() {
        Workplace.Result result = at.run("check", "--scratch-url", "jdbc:postgresql://127.0.0.1:1/postgres");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith(
                        "ML-1101  no scratch database could be made on 127.0.0.1:1: the server could not be reached")
                .contains("Nothing in the database was changed")
                .contains("Check the address of the server for scratch databases, and user and password there.")
                .doesNotContain("--url");
    }

    @Test
    void aRightThatIsMissingThereIsNoWrongPassword() throws Exception {
        try (TestDatabase database = TestServers.MARIADB.get().newDatabase();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER reader IDENTIFIED BY 'reads'");
            statement.execute("GRANT SELECT ON " + connection.getCatalog() + ".* TO reader");
            at.environment("LEDGER_USER", "reader").environment("LEDGER_PASSWORD", "reads");

            assertThat(at.run("check", "--scratch-url", database.url()).err())
                    .contains("(the right CREATE)")
                    .doesNotContain("user and password there");
            statement.execute("DROP USER reader");
        }
    }
}
