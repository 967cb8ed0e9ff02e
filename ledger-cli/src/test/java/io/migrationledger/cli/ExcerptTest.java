package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What failed is shown where it stands. */
class ExcerptTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MYSQL_8_0_12", "MARIADB"})
    void theMarkStandsWhereTheServerPoints(TestServers server) throws Exception {
        at.migration("0001_x.sql", "-- a comment\nSELECT 1;   SELECT 'ä😀',\n  2,\n  3\n  FROM WHERE x;\nSELECT 2;\n");
        try (TestDatabase database = server.get().newDatabase()) {
            at.environment("LEDGER_USER", database.user()).environment("LEDGER_PASSWORD", database.password());
            Workplace.Result result = at.run("migrate", "--url", database.url());
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err().lines().filter(line -> line.contains(" | ")).map(String::strip))
                    .containsExactly("3 |   2,", "4 |   3", "5 |   FROM WHERE x", "|        ^");
            assertThat(result.err()).as("the mark says it").doesNotContain("Position");
            String json = at.run("migrate", "--url", database.url(), "--format", "json")
                    .out();
            assertThat(json).contains("\"line\" : 5").contains("\"column\" : 8");
            assertThat(json.contains("Position: ")).isEqualTo(server == TestServers.POSTGRES);
        }
    }

    @Test
    void withoutAPlaceTheStatementsFirstLines() {
        at.migration("0001_x.sql", "CREATE TABLE t (a PRIMARY KEY);\nINSERT INTO t\nVALUES\n(1),\n(1);\n");
        assertThat(at.run("migrate")
                        .err()
                        .lines()
                        .filter(line -> line.contains(" | "))
                        .map(String::strip))
                .containsExactly("2 | INSERT INTO t", "3 | VALUES", "4 | (1),");
    }

    @Test
    void noSecretIsShown() {
        at.migration("0001_x.sql", "CREATE TABLE secret_of (a);\nINSERT INTO secret_of VALUES ('hunter2', nothing);\n");
        assertThat(at.run("migrate").err()).contains("ML-1401").doesNotContain("hunter2");
        at.migration("0001_x.sql", "SELECT '${key}' FROM nowhere;\n");
        assertThat(at.run("migrate", "--placeholder", "key=hunter2").err())
                .contains("1 | SELECT '${key}' FROM nowhere")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MYSQL_8_0_33", "MARIADB"})
    void aColumnWithTheNameOfASecretHidesItsValuesOnly(TestServers server) throws Exception {
        String insert = "INSERT INTO users (id, nme, password_hash) VALUES (1, 'hunter2', 'x');\n";
        at.migration("0001_x.sql", "CREATE TABLE users (id INT, password_hash VARCHAR(20) UNIQUE);\n");
        at.migration("0002_y.sql", insert);
        try (TestDatabase database = server.get().newDatabase()) {
            at.environment("LEDGER_USER", database.user()).environment("LEDGER_PASSWORD", database.password());
            assertThat(at.run("migrate", "--url", database.url()).err())
                    .contains("nme", "INSERT INTO users (id, nme, password_hash) VALUES (1, '***', '***')")
                    .doesNotContain("not shown", "hunter2");
            at.migration(
                    "0002_y.sql", insert.replace(", nme", "").replace("'hunter2', 'x')", "'hunter2'), (2, 'hunter2')"));
            assertThat(at.run("migrate", "--url", database.url()).err())
                    .contains("uplicate", "password_hash", "***")
                    .doesNotContain("not shown", "hunter2");
            assertThat(at.run("history", "--url", database.url(), "--format", "json")
                            .out())
                    .contains("uplicate")
                    .doesNotContain("not shown", "hunter2");
        }
    }

    @Test
    void aLongLineIsShownAroundTheMark() {
        at.migration(
                "0001_x.sql", "SELECT " + "1, ".repeat(100) + "2 FROM nowhere WHERE " + "1 = 1 AND ".repeat(50) + "1;");
        String err = at.run("migrate").err();
        assertThat(err).contains("2 FROM nowhere WHERE");
        String[] lines = err.lines().filter(line -> line.contains(" | ")).toArray(String[]::new);
        assertThat(lines[0].indexOf("nowhere")).isEqualTo(lines[1].indexOf('^'));
        assertThat(lines[0].length()).isLessThan(130);
    }
}
