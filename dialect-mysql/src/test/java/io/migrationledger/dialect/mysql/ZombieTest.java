package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.ChildRun;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that is gone while its statement goes on at the server, and a server that is gone. */
class ZombieTest {
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void theNextRunWaitsForTheAlterOfADeadClientAndTakesItForDone(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            SlowAlter.fill(bench);
            leaveBehind(bench, Abandoned.class);
            List<String> waited = new CopyOnWriteArrayList<>();
            migrateWaiting(bench, new Abandoned(), waited::add);
            assertThat(bench.rows("SELECT COUNT(b), SUM(a = 'y') FROM big")).containsExactly(SlowAlter.ROWS + "|1");
            assertThat(waited).isNotEmpty();
            assertThat(waited.get(0)).contains("ALTER TABLE big");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void anAlterThatIsQueuedBehindAMetadataLockIsWaitedForToo(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection reader = bench.connect()) {
            SlowAlter.fill(bench);
            reader.setAutoCommit(false);
            new JdbcSql(reader).rows("SELECT COUNT(*) FROM big"); // holds the metadata lock until its transaction ends
            leaveBehind(bench, Queued.class);
            // MySQL keeps it queued; MariaDB looks for its client once a second, and then the new ALTER is the one in
            // the
            // queue. Either way the reader is let go when the run has said that it waits.
            migrateWaiting(bench, new Queued(), holder -> end(reader));
            assertThat(bench.rows("SELECT COUNT(b), SUM(a = 'y') FROM big")).containsExactly(SlowAlter.ROWS + "|1");
            reader.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aServerKilledInTheMiddleOfAnAlterIsLookedAtWhenItIsBack(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            SlowAlter.fill(bench);
            String[] script = {
                "CREATE TABLE other (a INT); INSERT INTO other VALUES (1);",
                "UPDATE other SET a = a + 1; " + SlowAlter.STATEMENT + "; UPDATE other SET a = a * 10;"
            };
            CompletableFuture<Throwable> first = inBackground(bench.migrator(script));
            await(bench, "ALTER TABLE big", () -> !first.isDone());
            route.running().kill();
            assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(LedgerException.class);
            route.running().restart();
            Migrator migrator = bench.migrator(script);
            migrator.migrate();
            try (Connection connection = bench.connect()) {
                assertThat(new JdbcSql(connection).rows("SELECT a FROM other")).containsExactly(List.of("20"));
                assertThat(new JdbcSql(connection).rows("SHOW COLUMNS FROM big LIKE 'b'"))
                        .hasSize(1);
            }
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void saysWhoHoldsTheLockAndGivesUpInTime(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                var holder = bench.session()) {
            Migrator migrator = bench.builder("CREATE TABLE t (a INT);")
                    .lockTimeout(Duration.ofMillis(300))
                    .build();
            LedgerException failure =
                    org.assertj.core.api.Assertions.catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
            assertThat(failure).hasMessageContaining("session ").hasMessageContaining("between two statements");
            assertThat(holder.holdsLock()).isTrue();
            new JdbcSql(holder.connection()).execute("DO RELEASE_ALL_LOCKS()");
            assertThat(holder.holdsLock()).isFalse();
            migrator.migrate();
            holder.connection().close();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aScriptThatGivesUpTheLockIsStoppedBeforeItsNextStatementThatCommits(Route route) throws Exception {
        aScriptThatGivesUpTheLock(route, "");
        aScriptThatGivesUpTheLock(route, "?sessionVariables=sql_mode=''"); // numbers out of range are cut there
    }

    private static void aScriptThatGivesUpTheLock(Route route, String option) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE FUNCTION f() RETURNS INT READS SQL DATA RETURN RELEASE_ALL_LOCKS()");
            Migrator migrator = bench.at(
                    bench.database.url(route.client()) + option,
                    "CREATE TABLE a (v INT);",
                    "INSERT INTO a VALUES (1); INSERT INTO a SELECT f(); CREATE TABLE b (v INT);",
                    "INSERT INTO a SELECT 2 + f();",
                    "CREATE TABLE c (v INT);");
            LedgerException failure =
                    org.assertj.core.api.Assertions.catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.LOCK_LOST);
            assertThat(bench.rows("SELECT v FROM a ORDER BY v")).containsExactly("1", "1");
            assertThat(bench.rows("SHOW TABLES LIKE 'b'")).isEmpty();
            // The second run gives it up in the transaction that the next migration's intent is written in.
            failure = org.assertj.core.api.Assertions.catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.LOCK_LOST);
            assertThat(bench.rows("SHOW TABLES LIKE 'c'")).isEmpty();
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(bench.rows("SELECT v FROM a ORDER BY v")).containsExactly("1", "1", "3");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** Kills the process of a run while the server is in its ALTER. */
    private static void leaveBehind(Bench bench, Class<? extends CrashSubject> subject) throws Exception {
        CrashDatabase database = new CrashDatabase(
                bench.database.url(bench.route.client()), bench.database.user(), bench.database.password(), () -> {});
        try (ChildRun child = ChildRun.start(subject, database, new CrashPoint(0, CrashPoint.Moment.BEFORE))) {
            child.go();
            await(bench, "ALTER TABLE big", child::isRunning);
        }
    }

    private static CompletableFuture<Throwable> inBackground(Migrator migrator) {
        return CompletableFuture.supplyAsync(() -> org.assertj.core.api.Assertions.catchThrowable(migrator::migrate));
    }

    private static void await(Bench bench, String statement, BooleanSupplier running) throws Exception {
        try (Connection watching = bench.connect()) {
            while (running.getAsBoolean()) {
                boolean runs = !new JdbcSql(watching)
                        .rows("SELECT id FROM information_schema.processlist WHERE info LIKE ?", statement + "%")
                        .isEmpty();
                if (runs) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("the run ended before the server was seen to run " + statement);
    }

    private static void migrateWaiting(Bench bench, CrashSubject abandoned, Consumer<String> waiting) {
        Migrator.of(bench.database.url(bench.route.client()), Route.login(bench.database))
                .onExisting(OnExisting.RUN)
                .source(abandoned.migrations())
                .listener(new MigrationListener() {
                    @Override
                    public void waitingForLock(LockHolder holder, Duration since) {
                        waiting.accept(holder.description());
                    }

                    @Override
                    public void progress(Migration migration, String text) {
                        if (text.startsWith("waiting for table metadata lock")) {
                            waiting.accept(text);
                        }
                    }
                })
                .build()
                .migrate();
    }

    private static void end(Connection transaction) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a process ran that is killed on the way. */
    abstract static class Script implements CrashSubject {
        @Override
        public OnExisting onExisting() {
            return OnExisting.RUN; // the table that the ALTER is about
        }

        private final String alter;

        Script(String alter) {
            this.alter = alter;
        }

        @Override
        public CrashDatabase newDatabase() {
            throw new IllegalStateException("a process is given its database");
        }

        @Override
        public MigrationSource migrations() {
            return Bench.source(alter + "; UPDATE big SET a = 'y' WHERE a = 'x' LIMIT 1;");
        }

        @Override
        public List<String> dump(Connection connection) {
            throw new IllegalStateException("nobody compares its database");
        }
    }

    /** Killed while the server works on the ALTER. */
    public static final class Abandoned extends Script {
        /** For the child process. */
        public Abandoned() {
            super(SlowAlter.STATEMENT);
        }
    }

    /** Killed while the ALTER waits for a reader of the table. */
    public static final class Queued extends Script {
        /** For the child process. */
        public Queued() {
            super("ALTER TABLE big ADD COLUMN b INT DEFAULT 1");
        }
    }
}
