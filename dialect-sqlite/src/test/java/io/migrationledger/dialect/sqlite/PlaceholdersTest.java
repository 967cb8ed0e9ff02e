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
    void oneWithoutAValueIsAnErrorOnceAnyIsDefinedNamingItsLine() throws Exception {
        LedgerException undefined = refused(
                ErrorCode.UNRESOLVED_PLACEHOLDER,
                () -> project.builder().placeholder("table", "a").build().migrate());

        assertThat(undefined.what()).contains("0001_a.sql:3", "${value}");
        assertThat(undefined.next()).contains("Defined: table");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void areLeftAloneWhereNoneIsDefined() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "INSERT INTO a VALUES ('${value}');")
                .migrate();

        assertThat(project.query("SELECT x FROM a")).containsExactly("${value}");
    }

    @Test
    void whatIsNotClosedIsLeftAlone() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);", "INSERT INTO a VALUES ('${value');");
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
        var migrator = project.builder().placeholder("token", "geheim").build();
        refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);

        assertThat(project.query("SELECT x FROM a")).containsExactly("geheim");
        assertThat(project.query("SELECT detail FROM migration_ledger").toString())
                .contains("INSERT INTO a VALUES ('${token}')")
                .doesNotContain("geheim");
    }
}
