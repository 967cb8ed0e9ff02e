package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each setting that a session may change, from the server's own catalogue, changed by a migration: the chain stays whole,
 * and the next migration begins with the settings that the first one had.
 */
class SettingsMatrixTest {
    /** Refused by name, before anything runs, unless they are set to what they are anyway. */
    private static final Set<String> REFUSED = Set.of("client_encoding", "DateStyle", "standard_conforming_strings");

    /** End the session or the transaction that waits: a short one is the script's own end. */
    private static final Set<String> DEADLY =
            Set.of("idle_in_transaction_session_timeout", "idle_session_timeout", "transaction_timeout");

    /** Of a transaction, or ends with it. */
    private static final Set<String> OF_A_TRANSACTION =
            Set.of("transaction_isolation", "transaction_read_only", "transaction_deferrable");

    private static final Map<String, String> WORDS = Map.of(
            "statement_timeout", "300",
            "search_path", "nowhere",
            "TimeZone", "Asia/Tokyo",
            "timezone_abbreviations", "Australia",
            "default_table_access_method", "",
            "backtrace_functions", "nothing",
            "createrole_self_grant", "set",
            "debug_io_direct", "",
            "wal_consistency_checking", "all");

    private static final String SESSION = "SELECT md5(string_agg(name || '=' || setting, ' ' ORDER BY name)) "
            + "FROM pg_settings WHERE name NOT LIKE 'transaction\\_%' OR name = 'transaction_timeout'";

    static Stream<Arguments> kinds() {
        return Stream.of("", "-- ledger: transaction=none\n")
                .flatMap(head -> Stream.of(TestServers.POSTGRES, TestServers.POSTGRES_13)
                        .map(server -> Arguments.of(head, server)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noSettingReachesTheLedgerOrTheNextMigration(String head, TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect()) {
            Map<String, String> changes = changes(connection);
            assertThat(changes).hasSizeGreaterThan(150);
            List<String> scripts = new ArrayList<>();
            scripts.add("CREATE TABLE seen AS SELECT 'first'::text AS after, (" + SESSION + ") AS session;");
            changes.forEach((name, change) -> {
                scripts.add(head + change + ";");
                scripts.add("INSERT INTO seen SELECT '" + name + "', (" + SESSION + ");");
            });
            Migrator.of(connection)
                    .source(PostgresTest.scripts(scripts.toArray(String[]::new)))
                    .build()
                    .migrate();
            assertThat(PostgresTest.query(connection, "SELECT count(*) FROM seen"))
                    .containsExactly(Integer.toString(changes.size() + 1));
            assertThat(PostgresTest.query(
                            connection,
                            "SELECT after FROM seen WHERE session <> (SELECT session FROM seen WHERE after = 'first')"))
                    .isEmpty();
            assertThat(Ledger.of(connection).verify().isIntact()).isTrue();
        }
    }

    /** Returns what changes each setting; the server has said of each that it may be. */
    private static Map<String, String> changes(Connection connection) throws SQLException {
        Map<String, String> changes = new LinkedHashMap<>();
        List<String> unchanged = new ArrayList<>();
        for (String name : PostgresTest.query(
                connection, "SELECT name FROM pg_settings WHERE context IN ('user', 'superuser') ORDER BY name")) {
            if (REFUSED.contains(name) || OF_A_TRANSACTION.contains(name)) {
                continue;
            }
            String change = change(connection, name);
            if (change.isEmpty()) {
                unchanged.add(name);
            } else {
                changes.put(name, change);
            }
        }
        // Free text without a meaning here, or with one legal value only.
        assertThat(unchanged).hasSizeLessThan(20);
        return changes;
    }

    private static String change(Connection connection, String name) throws SQLException {
        List<String> candidates = new ArrayList<>();
        if (WORDS.containsKey(name)) {
            candidates.add(WORDS.get(name));
        }
        if (DEADLY.contains(name)) {
            candidates.add("600000");
        }
        candidates.addAll(PostgresTest.query(connection, """
                SELECT v FROM pg_settings s, LATERAL (
                    SELECT CASE setting WHEN 'on' THEN 'off' ELSE 'on' END WHERE vartype = 'bool'
                    UNION ALL SELECT unnest(enumvals) WHERE vartype = 'enum'
                    UNION ALL SELECT '1' WHERE vartype = 'integer'
                    UNION ALL SELECT min_val WHERE vartype IN ('integer', 'real')
                    UNION ALL SELECT (setting::numeric + 1)::text WHERE vartype IN ('integer', 'real')
                    UNION ALL SELECT max_val WHERE vartype IN ('integer', 'real')
                    UNION ALL SELECT x FROM unnest(ARRAY['C', 'pg_default', 'x', 'pg_catalog.english', '']) x
                              WHERE vartype = 'string') AS candidate (v)
                WHERE s.name = '%s' AND v <> setting""".formatted(name)));
        for (String candidate : candidates) {
            String change = "SET " + name + " = '" + candidate + "'";
            if (isLegal(connection, change, name)) {
                return change;
            }
        }
        return "";
    }

    private static boolean isLegal(Connection connection, String change, String name) throws SQLException {
        String before = PostgresTest.query(connection, "SHOW " + name).get(0);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
            statement.execute("SET statement_timeout = 0");
            return !PostgresTest.query(connection, "SHOW " + name).get(0).equals(before)
                    || name.equals("statement_timeout");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(change).matches("(22|42|0A|55|58).*");
            return false;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
