package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where a server is not reached, and who is in the way of the lock. */
class ConnectionErrorsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://", "jdbc:mysql://", "jdbc:mariadb://"})
    void namesHostAndPortAndSpeaksOfNoLedger(String scheme) {
        Workplace at = new Workplace(directory).shop();
        Workplace.Result result = at.run("migrate", "--url", scheme + "127.0.0.1:1/shop", "--user", "x");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("ML-1101  ")
                .contains("127.0.0.1:1")
                .contains("Nothing in the database was changed.")
                .contains("--url")
                .doesNotContain("is in effect")
                .doesNotContain("last packet");
        assertThat(result.err().lines()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres://mira:hunter2@db:5432/shop", "postgresql://mira:hunter2@db:5432/shop?sslmode=require"
            })
    void answersWithTheJdbcForm(String url) {
        Workplace.Result result = new Workplace(directory).shop().run("migrate", "--url", url);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("Write it as jdbc:postgresql://db:5432/shop, and give user and password apart from it.")
                .doesNotContain("hunter2");
    }

    @Test
    void whoHoldsTheLockIsNamedWithItsMigration() throws Exception {
        try (TestDatabase database = TestServers.POSTGRES.get().newDatabase();
                Connection looker = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            Workplace at = new Workplace(directory)
                    .migration("0001_slow.sql", "-- ledger: transaction=none\nSELECT 1;\nSELECT pg_sleep(20);\n")
                    .migration("0002_next.sql", "SELECT 2;\n")
                    .environment("LEDGER_URL", database.url())
                    .environment("LEDGER_USER", database.user())
                    .environment("LEDGER_PASSWORD", database.password());
            CompletableFuture<Workplace.Result> run = CompletableFuture.supplyAsync(() -> at.run("migrate"));
            String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
                    + " AND application_name LIKE 'ledger on %, process %'";
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (number(looker, sleeping) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            Workplace.Result waiting = at.run("migrate", "--lock-timeout", "0");
            number(
                    looker,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
            assertThat(run.join().err())
                    .as("another run may have gone on")
                    .contains("left   1 migration not run by this run: 0002");
            assertThat(waiting.code()).isEqualTo(5);
            assertThat(waiting.err())
                    .contains(", process ")
                    .contains("active since ")
                    .contains("SELECT pg_sleep(20)")
                    .contains(", at migration 0001")
                    .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")
                    .doesNotContainPattern("\\dT\\d")
                    .contains("If its process is gone, the database may still be busy with its last statement")
                    .doesNotContain("pg_try_advisory_lock");
        }
    }

    /** The server knows the name by a connection attribute. */
    @Test
    void whoHoldsTheLockOnMysqlIsNamedWithItsMigration() throws Exception {
        try (TestDatabase database = TestServers.MYSQL_8_0_12.get().newDatabase();
                Connection looker = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            Workplace at = new Workplace(directory)
                    .migration("0001_slow.sql", "CREATE TABLE t (a INT);\nDO SLEEP(20);\n")
                    .environment("LEDGER_URL", database.url())
                    .environment("LEDGER_USER", database.user())
                    .environment("LEDGER_PASSWORD", database.password());
            Thread run = new Thread(() -> at.run("migrate"));
            run.start();
            String sleeping = "FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(20)%'";
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (number(looker, "SELECT COUNT(*) " + sleeping) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(20);
            }
            Workplace.Result waiting = at.run("migrate", "--lock-timeout", "0");
            try (var kill = looker.createStatement()) {
                kill.execute("KILL QUERY " + number(looker, "SELECT id " + sleeping));
            }
            run.join();
            assertThat(waiting.code()).isEqualTo(5);
            assertThat(waiting.err())
                    .containsPattern(
                            "session \\d+ \\(\\S+@\\S+\\), application \\S+( on \\S+)? process \\d+,"
                                    + " which since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC runs: DO SLEEP\\(20\\), at migration 0001");
        }
    }

    private static long number(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
