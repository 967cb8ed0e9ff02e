package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.RollbackOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** <code>${name}</code> in scripts. */
class PlaceholdersTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script(
                "0001_a.sql", "CREATE TABLE ${table} (x);", "INSERT INTO ${table}", "  VALUES ('${value}${value}');");
        project.script("0001_a.down.sql", "DROP TABLE ${table};");
    }

    @Test
    void areReplacedInBothDirections() throws Exception {
        var migrator = project.builder()
                .placeholder("table", "a")
                .placeholder("value", "x;y'' $${no}")
                .placeholder("no", "NO")
                .build();
        migrator.migrate();

        assertThat(project.query("SELECT x FROM a"))
                .as("a value is not replaced again and ends no statement")
                .containsExactly("x;y' $${no}x;y' $${no}");
        migrator.rollback(RollbackOptions.LAST_BATCH);
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void oneWithoutAValueIsAnErrorNamingItsLineAndTheWaysOut() throws Exception {
        LedgerException undefined = refused(
                ErrorCode.UNRESOLVED_PLACEHOLDER,
                () -> project.builder().placeholder("table", "a").build().migrate());

        assertThat(undefined.what()).contains("0001_a.sql:3: no value for the placeholder ${value}");
        assertThat(undefined.next())
                .contains("placeholder(\"value\", …)", "write ${$}{value}", "placeholders=none", "Defined: table.");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void aValueThatOpensAStringIsFoundBeforeAnythingRuns() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "VACUUM INTO '${value}';");
        LedgerException unreadable = refused(
                ErrorCode.BAD_SYNTAX,
                () -> project.builder()
                        .placeholder("value", "it's")
                        .placeholder("table", "a")
                        .build()
                        .migrate());

        assertThat(unreadable.what()).contains("0001_a.sql:2:1: with its placeholders replaced, the statement");
        assertThat(unreadable.next()).contains("each quote of the value twice");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void alsoWhereNoneIsDefinedAtAll() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "INSERT INTO a VALUES ('${value}');");
        project.script("0001_a.down.sql", "DROP TABLE ${table};");

        LedgerException undefined = refused(ErrorCode.UNRESOLVED_PLACEHOLDER, project::migrate);
        assertThat(undefined.what())
                .startsWith("2 problems:")
                .contains("0001_a.sql:2: no value for the placeholder ${value}")
                .contains("0001_a.down.sql:1: no value for the placeholder ${table}");
        assertThat(undefined.next()).doesNotContain("Defined:");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void eachNameIsToldOncePerScript() {
        project.script("0001_a.sql", "SELECT '${x}';", "SELECT '${y} ${x}';", "SELECT '${x}';");
        project.delete("0001_a.down.sql");

        assertThat(refused(ErrorCode.UNRESOLVED_PLACEHOLDER, project::migrate).what())
                .isEqualTo("2 problems:"
                        + "\n  ML-1208: " + project.migrations().resolve("0001_a.sql")
                        + ":1: no value for the placeholder ${x}"
                        + "\n  ML-1208: " + project.migrations().resolve("0001_a.sql")
                        + ":2: no value for the placeholder ${y}");
    }

    @Test
    void areTextWhereTheScriptOrTheProgramSaysSo() throws Exception {
        project.script(
                "0001_a.sql",
                "-- ledger: placeholders=none",
                "CREATE TABLE a (x);",
                "INSERT INTO a VALUES ('${value}${$}');");
        project.delete("0001_a.down.sql").migrate();
        assertThat(project.query("SELECT x FROM a")).containsExactly("${value}${$}");

        project.script("0002_b.sql", "INSERT INTO a VALUES ('${b}');");
        project.builder().replacePlaceholders(false).build().migrate();
        assertThat(project.query("SELECT x FROM a")).containsExactly("${value}${$}", "${b}");
    }

    @Test
    void theEscapeWritesOneAsItStands() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "INSERT INTO a VALUES ('${$}{value} costs 5${$}');");
        project.delete("0001_a.down.sql").migrate();

        assertThat(project.query("SELECT x FROM a")).containsExactly("${value} costs 5$");
    }

    @Test
    void aValueCannotEscapeFromAComment() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x -- ${value}, ${undefined}", ");")
                .delete("0001_a.down.sql");
        project.builder().placeholder("value", "\n, y").build().migrate();

        assertThat(project.query("SELECT name FROM pragma_table_info('a')")).containsExactly("x");
    }

    @Test
    void aDefinitionThatNoScriptCouldNameIsRefused() {
        assertThat(refused(
                                ErrorCode.BAD_OPTION,
                                () -> project.builder().placeholder("a b", "1").build())
                        .what())
                .contains("'a b'");
        refused(
                ErrorCode.BAD_OPTION,
                () -> project.builder()
                        .placeholder("a", "1")
                        .replacePlaceholders(false)
                        .build());
    }

    @Test
    void whatIsNotClosedIsLeftAlone() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "INSERT INTO a VALUES ('${value');");
        project.delete("0001_a.down.sql");
        project.builder().placeholder("value", "1").build().migrate();

        assertThat(project.query("SELECT x FROM a")).containsExactly("${value");
    }

    @Test
    void anotherValueIsNoEdit() {
        project.builder()
                .placeholder("table", "a")
                .placeholder("value", "1")
                .build()
                .migrate();

        assertThat(project.builder()
                        .placeholder("table", "a")
                        .placeholder("value", "2")
                        .build()
                        .migrate()
                        .isUpToDate())
                .isTrue();
    }

    @Test
    void valuesAreNotKeptInTheLedger() throws Exception {
        project.script(
                "0001_a.sql",
                "-- ledger: transaction=none",
                "CREATE TABLE a (x);",
                "INSERT INTO a VALUES ('${token}');",
                "BROKEN ${token};");
        project.delete("0001_a.down.sql");
        var migrator = project.builder().placeholder("token", "geheim").build();
        refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);

        assertThat(project.query("SELECT x FROM a")).containsExactly("geheim");
        assertThat(project.query("SELECT detail FROM migration_ledger").toString())
                .contains("INSERT INTO a VALUES ('${token}')")
                .doesNotContain("geheim");
    }
}
