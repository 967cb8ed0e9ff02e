package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.testdb.PgBouncer;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations through PgBouncer, which hands each transaction to another session of the server: round robin, one after another. */
class PoolerTest extends PostgresTest {
    private static final String[] SIX = {
        "CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL)",
        "INSERT INTO t VALUES (1, 0), (2, 0)",
        "UPDATE t SET n = n + 1; SET search_path = pg_catalog; UPDATE public.t SET n = n + 1",
        "CREATE INDEX CONCURRENTLY t_n ON t (n)",
        "-- ledger: transaction=none\nUPDATE t SET n = n + 10;\nUPDATE t SET n = n + 100;",
        "SET ROLE pg_monitor; RESET ROLE; SELECT set_config('work_mem', '5MB', false); UPDATE t SET n = n + 1000"
    };

    private static PgBouncer pool;

    @BeforeAll
    static void start() {
        pool = PgBouncer.start(TestServers.postgres(), "transaction", Map.of("server_round_robin", "1"));
    }

    @AfterAll
    static void stop() {
        if (pool != null) {
            pool.close();
        }
    }

    private Migrator.Builder pooled(PgBouncer through, String... scripts) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return Migrator.of(through.url(database), properties)
                .source(scripts(scripts))
                .onExisting(OnExisting.RUN);
    }

    /** What each session of the pool has set, its advisory locks, and what it would show of itself. */
    private List<String> left() throws SQLException {
        List<String> left = new ArrayList<>(
                query("SELECT 'advisory lock of ' || l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE locktype = 'advisory' AND datname = current_database()"));
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Connection connection = pool.connect(database);
                connection.setAutoCommit(false); // so that each of them keeps a session
                all.add(connection);
                left.addAll(query(
                        connection,
                        "SELECT name || ' = ' || setting FROM pg_settings WHERE setting <> reset_val"
                                + " AND context = 'user' AND source = 'session' AND name NOT IN ('application_name', 'client_encoding', 'TimeZone', 'DateStyle', 'extra_float_digits')"
                                + " AND name NOT LIKE 'transaction%'"));
                left.addAll(query(
                        connection, "SELECT 'prepared ' || statement FROM pg_prepared_statements WHERE from_sql"));
                left.addAll(query(
                        connection,
                        "SELECT 'temporary ' || relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"));
                left.addAll(query(connection, "SELECT 'listens to ' || c FROM pg_listening_channels() c"));
                assertThat(query(connection, "SHOW application_name")).containsExactly("PostgreSQL JDBC Driver");
            }
        } finally {
            for (Connection connection : all) {
                connection.rollback();
                connection.close();
            }
        }
        return left;
    }

    @Test
    void sixRunnersAtOnceWithOtherTrafficAllEndWell() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<Void>> traffic = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            traffic.add(meanwhile(() -> {
                while (!stop.get()) {
                    try (Connection connection = pool.connect(database);
                            Statement statement = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        statement.execute("SELECT count(*) FROM pg_class");
                        connection.commit();
                    }
                }
                return null;
            }));
        }
        List<CompletableFuture<MigrateResult>> runners = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            runners.add(meanwhile(() -> pooled(pool, SIX).build().migrate()));
        }
        int completed = 0;
        for (CompletableFuture<MigrateResult> runner : runners) {
            completed += runner.get().completed().size();
        }
        stop.set(true);
        for (CompletableFuture<Void> other : traffic) {
            other.get();
        }
        assertThat(completed).isEqualTo(SIX.length);
        assertThat(query("SELECT n FROM t")).containsExactly("1112", "1112");
        assertThat(left()).isEmpty();
        Migrator migrator = pooled(pool, SIX).build();
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
        List<LedgerEvent> events = migrator.ledger().events();
        assertThat(events)
                .filteredOn(event -> event.type() == EventType.STARTED)
                .hasSize(SIX.length)
                .allSatisfy(event -> assertThat(event.header().detail()).contains("\"fence\":"));
        assertThat(query("SELECT holder || session_id || expires_at FROM migration_ledger_lease"))
                .containsExactly("0");
    }

    @Test
    void aStartWithNothingToDoNeitherAsksForAPoolNorMakesALease() throws Exception {
        migrator(SIX[0]).build().migrate();
        assertThat(pooled(pool, SIX[0]).build().migrate().isUpToDate()).isTrue();
        assertThat(query("SELECT to_regclass('migration_ledger_lease')")).containsOnlyNulls();
    }

    @Test
    void aPoolInSessionModeKeepsTheLockOfTheSession() throws Exception {
        try (PgBouncer sessions = PgBouncer.start(TestServers.postgres(), "session", Map.of())) {
            assertThat(pooled(
                                    sessions,
                                    SIX[0],
                                    "PREPARE p AS SELECT 1; CREATE INDEX CONCURRENTLY i ON t (n); EXECUTE p")
                            .build()
                            .migrate()
                            .completed())
                    .hasSize(2);
        }
        assertThat(query("SELECT to_regclass('migration_ledger_lease')")).containsOnlyNulls();
    }

    @Test
    void aPoolThatAllowsNoTransactionsIsRefusedByName() throws Exception {
        try (PgBouncer statements = PgBouncer.start(TestServers.postgres(), "statement", Map.of())) {
            LedgerException error = catchThrowableOfType(
                    LedgerException.class, () -> pooled(statements, SIX).build().migrate());
            assertThat(error.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
            assertThat(error.what()).contains("pool_mode = statement");
        }
        assertThat(query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LISTEN x | what LISTEN does",
                "PREPARE p AS SELECT 1 | what PREPARE does",
                "LOAD 'plpgsql' | what LOAD does",
                "DISCARD ALL | what DISCARD does",
                "CREATE TEMP TABLE x (a integer) | a temporary object",
                "SELECT 1 AS a INTO TEMP x | a temporary object",
                "CREATE TABLE pg_temp.x (a integer) | a temporary object",
                "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1' | a temporary object",
                "SELECT pg_advisory_lock(1) | advisory lock of the session",
                "SELECT pg_try_advisory_lock_shared(1) | advisory lock of the session",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1 | WITH HOLD",
                "SET app.x = 1 | SET LOCAL",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE | first of each transaction",
                "SET work_mem = '5MB'; CREATE INDEX CONCURRENTLY i ON k (id) | for one transaction",
                "CREATE INDEX CONCURRENTLY i ON k (id); SET ROLE pg_monitor | for one transaction",
            })
    void whatWouldStayWithThePoolIsRefusedBeforeAnythingRuns(String script, String told) throws Exception {
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> pooled(pool, "CREATE TABLE k (id integer)", script)
                        .build()
                        .migrate());
        assertThat(error).hasMessageContaining(told).hasMessageContaining("pooler in transaction mode");
        assertThat(query("SELECT to_regclass('k')")).containsOnlyNulls();
    }

    /** A deferred trigger runs as the script has set it, and a rollback leaves nothing either. */
    @Test
    void whatAScriptSetsHoldsUntilItsEndAndNoLonger() throws Exception {
        execute("CREATE TABLE seen (path text)", "CREATE TABLE k (id integer)", """
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  INSERT INTO public.seen VALUES (current_setting('work_mem')); RETURN NULL; END $$""", """
                CREATE CONSTRAINT TRIGGER k_seen AFTER INSERT ON k DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                  EXECUTE FUNCTION see()""");
        String sets = "SET work_mem = '7MB'; DO $$ BEGIN PERFORM set_config('app.hidden', 'x', false); END $$;"
                + " SET statement_timeout = '50s'; INSERT INTO k VALUES (1)";
        pooled(pool, sets).build().migrate();
        assertThat(query("SELECT path FROM seen")).containsExactly("7MB");
        assertThat(left()).isEmpty();
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> pooled(pool, sets, sets + "; SELECT 1 / 0").build().migrate());
        assertThat(error.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(left()).isEmpty();
    }

    @Test
    void aWaitingRunnerSaysWhoHoldsTheLeaseAndUntilWhen() throws Exception {
        try (Connection connection = pool.connect(database);
                PostgresSession holder =
                        new PostgresSession(connection, SessionOptions.DEFAULTS, Duration.ofSeconds(60))) {
            assertThat(holder.tryLock()).isEmpty();
            LedgerException error = catchThrowableOfType(
                    LedgerException.class,
                    () -> pooled(pool, SIX)
                            .lockTimeout(Duration.ofMillis(100))
                            .build()
                            .migrate());
            assertThat(error.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(error.what())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("(lease 1, until 2")
                    .contains("by the database's clock");
        }
        assertThat(left()).isEmpty();
        assertThat(pooled(pool, SIX).build().migrate().completed()).hasSize(SIX.length);
    }

    /** The lock of a session and a lease keep each other out, whichever came first. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void runnersWithAndWithoutAPoolKeepOneAnotherOut(boolean holderIsPooled) throws Exception {
        pooled(pool, "SELECT 1").build().migrate(); // the lease's table is there
        try (Connection through = pool.connect(database);
                Connection direct = database.connect();
                PostgresSession holder = new PostgresSession(
                        holderIsPooled ? through : direct, SessionOptions.DEFAULTS, Duration.ofSeconds(60));
                PostgresSession other = new PostgresSession(
                        holderIsPooled ? direct : through, SessionOptions.DEFAULTS, Duration.ofSeconds(60))) {
            assertThat(holder.tryLock()).isEmpty();
            assertThat(other.tryLock())
                    .hasValueSatisfying(seen ->
                            assertThat(seen.description()).contains(holderIsPooled ? "(lease 2, until " : "session "));
            assertThat(other.lookAtLock().holder()).isPresent();
            assertThat(query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .as("the other one leaves no lock behind")
                    .containsExactly(holderIsPooled ? "0" : "1");
            holder.unlock();
            assertThat(other.tryLock()).isEmpty();
        }
        assertThat(left()).isEmpty();
    }
}
