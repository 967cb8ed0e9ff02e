package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever puts the ledger out of sight: no second one is begun, and nothing runs twice. */
class OneLedgerTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_a.sql", "CREATE TABLE IF NOT EXISTS hits (n);", "INSERT INTO hits VALUES (1);");
    }

    private Migrator.Builder again() {
        return project.builder().onExisting(OnExisting.RUN);
    }

    @Test
    void aTableThatWasRenamedIsFound() throws Exception {
        project.migrate();
        project.execute("ALTER TABLE migration_ledger RENAME TO \"old ledger\"");
        LedgerException error =
                refused(ErrorCode.LEDGER_ELSEWHERE, () -> again().build().migrate());
        assertThat(error.what())
                .contains("table old ledger (2 events, the newest: APPLIED main:0001 at ")
                .contains("there is no ledger at main.\"migration_ledger\"");
        assertThat(error.next())
                .contains("name it: Migrator.Builder.table(\"old ledger\").")
                .contains("newLedger()");
        assertThat(project.query("SELECT n FROM hits")).containsExactly("1");
        assertThat(again().table("old ledger").build().migrate().isUpToDate()).isTrue();
    }

    @Test
    void anotherTableInTheOptionsStopsAndAnotherSpellingIsTheSame() throws Exception {
        project.migrate();
        refused(
                ErrorCode.LEDGER_ELSEWHERE,
                () -> again().table("history").build().migrate());
        assertThat(again().table("Migration_LEDGER").build().migrate().isUpToDate())
                .isTrue();
    }

    @Test
    void nothingSaysThatThereIsNoLedger() throws Exception {
        project.migrate();
        Migrator moved = again().table("history").build();
        MigrationId id = MigrationId.of("default", "0001");
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> moved.rollback(RollbackOptions.LAST_BATCH));
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> moved.baseline(id, "because"));
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> moved.ledger().verify());
        refused(ErrorCode.LEDGER_ELSEWHERE, () -> moved.ledger().events());
        assertThat(moved.validate()).extracting(Problem::code).containsExactly(ErrorCode.LEDGER_ELSEWHERE);
        assertThat(moved.ledger().status().problems())
                .extracting(Problem::code)
                .containsExactly(ErrorCode.LEDGER_ELSEWHERE);
        assertThat(again().build().ledger().status().problems()).isEmpty();
        assertThat(moved.status().problems()).extracting(Problem::code).containsExactly(ErrorCode.LEDGER_ELSEWHERE);
    }

    @Test
    void aLedgerOfItsOwnAsksOnce() throws Exception {
        project.migrate();
        assertThat(again().table("history").newLedger().build().migrate().completed())
                .hasSize(1);
        assertThat(again().table("history").build().migrate().isUpToDate()).isTrue();
        assertThat(again().build().migrate().isUpToDate()).isTrue();
    }

    @Test
    void triggersThatARenamedLedgerHasKeptAreMissedAloud() throws Exception {
        project.migrate();
        project.execute("ALTER TABLE migration_ledger RENAME TO old");
        assertThat(again().newLedger().build().migrate().notes())
                .anySatisfy(
                        note -> assertThat(note).contains("could not be made").contains("table old"));
    }

    @Test
    void theLedgerOfAnAttachedFileIsFound() throws Exception {
        project.migrate();
        Path other = directory.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other)) {
            SqliteProject.execute(connection, "ATTACH '" + project.database() + "' AS app");
            Migrator migrator = Migrator.of(connection)
                    .source(Migrations.scripts("default", Map.of("0001_a.sql", "INSERT INTO app.hits VALUES (2);")))
                    .build();
            LedgerException error = refused(ErrorCode.LEDGER_ELSEWHERE, migrator::migrate);
            assertThat(error.what()).contains("which is attached as app (2 events");
            assertThat(error.next()).contains("that file in the data source's address");
        }
        assertThat(project.query("SELECT n FROM hits")).containsExactly("1");
    }

    @Test
    void whatHasNoEventOrOtherColumnsIsNoLedger() throws Exception {
        project.execute(
                "CREATE TABLE applied_digest (sequence, hash)",
                "CREATE TABLE empty AS SELECT * FROM (SELECT 1 AS x) WHERE 0",
                "CREATE VIEW applied AS SELECT hash AS applied_digest FROM applied_digest");
        assertThat(again().build().migrate().completed()).hasSize(1);
        project.execute("CREATE TABLE copy AS SELECT * FROM migration_ledger WHERE 0");
        assertThat(again().table("history").newLedger().build().migrate().completed())
                .hasSize(1);
    }

    @Test
    void ofManyLedgersFiveAreNamed() throws Exception {
        project.migrate();
        project.execute("CREATE TABLE single AS SELECT * FROM migration_ledger WHERE sequence = 1");
        for (int copies = 1; copies <= 3; copies++) {
            project.execute("CREATE TABLE copy" + copies + " AS SELECT * FROM migration_ledger");
        }
        Migrator moved = again().table("history").build();
        LedgerException five = refused(ErrorCode.LEDGER_ELSEWHERE, moved::migrate);
        assertThat(five.what())
                .contains("table single (1 event: STARTED main:0001 at 2")
                .contains("table copy1 (2 events, the newest: APPLIED main:0001 at 2")
                .contains("; table ")
                .doesNotContain("more");
        assertThat(five.next()).contains("Migrator.Builder.table(\"copy1\"), or Migrator.Builder.table(");

        project.execute("CREATE TABLE copy4 AS SELECT * FROM migration_ledger");
        assertThat(refused(ErrorCode.LEDGER_ELSEWHERE, moved::migrate).what()).endsWith("; and 1 more");
    }
}
