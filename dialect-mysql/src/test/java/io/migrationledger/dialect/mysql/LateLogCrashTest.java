package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.ClusterNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A MariaDB that dies with a redo log that it has not written out. The log is on a disk: in shared memory, where the other
 * tests have their servers, MariaDB maps it, and loses nothing.
 */
class LateLogCrashTest {
    private static final String TABLES = "CREATE TABLE a (i INT); CREATE TABLE m (i INT) ENGINE = MyISAM;";
    private static final String PAUSE = "DO SLEEP((SELECT MAX(seconds) FROM test.pause));";

    @TempDir
    private Path log;

    private ClusterNode server;

    @BeforeEach
    void start() throws Exception {
        server = ClusterNode.of(ClusterNode.Program.MARIADB, 1);
        Files.copy(server.data().resolve("ib_logfile0"), log.resolve("ib_logfile0"));
        begin();
        try (Connection connection = server.connect()) {
            JdbcSql sql = new JdbcSql(connection);
            sql.executeAll(List.of(
                    "CREATE DATABASE shop",
                    "CREATE DATABASE test",
                    "CREATE TABLE test.pause (seconds INT) ENGINE = Aria",
                    "INSERT INTO test.pause VALUES (60)"));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsOutsideOfInnodbIsNotForgotten() throws Exception {
        String[] scripts = {TABLES, """
            CREATE PROCEDURE pp() SELECT 1;
            CREATE VIEW vw AS SELECT 1 AS x;
            CREATE TRIGGER trg BEFORE INSERT ON a FOR EACH ROW SET NEW.i = NEW.i + 1;
            INSERT INTO a VALUES (1);
            """ + PAUSE};
        dieInThePause(scripts);

        migrator(scripts).migrate();

        assertThat(values("SELECT i FROM shop.a")).containsExactly("2");
        assertThat(migrator(scripts).ledger().verify().isIntact()).isTrue();
    }

    @Test
    void rowsOfATableWithoutTransactionsAreADoubtAndNotWrittenTwice() throws Exception {
        String[] scripts = {TABLES, "INSERT INTO m VALUES (1);\n" + PAUSE};
        dieInThePause(scripts);

        assertThat(catchThrowable(() -> migrator(scripts).migrate()))
                .isInstanceOfSatisfying(LedgerException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.IN_DOUBT);
                    assertThat(error.what()).contains("INSERT INTO m");
                });
        assertThat(values("SELECT i FROM shop.m")).containsExactly("1");
    }

    private void begin() {
        server.start(List.of(
                "--innodb-log-group-home-dir=" + log,
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-log-at-timeout=2700",
                "--myisam-recover-options=FORCE"));
        server.awaitAnswer();
    }

    private void dieInThePause(String... scripts) throws Exception {
        CompletableFuture<Throwable> run = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> migrator(scripts).migrate()));
        while (values("SELECT id FROM information_schema.processlist WHERE info LIKE 'DO SLEEP%'")
                .isEmpty()) {
            assertThat(run).isNotDone();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        server.kill();
        assertThat(run.get(60, TimeUnit.SECONDS)).isInstanceOf(LedgerException.class);
        begin();
        try (Connection connection = server.connect()) {
            new JdbcSql(connection).execute("UPDATE test.pause SET seconds = 0");
        }
    }

    private List<String> values(String query) throws Exception {
        try (Connection connection = server.connect()) {
            return new JdbcSql(connection).values(query);
        }
    }

    private Migrator migrator(String... scripts) {
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        return Migrator.of("jdbc:mariadb://" + server.address() + "/shop", login)
                .source(Bench.source(scripts))
                .onExisting(OnExisting.RUN)
                .build();
    }
}
