package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What code does to the ledger's table cannot be read before it runs: it is found out, and the transaction takes it back. */
class LostTableTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 1);
        project.migrate();
    }

    private Migrator code(String... statements) {
        return project.builder()
                .source(Migrations.java(new JavaMigration() {
                    @Override
                    public MigrationId id() {
                        return MigrationId.of("code", "1");
                    }

                    @Override
                    public String description() {
                        return "";
                    }

                    @Override
                    public String revision() {
                        return "1";
                    }

                    @Override
                    public void up(Connection connection) throws SQLException {
                        SqliteProject.execute(connection, "CREATE TABLE made (x)");
                        SqliteProject.execute(connection, statements);
                    }
                }))
                .onExisting(OnExisting.RUN)
                .build();
    }

    private void nothingIsLost() throws Exception {
        assertThat(project.tables()).doesNotContain("made").doesNotContain("old");
        assertThat(project.ledger().verify().isIntact()).isTrue();
        assertThat(project.ledger()
                        .state()
                        .of(MigrationId.of("code", "1"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.FAILED);
        LedgerEvent.Failed failed = (LedgerEvent.Failed) project.ledger().head().orElseThrow();
        assertThat(failed.error().orElseThrow().message()).startsWith("ML-11").contains("  the ledger's table");
        assertThat(code().migrate().completed()).hasSize(1);
    }

    @Test
    void theTransactionBringsItBack() throws Exception {
        LedgerException error = refused(
                ErrorCode.LEDGER_GONE, () -> code("DROP TABLE migration_ledger").migrate());
        assertThat(error.what())
                .contains("the ledger's table main.\"migration_ledger\" is gone: noticed at ")
                .endsWith("; that statement, what ran before it or somebody else dropped, renamed or moved it")
                .doesNotContain(":0");
        assertThat(error.state()).isEqualTo("Nothing of this migration is in effect, and the ledger says so.");
        nothingIsLost();
    }

    @Test
    void alsoWhereItWasRenamed() throws Exception {
        refused(
                ErrorCode.LEDGER_GONE,
                () -> code("ALTER TABLE migration_ledger RENAME TO old").migrate());
        nothingIsLost();
    }

    /** SQLite tells of it without an SQLSTATE. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE migration_ledger DROP COLUMN os_user",
                "ALTER TABLE migration_ledger RENAME COLUMN host TO machine",
                "CREATE TRIGGER refuses BEFORE INSERT ON migration_ledger BEGIN SELECT RAISE(ABORT, 'no'); END"
            })
    void aTableThatTakesNothingAnyMoreIsNamed(String alters) throws Exception {
        LedgerException error =
                refused(ErrorCode.LEDGER_CHANGED, () -> code(alters).migrate());
        assertThat(error.what())
                .startsWith("the ledger's table main.\"migration_ledger\" does not take what the ledger writes: ")
                .doesNotContain("[SQLITE");
        nothingIsLost();
    }

    @Test
    void rowsThatVanishAreNoticed() throws Exception {
        LedgerException error = refused(
                ErrorCode.LEDGER_CHANGED,
                () -> code("CREATE TRIGGER swallows BEFORE INSERT ON migration_ledger BEGIN SELECT RAISE(IGNORE); END")
                        .migrate());
        assertThat(error.what()).contains("took 0 of 1 row without an error");
        nothingIsLost();
    }

    private final RefusedCalls calls = new RefusedCalls();

    /** Records an attempt on a connection whose INSERT fails with this SQLSTATE. */
    private LedgerException refusedWrite(ErrorCode code, String state) throws SQLException {
        calls.refuse("INSERT INTO main.\"migration_ledger\" ", 1, new SQLException("the server's words", state, 0));
        try (Connection connection = project.connect();
                LedgerSession session = Ledger.of(calls.on(connection)).lock(Duration.ZERO)) {
            return refused(code, () -> session.started(MigrationId.of("2"), "v1"));
        }
    }

    /** Of the standard, of PostgreSQL and of MySQL: columns, types, values, constraints, views, triggers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42703", "42S22", "42804", "428C9", "42809", "55000", "22001", "23502", "23514", "44000", "45000",
                "P0001"
            })
    void whatTheLedgersOwnTableNeverSaysIsTheWordOfAChangedOne(String state) throws Exception {
        LedgerException error = refusedWrite(ErrorCode.LEDGER_CHANGED, state);
        assertThat(error.what())
                .isEqualTo("the ledger's table main.\"migration_ledger\" does not take what the ledger writes: the"
                        + " server's words\nsomething or somebody else changed the table");
        assertThat(error.state()).startsWith("What had committed by then stays as it is");
        assertThat(error.next()).startsWith("Take the change of that table out of the script, or undo it by hand");
        assertThat(project.history()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2300", "230011", "57014", "53100", "42601"})
    void anyOtherErrorOfAWriteIsNotBlamedOnTheTable(String state) throws Exception {
        assertThat(refusedWrite(ErrorCode.DATABASE_ERROR, state).what()).contains("the server's words");
    }

    @ParameterizedTest
    @CsvSource({"42703, LEDGER_CHANGED", "55000, LEDGER_CHANGED", "23502, DATABASE_ERROR", ", DATABASE_ERROR"})
    void aQueryThatFailsIsBlamedOnTheTableWhereItsColumnsAreOthers(@Nullable String state, ErrorCode code)
            throws Exception {
        try (Connection connection = project.connect();
                LedgerSession session = Ledger.of(calls.on(connection)).lock(Duration.ZERO)) {
            SQLException error = new SQLException("the server's words", state, 0);
            calls.refuse("SELECT sequence, event", 2, error);
            assertThat(refused(code, session::head).what()).contains("the server's words");
            assertThat(refused(code, session::state).what()).contains("the server's words");
            assertThat(session.head()).isPresent();
        }
    }

    @Test
    void severalRowsThatVanishAreCounted() throws Exception {
        project.script("0002_vacuum.sql", "VACUUM;")
                .execute("CREATE TRIGGER swallows BEFORE INSERT ON migration_ledger BEGIN SELECT RAISE(IGNORE); END");
        assertThat(refused(ErrorCode.LEDGER_CHANGED, project::migrate).what()).contains("took 0 of 2 rows without");
    }

    @Test
    void theStatementOfAScriptAtWhichItIsNoticedIsNamedByFileAndLine() throws Exception {
        project.script("0002_call.sql", "SELECT 1;", "CALL drops();", "SELECT 2;");
        FaultySqlite calling = new FaultySqlite()
                .committing()
                .running("CALL", connection -> SqliteProject.execute(connection, "DROP TABLE migration_ledger"));
        Migrator migrator = project.builder().dialect(calling).build();
        assertThat(refused(ErrorCode.LEDGER_GONE, migrator::migrate).what())
                .contains("is gone: noticed at ")
                .containsPattern("0002_call.sql:[23]; that statement, what ran before it or somebody else dropped");
        assertThat(project.script("0002_call.sql", "SELECT 1;").migrate()).containsExactly("0002");
    }
}
