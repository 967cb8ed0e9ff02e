package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.spi.LockHolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that is gone while its statement goes on at the server, and a server that is gone. */
class ZombieTest {
    private static final String FILL = "INSERT INTO big (a) SELECT a FROM big";

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theNextRunWaitsForTheAlterOfADeadClientAndTakesItForDone(Route route) throws Exception {
        try (Fast fast = Fast.on(route);
                Bench bench = new Bench(route)) {
            fill(bench, 17);
            String script = "ALTER TABLE big ADD COLUMN b INT, ALGORITHM = COPY; UPDATE big SET b = 1 WHERE id = 1;";
            leaveBehind(bench, script, "ALTER TABLE big");
            List<LockHolder> waited = new CopyOnWriteArrayList<>();
            migrateWaiting(bench, script, waited);
            System.out.println(fast + " " + route + " waited for: " + waited);
            assertThat(bench.rows("SELECT COUNT(*), SUM(b) FROM big WHERE b IS NOT NULL"))
                    .containsExactly("1|1");
            assertThat(waited).isNotEmpty();
            assertThat(waited.get(0).description()).contains("ALTER TABLE big");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void anAlterThatIsQueuedBehindAMetadataLockIsWaitedForToo(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            fill(bench, 2);
            bench.connection.setAutoCommit(false);
            bench.rows("SELECT COUNT(*) FROM big"); // holds the metadata lock until its transaction ends
            String script = "ALTER TABLE big ADD COLUMN b INT; UPDATE big SET b = 1 WHERE id = 1;";
            leaveBehind(bench, script, "ALTER TABLE big");
            List<LockHolder> waited = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> next = CompletableFuture.runAsync(() -> migrateWaiting(bench, script, waited));
            TimeUnit.MILLISECONDS.sleep(700);
            bench.connection.rollback();
            next.get(60, TimeUnit.SECONDS);
            bench.connection.setAutoCommit(true);
            assertThat(bench.rows("SELECT SUM(b) FROM big")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aServerKilledInTheMiddleOfAnAlterIsLookedAtWhenItIsBack(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            fill(bench, 15);
            String[] script = {
                "CREATE TABLE other (a INT); INSERT INTO other VALUES (1);",
                "UPDATE other SET a = a + 1; ALTER TABLE big ADD COLUMN b INT, ALGORITHM = COPY; UPDATE other SET a = a * 10;"
            };
            CompletableFuture<Throwable> first = inBackground(bench.migrator(script));
            await(bench, "ALTER TABLE big");
            route.running().kill();
            assertThat(first.get(60, TimeUnit.SECONDS)).isInstanceOf(LedgerException.class);
            route.running().restart();
            Migrator migrator = bench.migrator(script);
            migrator.migrate();
            try (Connection connection = bench.connect()) {
                assertThat(new Sql(connection).rows("SELECT a FROM other")).containsExactly(List.of("20"));
                assertThat(new Sql(connection).rows("SHOW COLUMNS FROM big LIKE 'b'"))
                        .hasSize(1);
            }
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
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
            new Sql(holder.connection()).run("DO RELEASE_ALL_LOCKS()");
            assertThat(holder.holdsLock()).isFalse();
            migrator.migrate();
            holder.connection().close();
        }
    }

    private static void fill(Bench bench, int doublings) throws SQLException {
        bench.sql.run("CREATE TABLE big (id INT PRIMARY KEY AUTO_INCREMENT, a CHAR(200) NOT NULL)");
        bench.sql.run("INSERT INTO big (a) VALUES ('x')");
        for (int i = 0; i < doublings; i++) {
            bench.sql.run(FILL);
        }
    }

    /** Starts a migration and drops its client without a word while the server runs the statement. */
    private static void leaveBehind(Bench bench, String script, String statement) throws Exception {
        Connection connection = bench.connect();
        Migrator migrator = Migrator.of(connection).source(Bench.source(script)).build();
        CompletableFuture<Throwable> run = inBackground(migrator);
        await(bench, statement);
        connection.abort(Runnable::run);
        assertThat(run.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    private static CompletableFuture<Throwable> inBackground(Migrator migrator) {
        return CompletableFuture.supplyAsync(() -> org.assertj.core.api.Assertions.catchThrowable(migrator::migrate));
    }

    private static void await(Bench bench, String statement) throws Exception {
        try (Connection watching = bench.connect()) {
            for (int i = 0; i < 2_000; i++) {
                boolean runs = !new Sql(watching)
                        .rows("SELECT id FROM information_schema.processlist WHERE info LIKE ?", statement + "%")
                        .isEmpty();
                if (runs) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("the server never ran " + statement);
    }

    private static void migrateWaiting(Bench bench, String script, List<LockHolder> waited) {
        bench.builder(script)
                .listener(new MigrationListener() {
                    @Override
                    public void waitingForLock(LockHolder holder, Duration since) {
                        waited.add(holder);
                    }
                })
                .build()
                .migrate();
    }
}
