package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.run.LocklessDialect;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LedgerColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's own writes, where the database refuses them: each event is written once, or the run says that it was not. */
class LedgerWritesTest {
    private static final SQLException CONFLICT = new SQLException("another transaction was here", "40001");

    @TempDir
    Path directory;

    SqliteProject project;
    private int left;
    private int refusals;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 1);
    }

    /** Migrates on a connection that refuses the first statements of the ledger's own that begin so. */
    private void migrate(String beginning, int times, Runnable before) throws Exception {
        migrate(beginning, times, before, true);
    }

    private void migrate(String beginning, int times, Runnable before, boolean refuses) throws Exception {
        left = times;
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            String call = counted[0].calls().get(point.call() - 1);
            if (point.moment() == Moment.BEFORE && left > 0 && call.startsWith(beginning)) {
                left--;
                refusals++;
                before.run();
                if (refuses) {
                    throw CONFLICT;
                }
            }
            return true;
        });
        try (Connection connection = project.connect()) {
            Migrator.of(counted[0].wrap(connection))
                    .dialect(new LocklessDialect(new SqliteDialect()))
                    .source(project.source())
                    .build()
                    .migrate();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE IF NOT EXISTS main.\"migration_ledger\"",
                "INSERT INTO main.\"migration_ledger\"",
                "COMMIT"
            })
    void whatMetAnotherTransactionIsWrittenAgainAndOnce(String beginning) throws Exception {
        migrate(beginning, 2, () -> {});

        assertThat(refusals).isEqualTo(2);
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatIsRefusedAgainAndAgainEndsTheRunAndTheNextOneFindsNothingOfIt() throws Exception {
        project.migrate();
        project.tables(2, 2);
        refused(ErrorCode.DATABASE_ERROR, () -> migrate("INSERT INTO main.\"migration_ledger\"", 99, () -> {}));

        assertThat(refusals).as("the first time, and five more").isEqualTo(6);
        assertThat(project.history()).hasSize(2);
        assertThat(project.tables()).containsExactly("t1");
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aRunThatAnotherHasOvertakenSaysWhichEventIsTaken() throws Exception {
        project.migrate();
        project.tables(2, 2);
        LedgerException error = refused(ErrorCode.FENCED, () -> migrate("BEGIN IMMEDIATE", 1, project::migrate));

        assertThat(error.what()).isEqualTo("another runner has written event 3 of this ledger");
        assertThat(error.state()).isEqualTo("This runner stopped before it recorded anything more.");
        assertThat(project.history()).endsWith("STARTED 0002", "APPLIED 0002").hasSize(4);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void anIntentIsWrittenByTheNumberThatOnlyTheLockGives() {
        project.migrate();
        project.script("0002_vacuum.sql", "VACUUM;").script("0003_vacuum.sql", "SELECT 1;", "VACUUM;");
        StringBuilder told = new StringBuilder();
        FaultySqlite faulty = new FaultySqlite()
                .answering("underLock", arguments -> {
                    told.append(" asked for ").append(arguments[0]);
                    return Optional.of("(SELECT " + arguments[0] + ")");
                })
                .answering("wroteUnderLock", any -> {
                    told.append(" and written");
                    return null;
                });

        migrator(faulty).migrate();

        assertThat(told.toString()).isEqualTo(" asked for 4 and written asked for 7 and written");
        assertThat(project.history())
                .containsExactly(
                        "STARTED 0001",
                        "APPLIED 0001",
                        "STARTED 0002",
                        "STEP 0002",
                        "APPLIED 0002",
                        "STARTED 0003",
                        "STEP 0003",
                        "APPLIED 0003");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whereTheLockIsMissingWhatTookEffectIsRecordedAndTheStatementDoesNotRun() {
        project.migrate();
        project.script("0002_vacuum.sql", "CREATE TABLE b (x);", "VACUUM;", "CREATE TABLE c (x);");
        FaultySqlite faulty = new FaultySqlite()
                .answering("underLock", any -> Optional.of("no_such_function()"))
                .answering("wroteUnderLock", any -> {
                    throw new AssertionError("it was not");
                })
                .answering("isLockMissing", any -> true)
                .answering("holdsLock", any -> false);

        LedgerException error = refused(ErrorCode.LOCK_LOST, migrator(faulty)::migrate);

        assertThat(error.what()).endsWith("0002_vacuum.sql:2");
        assertThat(error.state()).isEqualTo("The statement was not run. Everything before it is recorded.");
        assertThat(faulty.executed()).containsExactly("CREATE TABLE b (x)");
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002");
        assertThat(project.standings()).containsEntry("0002", Standing.INTERRUPTED);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whoWritesWhileThisRunHasTheLockStopsItBeforeItRecordsAnything() throws Exception {
        project.migrate();
        project.tables(2, 2);
        LedgerException error = refused(
                ErrorCode.FENCED,
                () -> migrate("SELECT sequence FROM main.\"migration_ledger\"", 1, project::migrate, false));

        assertThat(error.what()).isEqualTo("another runner has written to this ledger while this one had the lock");
        assertThat(error.state()).isEqualTo("This runner stopped before it recorded anything.");
        assertThat(project.history()).hasSize(4);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private static final String CREATE = "CREATE TABLE IF NOT EXISTS main.\"migration_ledger\"";
    private static final String INSERT = "INSERT INTO main.\"migration_ledger\" ";
    private static final SQLException TAKEN = new SQLException("the name is taken", "23505", 99);

    private final RefusedCalls calls = new RefusedCalls();
    private boolean keepsScripts = true;
    private final FaultySqlite takes = new FaultySqlite()
            .answering("isDuplicateKey", arguments -> arguments[0] == TAKEN)
            .answering("tryLock", any -> Optional.empty())
            .answering("holdsLock", any -> true)
            .answering("unlock", any -> null);

    private void migrate(FaultySqlite dialect) throws SQLException {
        try (Connection connection = project.connect()) {
            Migrator.of(calls.on(connection))
                    .dialect(dialect)
                    .source(project.source())
                    .keepScripts(keepsScripts)
                    .build()
                    .migrate();
        }
    }

    @Test
    void aTableThatAnotherFirstRunIsMakingIsNoErrorAtOnce() throws Exception {
        calls.refuse(CREATE, 1, TAKEN);
        migrate(takes);
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aTableThatCanNeverBeMadeEndsTheRun() throws Exception {
        calls.refuse(CREATE, 99, TAKEN);
        LedgerException error = refused(ErrorCode.DATABASE_ERROR, () -> migrate(takes));
        assertThat(error.what()).contains("the name is taken");
        assertThat(project.tables()).isEmpty();
        assertThat(project.migrate()).containsExactly("0001");
    }

    @Test
    void aFirstRunThatAnotherHasOvertakenSaysSo() throws Exception {
        calls.before("BEGIN IMMEDIATE", project::migrate).refuse(CREATE, 99, TAKEN);
        assertThat(refused(ErrorCode.FENCED, () -> migrate(takes)).what())
                .isEqualTo("another runner has written event 1 of this ledger");
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001");
    }

    @Test
    void aFailureThatMeetsAnotherTransactionIsRecordedOnce() throws Exception {
        project.script("0002_bad.sql", "BROKEN;");
        calls.before("ROLLBACK", () -> calls.refuse(INSERT, 2, CONFLICT));
        refused(ErrorCode.STATEMENT_FAILED, () -> migrate(new FaultySqlite()));
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history())
                .containsExactly("STARTED 0001", "APPLIED 0001", "STARTED 0002", "FAILED/ERROR 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aMarkThatMeetsAnotherTransactionIsWrittenOnce() throws Exception {
        project.script("0002_vacuum.sql", "VACUUM;");
        calls.before("VACUUM", () -> calls.refuse(INSERT, 2, CONFLICT));
        migrate(new FaultySqlite());
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aKeyOfTheMigrationsOwnThatIsTakenAtItsCommitIsAFailureLikeAnyOther() throws Exception {
        project.migrate();
        project.tables(2, 2);
        keepsScripts = false;
        calls.refuse("COMMIT", 1, TAKEN);
        assertThat(refused(ErrorCode.STATEMENT_FAILED, () -> migrate(takes)).what())
                .contains("the name is taken");
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/ERROR 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void whatACommitTookAlongWhenItFailedIsNotWrittenWithTheFailure() throws Exception {
        project.migrate();
        project.tables(2, 2);
        keepsScripts = false;
        calls.before("COMMIT", () -> calls.refuse(INSERT, 2, CONFLICT))
                .refuse("COMMIT", 1, new SQLException("disk I/O error", null, 10));
        refused(ErrorCode.STATEMENT_FAILED, () -> migrate(new FaultySqlite()));
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).endsWith("APPLIED 0001", "STARTED 0002", "FAILED/ERROR 0002");
        assertThat(project.tables()).containsExactly("t1");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, 42703"})
    void theResultOfARunWhoseFailureCannotBeRecordedNamesTheNewestEventThatIsThere(int vendorCode, String state)
            throws Exception {
        project.script("0002_bad.sql", "BROKEN;");
        SQLException refuses = new SQLException("it cannot be written", state, vendorCode);
        calls.before("ROLLBACK", () -> calls.refuse(INSERT, 1, refuses));
        assertThatThrownBy(() -> migrate(new FaultySqlite()))
                .isInstanceOfSatisfying(MigrationFailedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
                    assertThat(e.what())
                            .endsWith("0002_bad.sql:1: migration 0002 failed at statement 1: near \"BROKEN\":"
                                    + " syntax error (code 1)");
                    assertThat(e.state())
                            .isEqualTo("No statement before it took effect. The failure itself could not be recorded.");
                    assertThat(e.next()).isEqualTo("Fix the cause and run it again.");
                    assertThat(e.result().head()).isEqualTo(project.ledger().head());
                    assertThat(e.result().batch()).isEqualTo(1);
                });
        assertThat(project.history()).endsWith("STARTED 0002");
    }

    /** Some connections keep the error that broke them, and throw that very object again. */
    @Test
    void anErrorThatIsThrownAgainAtTheRollbackIsToldAndRecordedAsItWas() throws Exception {
        project.tables(2, 2);
        SQLException error = new SQLException("the lease is over", "HY000", 99);
        calls.refuse("CREATE TABLE t2", 1, error).refuse("ROLLBACK", 1, error);
        assertThat(refused(ErrorCode.STATEMENT_FAILED, () -> migrate(new FaultySqlite()))
                        .what())
                .contains("the lease is over");
        assertThat(calls.allMet()).isTrue();
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/ERROR 0002");
        assertThat(project.migrate()).containsExactly("0002");
    }

    @Test
    void whereAnInsertTakesOneRowWhatBelongsTogetherIsOneTransaction() throws Exception {
        project.migrate();
        project.script("0002_vacuum.sql", "VACUUM;");
        keepsScripts = false;
        calls.before(INSERT, () -> calls.refuse(INSERT, 1, new SQLException("disk I/O error", null, 10)));
        FaultySqlite single = new FaultySqlite().answering("rowsPerInsert", any -> 1);
        refused(ErrorCode.DATABASE_ERROR, () -> migrate(single));
        assertThat(project.history()).as("neither the beginning nor the intent").endsWith("APPLIED 0001");

        migrate(single);
        assertThat(project.history()).endsWith("STARTED 0002", "STEP 0002", "APPLIED 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void anEventThatFitsOneInsertIsWrittenWithoutATransaction() throws Exception {
        try (Connection connection = project.connect();
                LedgerSession session = Ledger.of(
                                calls.on(connection), new FaultySqlite().answering("rowsPerInsert", any -> 1))
                        .lock(Duration.ZERO)) {
            session.started(MigrationId.of("1"), "v1").applied();
            int before = calls.calls().size();
            session.started(MigrationId.of("2"), "v1").applied();
            assertThat(calls.calls().subList(before, calls.calls().size())).noneMatch(call -> call.startsWith("BEGIN"));
        }
        assertThat(project.history()).hasSize(4);
    }

    @Test
    void eachTextIsSentOnceHoweverManyEventsNameIt() throws Exception {
        project.tables(2, 3);
        migrate(new FaultySqlite());
        assertThat(calls.calls())
                .filteredOn(call -> call.startsWith("INSERT INTO main.\"migration_ledger_scripts\""))
                .hasSize(3);
    }

    @Test
    void theDriverMakesTheSessionReadyBeforeEachOfTheLedgersOwnStatements() throws Exception {
        Set<Integer> ready = new HashSet<>();
        FaultySqlite told = new FaultySqlite().answering("beforeLedgerAccess", any -> {
            ready.add(calls.calls().size());
            return null;
        });
        project.migrate();
        project.tables(2, 2).script("0003_bad.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, () -> migrate(told));
        try (Connection connection = project.connect()) {
            Ledger ledger = Ledger.of(calls.on(connection), told);
            assertThat(ledger.verify().isIntact()).isTrue();
            ledger.forEachKeptScript(script -> assertThat(script.isIntact()).isTrue());
            assertThat(ledger.head()).isPresent();
        }
        List<String> sent = calls.calls();
        for (int call = 0; call < sent.size(); call++) {
            if (sent.get(call).matches("(?s)(SELECT|INSERT) .*main.\"migration_ledger.*")) {
                assertThat(ready).as(sent.get(call)).contains(call);
            }
        }
        assertThat(ready).hasSizeGreaterThan(10);
    }

    @Test
    void aDatabaseThatKeepsTheEmptyTextAsNullHasTheSameLedger() throws Exception {
        FaultySqlite nulls = new FaultySqlite()
                .answering(
                        "ledgerText",
                        arguments -> Optional.of(
                                arguments[0].equals("")
                                        ? "NULL"
                                        : "'" + arguments[0].toString().replace("'", "''") + "'"))
                .answering("emptyTextIsNull", any -> true);
        project.execute("CREATE TABLE migration_ledger ("
                + LedgerColumn.nullableDefinitions(column -> column.standardType(2)) + ")");
        project.overExisting();
        try (Connection connection = project.connect()) {
            Ledger ledger = Ledger.of(connection, nulls);
            try (LedgerSession session = ledger.lock(Duration.ZERO)) {
                session.started(MigrationId.of("it's one"), "v1").applied();
            }
            assertThat(project.query("SELECT COUNT(*) FROM migration_ledger WHERE database_user IS NULL"))
                    .containsExactly("2");
            assertThat(ledger.verify().isIntact()).isTrue();
            assertThat(ledger.events())
                    .extracting(
                            event -> event.id().value() + event.header().actor().databaseUser())
                    .containsExactly("it's one", "it's one");
        }
        assertThat(project.ledger().verify().broken())
                .as("a driver that does not know of it")
                .isPresent();
    }

    private Migrator migrator(FaultySqlite faulty) {
        return Migrator.of(project.url(), new Properties())
                .dialect(faulty)
                .source(project.source())
                .build();
    }
}
