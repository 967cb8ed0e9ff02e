package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.crash.LedgerRules;
import io.migrationledger.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that die in their middle: another session's open transaction stops them there, then their own is ended. */
class HalfDoneTest extends PostgresTest {
    private static final String STATES =
            "SELECT string_agg(c.relname || ' ' || i.indisvalid, ', ' ORDER BY c.relname) FROM pg_index i"
                    + " JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 't'::regclass";

    @BeforeEach
    void table() throws SQLException {
        execute("CREATE TABLE t (v integer)", "INSERT INTO t SELECT generate_series(1, 100)");
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE INDEX CONCURRENTLY i ON t (v), i true",
        "CREATE INDEX CONCURRENTLY ON t (v), t_v_idx true",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (v), i true",
    })
    void anInvalidIndexIsDroppedAndBuiltAgain(String statement, String expected) throws Exception {
        stopInTheMiddle(statement);
        assertThat(query(STATES).get(0)).endsWith("false");

        migrator(statement).build().migrate();

        assertThat(query(STATES)).containsExactly(expected);
        LedgerRules.check(observer, 1, statement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP INDEX CONCURRENTLY i", "DROP INDEX CONCURRENTLY IF EXISTS i"})
    void anIndexHalfDroppedIsDropped(String statement) throws Exception {
        execute("CREATE INDEX i ON t (v)");
        stopInTheMiddle(statement);
        assertThat(query(STATES)).containsExactly("i false");

        migrator(statement).build().migrate();

        assertThat(query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REINDEX INDEX CONCURRENTLY i", "REINDEX TABLE CONCURRENTLY t"})
    void whatAReindexLeftBehindIsDropped(String statement) throws Exception {
        execute("CREATE INDEX i ON t (v)");
        stopInTheMiddle(statement);
        assertThat(query(STATES).get(0)).contains("i_ccnew false");

        migrator(statement).build().migrate();

        assertThat(query(STATES)).containsExactly("i true");
    }

    @Test
    void aPartitionHalfDetachedIsDetached() throws Exception {
        execute(
                "CREATE TABLE p (v integer) PARTITION BY RANGE (v)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
        String statement = "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY";
        try (Connection blocker = blocker("SELECT count(*) FROM p")) {
            terminateOnceItWaits(statement);
        }
        assertThat(query("SELECT inhdetachpending FROM pg_inherits WHERE inhrelid = 'p1'::regclass"))
                .containsExactly("t");

        assertThat(migrator(statement).build().migrate().completed()).hasSize(1);

        assertThat(query("SELECT count(*) FROM pg_inherits")).containsExactly("0");
    }

    @Test
    void anIndexThatAnotherSessionStillBuildsIsWaitedFor() throws Exception {
        String statement = "CREATE INDEX CONCURRENTLY i ON t (v)";
        CountedCalls breaking = breakingAt(statement, CrashPoint.Moment.BEFORE);
        try (Connection real = database.connect()) {
            assertThat(failure(meanwhile(() ->
                            migrator(breaking.wrap(real), statement).build().migrate())))
                    .isNotNull();
        }
        List<String> told = new CopyOnWriteArrayList<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public void progress(Migration migration, String text) {
                told.add(text);
            }
        };
        CompletableFuture<?> builder;
        CompletableFuture<MigrateResult> migrating;
        try (Connection blocker = blocker("UPDATE t SET v = v")) {
            builder = meanwhile(() -> {
                try (Connection other = database.connect();
                        Statement run = other.createStatement()) {
                    return run.execute(statement);
                }
            });
            await("SELECT count(*) FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'", "1");
            migrating = meanwhile(
                    () -> migrator(statement).listener(listener).build().migrate());
            while (told.isEmpty()) {
                assertThat(migrating).isNotDone();
                Thread.sleep(20);
            }
        }
        builder.join();
        assertThat(migrating.join().completed()).hasSize(1);
        assertThat(told.get(0))
                .contains("waiting for what builds an index on t: session ")
                .contains(statement)
                .contains("waiting for writers");
        assertThat(query(STATES)).containsExactly("i true");
    }

    @Test
    void theStatementOfAClientThatIsGoneStopsSoon() throws Exception {
        String statement = "CREATE INDEX CONCURRENTLY i ON t (v)";
        try (Connection blocker = blocker("UPDATE t SET v = v");
                Connection client = database.connect()) {
            CompletableFuture<?> run =
                    meanwhile(() -> migrator(client, statement).build().migrate());
            await("SELECT count(*) FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'", "1");
            client.abort(Runnable::run);
            assertThat(failure(run)).isNotNull();
            await("SELECT count(*) FROM pg_stat_progress_create_index", "0");
            await("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
        }
        migrator(statement).build().migrate();
        assertThat(query(STATES)).containsExactly("i true");
    }

    private void stopInTheMiddle(String statement) throws Exception {
        try (Connection blocker = blocker("UPDATE t SET v = v")) {
            terminateOnceItWaits(statement);
        }
    }

    /** Opens a transaction that has a lock and a snapshot. */
    private Connection blocker(String statement) throws SQLException {
        Connection blocker = database.connect();
        blocker.setAutoCommit(false);
        blocker.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement run = blocker.createStatement()) {
            run.execute(statement);
        }
        return blocker;
    }

    private void terminateOnceItWaits(String statement) throws Exception {
        CompletableFuture<?> run = meanwhile(() -> migrator(statement).build().migrate());
        String waiting = " FROM pg_stat_activity WHERE query = '" + statement + "' AND wait_event_type = 'Lock'";
        await("SELECT count(*)" + waiting, "1");
        query("SELECT pg_terminate_backend(pid, 10000)" + waiting);
        assertThat(failure(run)).isNotNull();
    }
}
