package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Dialect;
import io.migrationledger.testdb.PgBouncer;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls through PgBouncer as a crash: a sample that the seed chooses, or each. The leases are short. */
class PoolerCrashTest extends PostgresTest {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors() + 1;
    private static final Dialect IN_A_HURRY = new PostgresDialect(Duration.ofMillis(300));
    private static final String BUILD = "CREATE INDEX CONCURRENTLY t_n ON t (n)";

    private static PgBouncer pool;

    @BeforeAll
    static void start() {
        pool = PgBouncer.start(
                TestServers.postgres(), "transaction", Map.of("server_round_robin", "1", "default_pool_size", "3"));
    }

    @AfterAll
    static void stop() {
        if (pool != null) {
            pool.close();
        }
    }

    /** What the scripts of the ordinary crash test do, without what only a session can. */
    private static final class Subject implements CrashSubject {
        private final PostgresCrashSubject facts = new PostgresCrashSubject();

        @Override
        public CrashDatabase newDatabase() {
            TestDatabase database = TestServers.postgres().newDatabase();
            return new CrashDatabase(
                    pool.url(database) + "?prepareThreshold=0", database.user(), database.password(), database);
        }

        @Override
        public MigrationSource migrations() {
            Map<String, String> scripts = new LinkedHashMap<>();
            scripts.put("0001_accounts.sql", """
                    CREATE TYPE mood AS ENUM ('sad', 'ok');
                    CREATE TABLE accounts (id integer PRIMARY KEY, owner text NOT NULL, balance numeric NOT NULL, mood mood);
                    INSERT INTO accounts SELECT n, 'user ' || n, n, NULL FROM generate_series(1, 40) n;""");
            scripts.put("0002_double.sql", "UPDATE accounts SET balance = balance * 2");
            scripts.put("0003_index.sql", "CREATE INDEX CONCURRENTLY accounts_owner ON accounts (owner)");
            scripts.put("0004_transfers.sql", """
                    SET search_path = pg_catalog, public;
                    CREATE TABLE public.transfers (id integer GENERATED ALWAYS AS IDENTITY, amount numeric NOT NULL);
                    SELECT set_config('statement_timeout', '50s', false);
                    UPDATE accounts SET balance = balance + 5;""");
            scripts.put("0005_mixed.sql", """
                    INSERT INTO transfers (amount) VALUES (1), (2);
                    CREATE INDEX CONCURRENTLY ON transfers (amount);
                    UPDATE accounts SET balance = balance + 1;
                    ALTER TYPE mood ADD VALUE 'happy' AFTER 'ok';
                    UPDATE accounts SET mood = 'happy' WHERE id = 1;
                    REINDEX TABLE CONCURRENTLY accounts;
                    DROP INDEX CONCURRENTLY accounts_owner;""");
            scripts.put("0006_each_by_itself.sql", """
                    -- ledger: transaction=none
                    UPDATE accounts SET balance = balance + 1;
                    UPDATE accounts SET balance = balance * 3 WHERE id = 2;""");
            scripts.put("0007_role.sql", """
                    GRANT CREATE ON SCHEMA public TO pg_monitor;
                    SET ROLE pg_monitor;
                    CREATE TABLE by_role (id integer);
                    SELECT set_config('role', 'none', false);
                    UPDATE accounts SET balance = balance + 7 WHERE id = 1;""");
            return Migrations.scripts("main", scripts);
        }

        @Override
        public List<String> dump(Connection connection) throws SQLException {
            return facts.dump(connection);
        }

        @Override
        public Optional<Dialect> dialect() {
            return Optional.of(IN_A_HURRY);
        }
    }

    @Test
    void recoversFromACrashAtAnyPoint() throws Exception {
        CrashEnumeration enumeration = new CrashEnumeration("PgBouncer", new Subject(), Breaker.CLIENT, WORKERS)
                .seedWords(CrashBudget.SEED_PROPERTY);
        CrashReport report = enumeration.sample(CrashBudget.points(), CrashBudget.seed());
        System.out.println(report);
        assertThat(enumeration.calls()).isGreaterThan(50);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }

    /** The client is gone, the server builds on: nobody takes the lease over, however long its time has been over. */
    @Test
    void anIndexThatIsStillBuiltIsWaitedFor() throws Exception {
        execute("CREATE TABLE t (n integer)", "INSERT INTO t VALUES (1)");
        observer.setAutoCommit(false);
        query("SELECT n FROM t FOR UPDATE"); // the build waits for this transaction
        CompletableFuture<MigrateResult> cut;
        try (Connection looking = database.connect()) {
            Connection connection = pool.connect(database);
            cut = meanwhile(() ->
                    migrator(connection, BUILD).dialect(IN_A_HURRY).build().migrate());
            String building =
                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event_type = 'Lock'"
                            + " AND query LIKE '/* migration ledger, lease % */ CREATE INDEX CONCURRENTLY%'"
                            + " AND datname = current_database()";
            awaitOn(looking, building, "1");
            Breaker.CLIENT.breakOff(connection);
            assertThat(failure(cut)).isInstanceOf(LedgerException.class);

            LedgerException waiting = catchThrowableOfType(LedgerException.class, () -> again(Duration.ofMillis(900)));
            assertThat(waiting.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(waiting.what()).contains("at work, though its time was over");
            assertThat(query(looking, building)).containsExactly("1");
        }
        observer.rollback();
        observer.setAutoCommit(true);
        assertThat(again(Duration.ofSeconds(30)).completed()).hasSize(1);
        assertThat(query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("t");
    }

    private MigrateResult again(Duration timeout) throws SQLException {
        try (Connection connection = pool.connect(database)) {
            return migrator(connection, BUILD)
                    .dialect(IN_A_HURRY)
                    .lockTimeout(timeout)
                    .build()
                    .migrate();
        }
    }

    /** A lease is renewed over a second connection while a statement runs for longer than its time. */
    @Test
    void aLeaseOutlastsALongStatement() throws Exception {
        String running = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE query LIKE 'SELECT count(*) FROM gate%' AND wait_event_type = 'Lock'";
        execute("CREATE TABLE gate ()");
        CompletableFuture<MigrateResult> longRun;
        try (Connection blocker = database.connect()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute("LOCK TABLE gate");
            }
            longRun = meanwhile(
                    () -> pooled("-- ledger: lock-timeout=60s\nSELECT count(*) FROM gate", "SELECT pg_sleep(0.1)")
                            .onExisting(OnExisting.RUN)
                            .build()
                            .migrate());
            await(running, "1");
            long start = Long.parseLong(
                    query("SELECT expires_at FROM migration_ledger_lease").get(0));
            await("SELECT (expires_at > " + (start + 600) + ")::text FROM migration_ledger_lease", "true");
            assertThat(query(running)).containsExactly("1");
        }
        assertThat(longRun.get().completed()).hasSize(2);
    }

    private io.migrationledger.Migrator.Builder pooled(String... scripts) {
        java.util.Properties properties = new java.util.Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return io.migrationledger.Migrator.of(pool.url(database), properties)
                .dialect(IN_A_HURRY)
                .source(scripts(scripts));
    }

    private static void awaitOn(Connection connection, String sql, String expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!query(connection, sql).equals(List.of(expected))) {
            assertThat(System.nanoTime()).as("still not %s: %s", expected, sql).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
