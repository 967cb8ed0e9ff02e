package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is told to end says in one line where it stands. */
class InterruptionTest {
    @TempDir
    Path directory;

    @Test
    void aStatementOnPostgresIsCancelledAndRecorded() throws Exception {
        try (TestDatabase database = TestServers.POSTGRES.get().newDatabase()) {
            Workplace at = at(database, "SELECT 1;\nSELECT pg_sleep(600);\n");
            String err = interrupted(
                    database, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%'");
            assertThat(err)
                    .matches(
                            "Interrupted at migrations/0001_slow.sql:2, statement 2 of migration 0001, which had run for"
                                    + " .*; the server has cancelled it. Run the same command again: .*\\n");
            try (Connection looker =
                    DriverManager.getConnection(database.url(), database.user(), database.password())) {
                assertThat(number(looker, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                        .isZero();
            }
            assertThat(at.run("status").out()).contains("failed").contains("canceling statement due to user request");
            at.migration("0001_slow.sql", "SELECT 1;\n");
            assertThat(at.run("migrate").code()).isZero();
        }
    }

    /** A cancel that arrives between two statements is lost. */
    @Test
    void aRunOfShortStatementsStops() throws Exception {
        try (TestDatabase database = TestServers.POSTGRES.get().newDatabase()) {
            int inserts = 40_000;
            Workplace at = at(
                    database,
                    "-- ledger: transaction=none\nCREATE TABLE t (a int);\n"
                            + "INSERT INTO t VALUES (1);\n".repeat(inserts));
            at.migration("0002_next.sql", "CREATE TABLE next (a int);\n");
            String err = interrupted(
                    database,
                    "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 't' AND n_tup_ins > 0"
                            + " AND pg_stat_clear_snapshot() IS NOT NULL");
            assertThat(err).containsAnyOf("was sent. Run the same command again", "the server has cancelled it.");
            assertThat(err.lines()).hasSize(1);
            try (Connection looker =
                    DriverManager.getConnection(database.url(), database.user(), database.password())) {
                assertThat(number(looker, "SELECT count(*) FROM t")).isBetween(1L, inserts - 1L);
                assertThat(number(looker, "SELECT count(*) FROM pg_tables WHERE tablename = 'next'"))
                        .isZero();
                assertThat(at.run("migrate").code()).isZero();
                assertThat(number(looker, "SELECT count(*) FROM t")).isEqualTo(inserts);
            }
        }
    }

    @Test
    void mysqlIsNotCutAndNamed() throws Exception {
        try (TestDatabase database = TestServers.MYSQL_8_0_12.get().newDatabase()) {
            at(database, "CREATE TABLE t (a int);\nDO SLEEP(15);\n");
            String err = interrupted(
                    database, "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(15)%'");
            assertThat(err)
                    .contains("Interrupted at migrations/0001_slow.sql:2, statement 2 of migration 0001")
                    .contains("the server may still be working on it.");
            assertThat(err.lines()).hasSize(1);
        }
    }

    private Workplace at(TestDatabase database, String script) {
        return new Workplace(directory)
                .migration("0001_slow.sql", script)
                .environment("LEDGER_URL", database.url())
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", database.password());
    }

    @Test
    void whoWaitsForAnotherRunSaysThatNothingWasRun() throws Exception {
        try (TestDatabase database = TestServers.POSTGRES.get().newDatabase()) {
            at(database, "CREATE TABLE t (a int);\n");
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            try (LedgerSession other = Ledger.of(database.url(), login).lock(Duration.ofSeconds(5))) {
                Process process = start(database);
                BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                String line = err.readLine();
                while (line != null && !line.contains("Waiting for the lock")) {
                    line = err.readLine();
                }
                assertThat(line).isNotNull();
                process.toHandle().destroy();
                assertThat(err.lines().toList())
                        .last()
                        .isEqualTo("Interrupted while it waited for another run. Nothing was run.");
                assertThat(process.waitFor()).isEqualTo(143);
                assertThat(other.connection().isClosed()).isFalse();
            }
        }
    }

    /** The hook is for a signal, and the end of a command that succeeded is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment staging --reason x",
                "baseline 0002 --reason x",
                "accept 0001 --reason x",
                "drift --accept --reason x"
            })
    void whoHasWaitedAndSucceededIsNotInterrupted(String line) throws Exception {
        Workplace at = new Workplace(directory).migration("0001_first.sql", "CREATE TABLE t (a int);\n");
        assertThat(at.run("migrate").code()).isZero();
        at.migration("0001_first.sql", "CREATE TABLE t (a INT);\n").migration("0002_next.sql", "SELECT 1;\n");
        try (LedgerSession other =
                Ledger.of("jdbc:sqlite:" + at.database(), new Properties()).lock(Duration.ofSeconds(5))) {
            Process process = new CommandProcess(directory).start(line.split(" "));
            BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
            assertThat(err.readLine()).startsWith("Waiting for the lock");
            other.close();
            assertThat(err.lines()
                            .filter(said -> said.startsWith("Interrupted"))
                            .toList())
                    .isEmpty();
            assertThat(process.waitFor()).isZero();
        }
    }

    private Process start(TestDatabase database) throws IOException {
        return new CommandProcess(directory)
                .environment("LEDGER_URL", database.url())
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", database.password())
                .start("migrate");
    }

    /** Runs the command in a process, ends it by SIGTERM while the query finds something, and returns its errors. */
    private String interrupted(TestDatabase database, String query) throws Exception {
        Process process = start(database);
        try (Connection looker = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (number(looker, query) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(50);
            }
        }
        process.toHandle().destroy(); // unlike destroy(), leaves the streams open
        String err = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor()).isEqualTo(143);
        return err;
    }

    private static long number(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
