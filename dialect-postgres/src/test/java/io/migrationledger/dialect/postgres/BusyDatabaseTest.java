package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.LockHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other sessions hold what a migration needs. */
class BusyDatabaseTest extends PostgresTest {

    @BeforeEach
    void table() throws SQLException {
        execute("CREATE TABLE t (v integer)", "INSERT INTO t VALUES (1)");
    }

    @Test
    void aSessionThatIdlesInATransactionIsNamedAfterTheRetries() throws Exception {
        String[] scripts = {
            "-- ledger: lock-timeout=100ms\nCREATE TABLE made (v integer);\nALTER TABLE t ADD COLUMN w integer;"
        };
        List<String> retries = new ArrayList<>();
        try (Connection idle = database.connect();
                Statement reading = idle.createStatement()) {
            reading.execute("SET application_name = 'the report'");
            idle.setAutoCommit(false);
            reading.execute("SELECT count(*) FROM t");

            assertThatThrownBy(() -> migrator(scripts)
                            .lockRetries(2)
                            .listener(retrying(retries))
                            .build()
                            .migrate())
                    .isInstanceOfSatisfying(MigrationFailedException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
                        assertThat(e.what())
                                .contains("0001_number_1.sql:3")
                                .contains("lock timeout")
                                .contains("the report")
                                .contains("idle in transaction")
                                .contains("SELECT count(*) FROM t")
                                .contains("AccessShareLock on t");
                        assertThat(e.state()).startsWith("Nothing of this migration is in effect");
                    });
            assertThat(retries).hasSize(2).allSatisfy(words -> assertThat(words).contains("the report"));
            assertThat(query("SELECT to_regclass('made')")).containsExactly((String) null);
            assertThat(query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .containsExactly("0");
        }
        assertThat(migrator(scripts).build().migrate().completed()).hasSize(1);
    }

    @Test
    void aRetryThatGetsTheLockGoesOnFromTheBeginningOfItsTransaction() throws Exception {
        List<String> retries = new CopyOnWriteArrayList<>();
        CompletableFuture<?> run;
        try (Connection writer = database.connect();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute("UPDATE t SET v = 5");
            run = meanwhile(() -> migrator("INSERT INTO t VALUES (2);\nUPDATE t SET v = v * 10;")
                    .statementLockTimeout(Duration.ofMillis(200))
                    .lockRetries(20)
                    .listener(retrying(retries))
                    .build()
                    .migrate());
            while (retries.isEmpty()) {
                assertThat(run).isNotDone();
                Thread.sleep(10);
            }
            writer.commit();
        }
        run.join();
        assertThat(retries.get(0)).contains("RowExclusiveLock on t");
        assertThat(query("SELECT v FROM t ORDER BY v")).containsExactly("20", "50");
    }

    @Test
    void aStatementTimeoutEndsTheStatementAndNotTheOneThatIsBuiltConcurrently() throws Exception {
        assertThatThrownBy(() -> migrator("-- ledger: statement-timeout=100ms\nSELECT pg_sleep(10);")
                        .build()
                        .migrate())
                .hasMessageContaining("statement timeout");
        try (Connection writer = database.connect();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute("UPDATE t SET v = 5");
            CompletableFuture<?> run = meanwhile(() -> migrator("CREATE INDEX CONCURRENTLY i ON t (v);")
                    .table("another")
                    .newLedger()
                    .statementTimeout(Duration.ofSeconds(2))
                    .statementLockTimeout(Duration.ofSeconds(2))
                    .build()
                    .migrate());
            await(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%'"
                            + " AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '3 s'",
                    "1");
            assertThat(run).isNotDone();
            writer.rollback();
            run.join();
        }
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("t");
    }

    @Test
    void aConcurrentBuildWithALimitOfItsOwnLeavesNothingBehind() throws Exception {
        String[] scripts = {"-- ledger: lock-timeout=200ms\nCREATE INDEX CONCURRENTLY i ON t (v);"};
        try (Connection writer = database.connect();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute("UPDATE t SET v = 5");
            assertThatThrownBy(() -> migrator(scripts).lockRetries(1).build().migrate())
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
                        assertThat(e.what()).contains("lock timeout", "UPDATE t SET v = 5");
                    });
        }
        migrator(scripts).build().migrate();
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("t");
    }

    @Test
    void aRunnerThatWaitsSaysWhoHoldsTheLockAndWhatForHowLong() throws Exception {
        List<LockHolder> holders = new CopyOnWriteArrayList<>();
        CompletableFuture<?> second;
        try (Connection writer = database.connect();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute("UPDATE t SET v = 5");
            String[] scripts = {"CREATE INDEX CONCURRENTLY i ON t (v);"};
            CompletableFuture<?> first =
                    meanwhile(() -> migrator(scripts).build().migrate());
            await("SELECT count(*) FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'", "1");
            second = meanwhile(() -> migrator(scripts)
                    .listener(new MigrationListener() {
                        @Override
                        public void waitingForLock(LockHolder holder, Duration waited) {
                            holders.add(holder);
                        }

                        @Override
                        public void started(Migration migration, Direction direction, int statements, int resumed) {
                            throw new AssertionError("the first runner did it");
                        }
                    })
                    .build()
                    .migrate());
            while (holders.isEmpty()) {
                assertThat(second).isNotDone();
                Thread.sleep(10);
            }
            writer.rollback();
            first.join();
        }
        second.join();
        assertThat(holders.get(0).description())
                .contains(
                        "session ", "of user postgres", "from 127.0.0.1", "active since", "CREATE INDEX CONCURRENTLY i")
                .contains("waiting for writers before build");
        assertThat(holders.get(0).since()).isPresent();
    }

    private static MigrationListener retrying(List<String> retries) {
        return new MigrationListener() {
            @Override
            public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                retries.add(String.valueOf(error.getMessage()));
            }
        };
    }
}
