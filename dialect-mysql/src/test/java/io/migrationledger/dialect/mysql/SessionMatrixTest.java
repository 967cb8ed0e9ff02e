package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each variable of the session, from the server's own catalogue, set to other values by a first migration: the chain is
 * whole, and a second migration comes out as if there had been no first.
 */
class SessionMatrixTest {
    private static final String SECOND = """
            CREATE TABLE kinds (id INT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP, made DATETIME, txt VARCHAR(40), n DECIMAL(20, 10)) DEFAULT CHARSET utf8mb4;
            CREATE TABLE plain (id INT, txt TEXT) DEFAULT CHARSET utf8mb4;
            INSERT INTO kinds (txt, n) VALUES ('back\\\\slash', 1 / 7), ('quote '' "x"', 2 / 3), ('ä🦉', 0.1);
            INSERT INTO plain SELECT MAX(id), GROUP_CONCAT(txt ORDER BY id) FROM kinds;
            INSERT INTO plain SELECT WEEK('2026-01-03'), CONCAT(DAYNAME('2026-01-03'), FROM_UNIXTIME(1000000000));
            INSERT INTO plain SELECT LENGTH(REPEAT('x', 3000)), CONCAT('1' || '0', @@sql_mode);
            CREATE PROCEDURE fill(n INT) INSERT INTO plain VALUES (n, "double");
            CREATE TRIGGER filled AFTER INSERT ON kinds FOR EACH ROW INSERT INTO plain VALUES (NEW.id, 'triggered');
            CALL fill(5);
            INSERT INTO kinds (txt) VALUES ('last');
            CREATE VIEW seen AS SELECT id, txt FROM kinds;
            CREATE TABLE copied AS SELECT * FROM kinds;
            CREATE TABLE counted AS SELECT COUNT(*) AS n FROM kinds k JOIN plain p;
            """;

    /** What stands behind the SET: the ledger commits marks and intents between. */
    private static final String THEN = "; SELECT 1; CREATE TABLE gone (i INT); DROP TABLE gone; DO 0;";

    /** A script that sets one of these may be refused; every other variable is a script's to set. */
    private static final Set<String> REFUSED = Set.of(
            "autocommit",
            "character_set_client",
            "character_set_connection",
            "character_set_results",
            "collation_connection",
            "gtid_next",
            "insert_id",
            "require_row_format",
            "wsrep_on",
            "wsrep_osu_method");

    /** Settings under which a CREATE TABLE fails anywhere. */
    private static final Map<String, String> OWN_FAULT = Map.of(
            "transaction_read_only", "; SELECT 1;",
            "tx_read_only", "; SELECT 1;",
            "enforce_storage_engine", "; SELECT 1;",
            "sql_require_primary_key", "; SELECT 1;",
            "max_session_mem_used", "; DO 0;",
            "tmp_disk_table_size", "; DO 0;");

    private static List<String> dump(Bench bench) throws SQLException {
        return SessionPairs.dump(bench);
    }

    /** Other legal values of a variable: tried on a connection of their own. */
    private static List<String> values(JdbcSql sql, String name, String now) throws SQLException {
        Set<String> candidates = new LinkedHashSet<>();
        if (now.matches("-?\\d+(\\.\\d+)?")) {
            candidates.addAll(List.of("0", "1", "2", "1000"));
            candidates.add(
                    now.contains(".") ? "0.5" : new java.math.BigDecimal(now).add(java.math.BigDecimal.ONE) + "");
            candidates.add(new java.math.BigDecimal(now).subtract(java.math.BigDecimal.ONE) + "");
        }
        candidates.addAll(List.of(
                "ON",
                "OFF",
                "''",
                "'utf8mb4'",
                "'latin1'",
                "'utf16'",
                "'latin1_german2_ci'",
                "'utf8mb4_bin'",
                "'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PIPES_AS_CONCAT'",
                "'SERIALIZABLE'",
                "'MEMORY'",
                "'MyISAM'",
                "'+05:00'",
                "'de_DE'",
                "'STATEMENT'",
                "'MINIMAL'",
                "'NOBLOB'",
                "'aes-256-cbc'",
                "'index_merge=off'",
                "'enabled=on'",
                "'SEMI_JOIN'",
                "'STATE'",
                "'OWN_GTID'",
                "'NONE'",
                "'CHAIN'",
                "'a'",
                "1"));
        List<String> legal = new ArrayList<>();
        for (String candidate : candidates) {
            if (legal.size() == 2) {
                break;
            }
            try {
                String before = shown(sql, name);
                sql.execute("SET SESSION " + name + " = " + candidate);
                if (!shown(sql, name).equals(before) || !shown(sql, name).equals(now)) {
                    legal.add(candidate);
                }
            } catch (SQLException e) {
                if (e.getErrorCode() == 1238 || e.getErrorCode() == 1229 || e.getErrorCode() == 1621) {
                    return List.of(); // of the server, or read only
                }
                if (sql.row("SELECT 1 LIMIT 1").isEmpty()) {
                    throw e;
                }
            }
        }
        return legal;
    }

    private static String shown(JdbcSql sql, String name) throws SQLException {
        return sql.value("SELECT CAST(@@SESSION." + name + " AS CHAR) LIMIT 1");
    }

    private static Map<String, List<String>> settable(Bench bench) throws SQLException {
        Map<String, List<String>> settable = new LinkedHashMap<>();
        for (List<String> variable : bench.sql.rows("SHOW SESSION VARIABLES")) {
            try (Connection other = bench.connect()) {
                List<String> values = values(new JdbcSql(other), variable.get(0), variable.get(1));
                if (!values.isEmpty()) {
                    settable.put(variable.get(0), values);
                }
            }
        }
        return settable;
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void everyVariable(Route route) throws Exception {
        List<String> expected;
        Map<String, List<String>> settable;
        // MariaDB's client closes a connection whose character set changes.
        try (Bench bench = new Bench(new Route(route.server(), JdbcClient.CONNECTOR_J))) {
            settable = settable(bench);
        }
        try (Bench bench = new Bench(route)) {
            bench.migrator(SECOND).migrate();
            expected = dump(bench);
        }
        List<String> wrong = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        int tried = 0;
        int seen = 0;
        for (Map.Entry<String, List<String>> variable : settable.entrySet()) {
            boolean once = route.client() == JdbcClient.MARIADB; // what the server does was tried through the other
            for (String value : variable.getValue()
                    .subList(0, once ? 1 : variable.getValue().size())) {
                String set = "SET SESSION " + variable.getKey() + " = " + value;
                boolean chosen = CrashBudget.exhaustive() || (++seen + CrashBudget.seed()) % 5 == 0;
                if (!chosen) {
                    continue;
                }
                tried++;
                try (Bench bench = new Bench(route)) {
                    Migrator migrator = bench.migrator(set + OWN_FAULT.getOrDefault(variable.getKey(), THEN), SECOND);
                    migrator.migrate();
                    if (!migrator.ledger().verify().isIntact()) {
                        wrong.add(set + ": the chain is broken");
                    } else if (!dump(bench).equals(expected)) {
                        List<String> other = new ArrayList<>(dump(bench));
                        other.removeAll(expected);
                        wrong.add(set + ": " + other);
                    }
                } catch (ValidationException e) {
                    refused.add(variable.getKey());
                } catch (RuntimeException e) {
                    if (String.valueOf(e.getMessage()).contains("the connection's character set")) {
                        refused.add(variable.getKey());
                        continue;
                    }
                    wrong.add(set + ": " + e.getMessage());
                }
            }
        }
        System.out.println(route + ": " + settable.size() + " variables, " + tried + " values, refused " + refused);
        assertThat(wrong).isEmpty();
        assertThat(REFUSED).as("what docs/mysql.md says is refused").containsAll(refused);
        assertThat(settable.size()).isGreaterThan(90);
        assertThat(tried).isGreaterThan(15);
    }
}
