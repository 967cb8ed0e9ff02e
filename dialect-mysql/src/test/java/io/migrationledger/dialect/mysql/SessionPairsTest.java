package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.testdb.JdbcClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any two migrations, in one run or in two: the same database, and the same outcome of each. The pool is of migrations that
 * leave all they can in their session.
 */
class SessionPairsTest {
    private static final String SETUP = """
            CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(200)) DEFAULT CHARSET utf8mb4;
            CREATE PROCEDURE note(w VARCHAR(200)) INSERT INTO log (what) VALUES (w);
            DELIMITER $$
            CREATE PROCEDURE messy()
            BEGIN
              SET @left = 'by messy', SESSION group_concat_max_len = 7, SESSION autocommit = 0;
              CREATE TEMPORARY TABLE IF NOT EXISTS shelf (a INT);
              INSERT INTO log (what) VALUES (CONCAT('messy ', IFNULL(@left, '-')));
            END$$
            DELIMITER ;
            """;

    private static final List<String> POOL = List.of(
            "SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT';"
                    + " INSERT INTO log (what) VALUES ('a' || \"what\" || '\\'); CREATE TABLE \"q\" (i INT DEFAULT '1');",
            "SET @left = 'by hand'; CREATE TEMPORARY TABLE shelf (a INT, b INT); INSERT INTO shelf VALUES (1, 2);"
                    + " INSERT INTO log (what) SELECT CONCAT('shelf ', COUNT(*)) FROM shelf;",
            "CREATE TABLE shelf (a INT); INSERT INTO shelf VALUES (1); CREATE INDEX shelf_a ON shelf (a);",
            "INSERT INTO log (what) VALUES (CONCAT('left ', IFNULL(@left, '-'), ' ', @@autocommit, ' ', LAST_INSERT_ID()));",
            "CALL messy(); INSERT INTO log (what) VALUES (CONCAT('then ', @@group_concat_max_len));",
            "PREPARE st FROM 'INSERT INTO log (what) VALUES (?)'; SET @a = 'prepared'; EXECUTE st USING @a;",
            "SET SESSION default_storage_engine = MEMORY, foreign_key_checks = 0; CREATE TABLE mem (i INT);"
                    + " CREATE TABLE child (i INT, FOREIGN KEY (i) REFERENCES nowhere (i)) ENGINE = InnoDB;",
            "SET timestamp = 86400; INSERT INTO log (what) VALUES (NOW() < '1971-01-01'); SET time_zone = '+05:00';",
            "INSERT INTO log (what) VALUES (CONCAT(NOW() > '2000-01-01', @@time_zone));"
                    + " CREATE EVENT late ON SCHEDULE AT '2037-01-01 03:00:00' DISABLE DO DO 0;",
            "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET SESSION TRANSACTION READ ONLY; SELECT * FROM log;",
            "SET SESSION sql_select_limit = 1, max_join_size = 1; CREATE TABLE one AS SELECT 1 AS i;",
            "SET @d = GET_LOCK('pairs', 0); INSERT INTO log (what) VALUES (CONCAT('lock ', @d));"
                    + " SET @q = 'SET SESSION lock_wait_timeout = 3'; PREPARE st FROM @q; EXECUTE st;",
            "INSERT INTO log (what) VALUES (CONCAT('free ', IS_FREE_LOCK('pairs'), @@lock_wait_timeout));",
            "HANDLER log OPEN AS h; HANDLER h READ FIRST;",
            "SET SESSION div_precision_increment = 9; INSERT INTO log (what) VALUES (1 / 3); SET ROLE NONE;",
            "SET SESSION sql_log_bin = 0; INSERT INTO log (what) VALUES (@@sql_log_bin); DROP TABLE IF EXISTS nothing;",
            "SELECT MAX(id) INTO @left FROM log; INSERT INTO log (what) VALUES (IF(@left > 0, 'ids', 'no ids'));");

    /** The outcome of two migrations after the first, and the database. */
    private static List<String> outcome(Bench bench, boolean together, String one, String two) throws SQLException {
        List<String> outcome = new ArrayList<>();
        Migrator migrator = bench.migrator(SETUP, one, two);
        if (together) {
            migrator.migrate();
        } else {
            for (String id : List.of("0001", "0002", "0003")) {
                migrator.migrate(MigrateOptions.ALL.to(MigrationId.of("default", id)));
            }
        }
        outcome.add("intact " + migrator.ledger().verify().isIntact());
        outcome.addAll(SessionPairs.dump(bench));
        outcome.addAll(bench.rows("SELECT event_name, time_zone, sql_mode FROM information_schema.events"
                + " WHERE event_schema = DATABASE()"));
        return outcome;
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void anyTwo(Route route) throws Exception {
        List<String> different = new ArrayList<>();
        int pair = 0;
        int compared = 0;
        for (String one : POOL) {
            for (String two : POOL) {
                boolean others = pair++ % 2 == (route.client() == JdbcClient.MARIADB ? 1 : 0);
                boolean chosen = CrashBudget.exhaustive() || (pair / 2 + CrashBudget.seed()) % 3 == 0;
                if (one.equals(two) || others || !chosen) {
                    continue; // each client takes half of the pairs, and the seed a third of these
                }
                try (Bench together = new Bench(route);
                        Bench apart = new Bench(route)) {
                    compared++;
                    List<String> inOne = outcome(together, true, one, two);
                    List<String> inTwo = outcome(apart, false, one, two);
                    if (!inOne.equals(inTwo) || !inOne.contains("intact true")) {
                        List<String> only = new ArrayList<>(inOne);
                        only.removeAll(inTwo);
                        different.add(one + "\n" + two + "\nin one run: " + only);
                    }
                } catch (RuntimeException e) {
                    different.add(one + "\n" + two + "\n" + e.getMessage());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).as("pairs compared").isGreaterThanOrEqualTo(POOL.size() * (POOL.size() - 1) / 9);
    }
}
