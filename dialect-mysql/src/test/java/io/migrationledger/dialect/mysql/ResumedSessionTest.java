package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.Migration;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The session of a run that goes on after a failure is as the script's earlier statements left it, or the run says why not. */
class ResumedSessionTest {
    private static final String MISSING = "'.*later.* doesn't exist";

    /** Fails for the first time, as there is no table {@code later}, and is complete the second time. */
    private static Migrator failedOnce(Bench bench, String script) throws SQLException {
        Migrator migrator = bench.migrator(script);
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(LedgerException.class)
                .message()
                .containsPattern(MISSING);
        bench.sql.execute("CREATE TABLE later (a INT)");
        return migrator;
    }

    private static void resumed(Bench bench, String script) throws SQLException {
        Migrator migrator = failedOnce(bench, script);
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }

    private static void refused(Route route, String script, String... words) throws SQLException {
        try (Bench bench = new Bench(route)) {
            assertThatThrownBy(() -> bench.migrator(script).migrate())
                    .as(script)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContainingAll(words);
            assertThat(bench.rows("SHOW TABLES")).doesNotContain("a");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void settingsInOneSetWithDataAreRefusedBeforeACut(Route route) throws Exception {
        for (String script : List.of(
                "CREATE TABLE a (id INT); SET @now = NOW(), sql_mode = 'NO_AUTO_VALUE_ON_ZERO';"
                        + " INSERT INTO a VALUES (1); ALTER TABLE a ADD x INT;",
                "SET @now = NOW(), sql_mode = 'NO_AUTO_VALUE_ON_ZERO', @x = 1; CREATE TABLE a (id INT);",
                "SET @m = UUID(), sql_mode = ''; CALL p(); CREATE TABLE a (id INT);")) {
            refused(route, script, "sql_mode", "in a SET of its own");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void settingsInOneSetWithDataAreSet(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE a (id INT, told INT)");
            bench.migrator("SET @t = NOW(), sql_log_bin = 0; INSERT INTO a VALUES (@@sql_log_bin, @t IS NULL);")
                    .migrate();
            assertThat(bench.rows("SELECT * FROM a")).containsExactly("0|0");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void settingsOfTheServerAndOfTheSessionInOneSetAreRefused(Route route) throws Exception {
        for (String script : List.of(
                "SET GLOBAL group_concat_max_len = 1024, SESSION sql_mode = 'ANSI_QUOTES'; CREATE TABLE a (id INT);",
                "SET sql_mode = 'ANSI_QUOTES', GLOBAL group_concat_max_len = 1024; CREATE TABLE a (id INT);",
                "SET @old = @@GLOBAL.group_concat_max_len, GLOBAL group_concat_max_len = 1024; CREATE TABLE a (id INT);")) {
            refused(route, script, "a SET for the server, and one for the session");
        }
        refused(
                route,
                "SET GLOBAL group_concat_max_len = 1024, read_only = 1; CREATE TABLE a (id INT);",
                "keep the ledger from writing");
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aSettingThatASelectKeepsIsThereAgain(Route route) throws Exception {
        for (String keep : List.of(
                "SELECT @@foreign_key_checks INTO @old;",
                "SELECT @@SESSION.foreign_key_checks, @@sql_notes INTO @old, @notes;",
                "SELECT @old := @@foreign_key_checks;")) {
            try (Bench bench = new Bench(route)) {
                bench.sql.execute("CREATE TABLE parent (id INT PRIMARY KEY, a INT)");
                bench.sql.execute("CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES parent (id))");
                bench.sql.execute("INSERT INTO parent VALUES (1, 1)");
                bench.sql.execute("INSERT INTO child VALUES (1)");
                resumed(
                        bench,
                        keep + " SET foreign_key_checks = 0; DELETE FROM parent; SET foreign_key_checks = @old;"
                                + " ALTER TABLE parent DROP a; ALTER TABLE later ADD b INT;"
                                + " CREATE TABLE told AS SELECT @@foreign_key_checks AS checks;");
                assertThat(bench.rows("SELECT * FROM told")).as(keep).containsExactly("1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aSettingFromDataIsRefusedBeforeACut(Route route) throws Exception {
        for (String script : List.of(
                "SET SESSION group_concat_max_len = (SELECT n FROM cfg); CREATE TABLE a (id INT);",
                "SELECT n INTO @n FROM cfg; SET SESSION group_concat_max_len = @n;"
                        + " SET SESSION group_concat_max_len = 1024; CREATE TABLE a (id INT);",
                "-- ledger: transaction=none\nSELECT n INTO @n FROM cfg; SET SESSION group_concat_max_len = @n; INSERT INTO b"
                        + " VALUES (1);")) {
            refused(route, script, "group_concat_max_len", "from data");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aStatementThatWasPreparedForATableThatIsGoneStopsNothing(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            resumed(
                    bench,
                    "CREATE TABLE staging (a INT); PREPARE s FROM 'INSERT INTO staging VALUES (1)'; EXECUTE s;"
                            + " DEALLOCATE PREPARE s; DROP TABLE staging; ALTER TABLE later ADD b INT;");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aStatementThatSetsTheSessionAloneIsACut(Route route) throws Exception {
        refused(
                route,
                "SELECT COUNT(*) INTO @m FROM mysql.user; SET sql_log_bin = 0; INSERT INTO a VALUES (@m);",
                "@M was filled before");
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void whatWasFilledBeforeACallThatCommittedIsMissedByName(Route route) throws Exception {
        for (String fill : List.of(
                "SELECT MAX(id) INTO @m FROM t; CALL cleanup();",
                "SET @m = (SELECT MAX(id) FROM t); CALL cleanup();",
                "CALL out_of(@m);",
                "PREPARE f FROM 'SELECT MAX(id) INTO @m FROM t'; EXECUTE f; CALL cleanup();",
                "-- ledger: transaction=none\nSELECT MAX(id) INTO @m FROM t; INSERT INTO t VALUES (8);",
                "SET @m = (SELECT MAX(id) FROM t); PREPARE s FROM 'ALTER TABLE t ADD x INT'; EXECUTE s;")) {
            for (String use : List.of(
                    "INSERT INTO later VALUES (@m);",
                    "SET @n = @m; INSERT INTO later VALUES (@n);",
                    "SET @q = 'INSERT INTO later VALUES (@m)'; PREPARE p FROM @q; EXECUTE p;")) {
                try (Bench bench = new Bench(route)) {
                    bench.sql.execute("CREATE TABLE t (id INT)");
                    bench.sql.execute("INSERT INTO t VALUES (7)");
                    bench.sql.execute("CREATE PROCEDURE cleanup() BEGIN DELETE FROM t; COMMIT; END");
                    bench.sql.execute(
                            "CREATE PROCEDURE out_of(OUT m INT) BEGIN SELECT MAX(id) INTO m FROM t; COMMIT; END");
                    Migrator migrator = failedOnce(bench, fill + " " + use);
                    for (int run = 0; run < 2; run++) {
                        assertThatThrownBy(migrator::migrate)
                                .as(fill + " " + use)
                                .isInstanceOf(LedgerException.class)
                                .hasMessageContaining("@M comes from statement " + (fill.startsWith("PREPARE") ? 2 : 1)
                                        + ", which is in effect");
                    }
                    assertThat(bench.rows("SELECT * FROM later")).isEmpty();
                    bench.migrator(fill + " SET @m = 7; " + use).migrate();
                    assertThat(bench.rows("SELECT * FROM later"))
                            .as(fill + " " + use)
                            .containsExactly("7");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void whatTheSessionCountedBeforeACallThatCommittedIsMissedByName(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY)");
            bench.sql.execute("CREATE PROCEDURE cleanup() COMMIT");
            Migrator migrator = failedOnce(
                    bench, "INSERT INTO t VALUES (NULL); CALL cleanup(); INSERT INTO later VALUES (LAST_INSERT_ID());");
            assertThatThrownBy(migrator::migrate)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("LAST_INSERT_ID() comes from statement 2");
            assertThat(bench.rows("SELECT * FROM later")).isEmpty();
        }
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (row_count INT)");
            bench.sql.execute("CREATE PROCEDURE cleanup() COMMIT");
            resumed(
                    bench,
                    "CALL cleanup(); SET @x = 1; INSERT INTO t (row_count) SELECT COUNT(*) + @x FROM later;"
                            + " SET @n = ROW_COUNT(); UPDATE later SET a = @n;");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void anAttemptThatIsRepeatedInItsSessionHasAllOfIt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (id INT)");
            bench.sql.execute("INSERT INTO t VALUES (7)");
            bench.sql.execute("CREATE TABLE later (a INT PRIMARY KEY)");
            bench.sql.execute("CREATE PROCEDURE cleanup() BEGIN DELETE FROM t; COMMIT; END");
            bench.connection.setAutoCommit(false);
            bench.sql.execute("INSERT INTO later VALUES (7)");
            List<Integer> again = new ArrayList<>();
            bench.builder("SELECT MAX(id) INTO @m FROM t; CALL cleanup(); INSERT INTO later VALUES (@m);")
                    .statementLockTimeout(Duration.ofSeconds(1))
                    .lockRetries(2)
                    .listener(new MigrationListener() {
                        @Override
                        public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                            again.add(attempt);
                            try {
                                bench.connection.rollback();
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    })
                    .build()
                    .migrate();
            assertThat(again).containsExactly(1);
            assertThat(bench.rows("SELECT * FROM later")).containsExactly("7");
        }
    }

    @Test
    void analyzeThatRunsAStatementIsRefused() throws Exception {
        Route route = new Route(TestServers.MARIADB, JdbcClient.CONNECTOR_J);
        for (String dml : List.of("UPDATE t SET id = 2", "FORMAT=JSON DELETE FROM t", "INSERT INTO t VALUES (2)")) {
            try (Bench bench = new Bench(route)) {
                bench.sql.execute("CREATE TABLE t (id INT)");
                bench.sql.execute("INSERT INTO t VALUES (1)");
                bench.sql.execute("ANALYZE " + dml);
                assertThat(bench.rows("SELECT * FROM t"))
                        .as("what the server does")
                        .isNotEqualTo(List.of("1"));
            }
            refused(route, "ANALYZE " + dml + "; CREATE TABLE a (id INT);", "without ANALYZE");
        }
    }
}
