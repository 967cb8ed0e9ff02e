package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.Dialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KS-5: where the table of kept scripts cannot be had, a run goes on without it, says so once, and loses no event. */
class RefusedScriptTableTest {
    private static final String CREATE_LEDGER = "CREATE TABLE IF NOT EXISTS main.\"migration_ledger\"";
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS main.\"migration_ledger_scripts\"";
    private static final String INSERT_EVENTS = "INSERT INTO main.\"migration_ledger\" ";
    private static final String INSERT_SCRIPTS = "INSERT INTO main.\"migration_ledger_scripts\"";
    private static final SQLException NO_RIGHT = new SQLException("not authorized", "42501", 23);
    private static final SQLException CONFLICT = new SQLException("another transaction was here", "40001");
    private static final SQLException DISK = new SQLException("disk I/O error", null, 10);
    private static final String TOLD =
            "the SQL of this run is not kept: main.\"migration_ledger_scripts\" cannot be made"
                    + " or written (not authorized). Allow it, or say keep-scripts=false.";

    @TempDir
    Path directory;

    private SqliteProject project;
    private final List<String> told = new ArrayList<>();
    private final RefusedCalls calls = new RefusedCalls();
    private final FaultySqlite faulty = new FaultySqlite();

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    private MigrateResult migrate(Dialect dialect) throws SQLException {
        try (Connection connection = project.connect()) {
            return Migrator.of(calls.on(connection))
                    .dialect(dialect)
                    .source(project.source())
                    .listener(new MigrationListener() {
                        @Override
                        public void warning(String text) {
                            told.add(text);
                        }

                        @Override
                        public void started(
                                Migration migration, Direction direction, int statements, int resumedAfter) {
                            LedgerEvent begun = project.ledger().events().stream()
                                    .filter(event -> event.id().equals(migration.id()))
                                    .findFirst()
                                    .orElseThrow();
                            assertThat(begun).as("committed by now").isInstanceOf(LedgerEvent.Started.class);
                        }
                    })
                    .build()
                    .migrate();
        }
    }

    private void keptNothing(int events) {
        assertThat(calls.allMet()).isTrue();
        assertThat(project.ledger().events())
                .hasSize(events)
                .allSatisfy(event -> assertThat(event.script()).isEmpty());
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private void keptAll(int from, int to) {
        assertThat(project.ledger().events().subList(from, to))
                .filteredOn(event -> !(event instanceof LedgerEvent.Step))
                .allSatisfy(event -> assertThat(
                                project.ledger().keptScript(event.script().orElseThrow()))
                        .isPresent());
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aFirstRunThatMayNotMakeItMakesTheLedgerAlone() throws Exception {
        calls.refuse(CREATE, 1, NO_RIGHT);
        assertThat(migrate(faulty).notes()).containsOnlyOnce(TOLD);
        assertThat(told).containsOnlyOnce(TOLD);
        keptNothing(4);
    }

    @Test
    void soDoesOneThatMeetsAnotherTransactionAfterwards() throws Exception {
        calls.refuse(CREATE, 1, NO_RIGHT).refuse(INSERT_EVENTS, 1, CONFLICT);
        assertThat(migrate(faulty).notes()).containsOnlyOnce(TOLD);
        keptNothing(4);
    }

    @Test
    void aLaterRunThatMayNotMakeItGoesOnWithoutAndAsksOnce() throws Exception {
        project.builder().keepScripts(false).build().migrate();
        project.tables(3, 4);
        calls.refuse(CREATE, 1, NO_RIGHT);
        assertThat(migrate(faulty).notes()).containsOnlyOnce(TOLD);
        keptNothing(8);
    }

    @Test
    void aRunThatMayNotWriteItGoesOnWithoutAlsoBehindAnotherTransaction() throws Exception {
        project.migrate();
        project.tables(3, 3);
        SQLException noTable = new SQLException("no such column: hash", "42703", 1);
        calls.refuse(INSERT_SCRIPTS, 1, noTable).refuse(INSERT_EVENTS, 1, CONFLICT);
        assertThat(migrate(faulty).notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("the SQL of this run is not kept: ")
                        .contains("no such column"));
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).hasSize(6).endsWith("STARTED 0003", "APPLIED 0003");
        assertThat(project.ledger().head().orElseThrow().script()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void anErrorThatIsNotAboutItIsNotTakenForOne() throws Exception {
        project.migrate();
        project.script("0003_vacuum.sql", "VACUUM;");
        calls.before("VACUUM", () -> calls.refuse(INSERT_EVENTS, 2, NO_RIGHT));
        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, () -> migrate(faulty));
        assertThat(error.state()).endsWith("The failure itself could not be recorded.");
        assertThat(calls.allMet()).isTrue();
        assertThat(told).isEmpty();
        assertThat(project.history()).endsWith("STARTED 0003", "STEP 0003");
    }

    @Test
    void anErrorOfTheEventsAloneIsToldAsItIs() throws Exception {
        project.migrate();
        project.tables(3, 3);
        calls.refuse(INSERT_EVENTS, 1, DISK);
        LedgerException error = refused(ErrorCode.DATABASE_ERROR, () -> migrate(faulty));
        assertThat(error).hasMessageContaining("disk I/O error");
        assertThat(calls.allMet()).isTrue();
        assertThat(told).isEmpty();
        assertThat(project.history()).hasSize(4);

        migrate(faulty);
        keptAll(4, 6);
    }

    @Test
    void anErrorThatMayBeOfEitherTableIsNotSaidToBeOfTheScripts() throws Exception {
        project.migrate();
        project.tables(3, 3);
        calls.refuse("COMMIT", 1, DISK);
        assertThat(migrate(faulty).notes())
                .containsOnlyOnce("the SQL of this run is not kept: the events could not be written together with it"
                        + " (disk I/O error), and could without. If main.\"migration_ledger_scripts\" cannot be"
                        + " written, allow it, or say keep-scripts=false.");
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).hasSize(6);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatWasCommittedWithItsScriptStaysWhereALaterScriptCannotBeKept() throws Exception {
        project.migrate();
        project.script("0003_vacuum.sql", "VACUUM;").script("0004_vacuum.sql", "VACUUM; -- again");
        SQLException noColumn = new SQLException("no such column: hash", "42703", 1);
        calls.before("VACUUM", () -> calls.refuse(INSERT_SCRIPTS, 1, noColumn));
        migrate(faulty);
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history().subList(4, 10))
                .containsExactly(
                        "STARTED 0003", "STEP 0003", "APPLIED 0003", "STARTED 0004", "STEP 0004", "APPLIED 0004");
        assertThat(project.ledger().events().subList(4, 10))
                .extracting(event -> event.script().isPresent())
                .containsExactly(true, false, false, false, false, false);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whereDdlCommitsByItselfBothTablesAreMadeBeforeTheFirstEvent() throws Exception {
        migrate(faulty.committing());
        keptAll(0, 6);
        assertThat(calls.calls().subList(0, calls.calls().indexOf("BEGIN IMMEDIATE")))
                .as("outside of any transaction")
                .anyMatch(call -> call.startsWith(CREATE_LEDGER))
                .anyMatch(call -> call.startsWith(CREATE));
    }

    @Test
    void whereDdlCommitsByItselfALedgerThatHasNoneGetsIt() throws Exception {
        project.builder().keepScripts(false).build().migrate();
        project.tables(3, 3);
        faulty.committing();
        migrate(faulty);
        keptAll(4, 7);
        List<String> before = calls.calls();
        int made = before.indexOf(before.stream()
                .filter(call -> call.startsWith(CREATE))
                .findFirst()
                .orElseThrow());
        assertThat(before.subList(0, made).stream()
                        .filter("BEGIN IMMEDIATE"::equals)
                        .count())
                .as("each transaction has ended by then")
                .isEqualTo(before.subList(0, made).stream()
                        .filter(call -> call.equals("COMMIT") || call.equals("ROLLBACK"))
                        .count());
    }

    @Test
    void whatTheDriverWarnsOfBothTablesIsToldOnce() throws Exception {
        faulty.warning("createLedgerTable", "no triggers").warning("createScriptTable", "no triggers here either");
        assertThat(migrate(faulty).notes()).containsExactly("no triggers");
    }

    @Test
    void whatTheDriverWarnsOfTheSecondTableAloneIsTold() throws Exception {
        faulty.warning("createScriptTable", "no triggers here");
        assertThat(migrate(faulty).notes()).containsExactly("no triggers here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheDriverWarnsOfATableThatIsAddedLaterIsTold(boolean ddlCommits) throws Exception {
        project.builder().keepScripts(false).build().migrate();
        project.tables(3, 3);
        if (ddlCommits) {
            faulty.committing();
        }
        faulty.warning("createScriptTable", "no triggers here");
        assertThat(migrate(faulty).notes()).containsExactly("no triggers here");
    }
}
