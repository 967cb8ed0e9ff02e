package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.run.LocklessDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            strings = {"CREATE TABLE IF NOT EXISTS main.\"migration_ledger\"", "INSERT INTO main.\"migration_ledger\""})
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

    private Migrator migrator(FaultySqlite faulty) {
        return Migrator.of(project.url(), new Properties())
                .dialect(faulty)
                .source(project.source())
                .build();
    }
}
