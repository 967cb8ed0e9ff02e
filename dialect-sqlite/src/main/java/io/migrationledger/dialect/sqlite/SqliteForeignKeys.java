package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The check that a migration which switches foreign keys off leaves no row without its parent
 * (https://www.sqlite.org/lang_altertable.html#otheralter). It compares with what was so before.
 */
final class SqliteForeignKeys {
    private final JdbcSql sql;
    private boolean off;
    private Found before = new Found(Map.of(), Map.of());

    /**
     * What a check has found.
     *
     * @param rows how many rows of a table refer to no row of another one
     * @param mismatches what SQLite says of tables that it cannot check: they refer to columns without a key
     *     (https://www.sqlite.org/foreignkeys.html#fk_indexes)
     */
    private record Found(Map<String, Integer> rows, Map<String, SQLException> mismatches) {}

    SqliteForeignKeys(JdbcSql sql) {
        this.sql = sql;
    }

    /** Notes that foreign keys are not enforced from here on. */
    void areOff() throws SQLException {
        if (!off) {
            off = true;
            before = found();
        }
    }

    /** Notes that a migration is over. */
    void reset() {
        off = false;
    }

    /**
     * Checks foreign keys, where they were off.
     *
     * @throws SQLException where the migration broke one
     */
    void check() throws SQLException {
        if (!off) {
            return;
        }
        Found found = found();
        for (Map.Entry<String, Integer> now : found.rows().entrySet()) {
            int broken = now.getValue() - before.rows().getOrDefault(now.getKey(), 0);
            if (broken > 0) {
                throw new SQLException(
                        "foreign_key_check: " + broken + " row(s) of " + now.getKey()
                                + ", which the migration left so while foreign keys were off",
                        "23000",
                        SqliteErrors.CONSTRAINT);
            }
        }
        if (found.mismatches().size() > before.mismatches().size()) {
            for (Map.Entry<String, SQLException> mismatch : found.mismatches().entrySet()) {
                if (!before.mismatches().containsKey(mismatch.getKey())) {
                    throw mismatch.getValue();
                }
            }
        }
    }

    private Found found() throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        Map<String, SQLException> mismatches = new TreeMap<>();
        try {
            count(sql.rows("PRAGMA foreign_key_check"), rows);
        } catch (SQLException e) {
            checkMismatch(e);
            rows.clear();
            // One table that cannot be checked ends the check of all.
            for (List<String> row : sql.rows("SELECT name FROM main.sqlite_master WHERE type = 'table'")) {
                String table = row.get(0);
                try {
                    count(sql.rows("PRAGMA main.foreign_key_check(" + ObjectName.quote(table) + ")"), rows);
                } catch (SQLException ofTable) {
                    checkMismatch(ofTable);
                    mismatches.put(table, ofTable);
                    countByQueries(table, rows);
                }
            }
        }
        return new Found(rows, mismatches);
    }

    private static void count(List<List<String>> found, Map<String, Integer> rows) {
        for (List<String> row : found) {
            rows.merge(refers(row.get(0), row.get(2)), 1, Integer::sum);
        }
    }

    /** Counts what the pragma does not, for any of the table's keys, where one of them refers to columns without a key. */
    private void countByQueries(String table, Map<String, Integer> rows) throws SQLException {
        Map<String, List<List<String>>> keys = new TreeMap<>();
        for (List<String> column : sql.rows(
                "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?) ORDER BY id, seq", table)) {
            keys.computeIfAbsent(column.get(0), id -> new ArrayList<>()).add(column);
        }
        for (List<List<String>> key : keys.values()) {
            String parent = key.get(0).get(1);
            int orphans = Integer.parseInt(sql.value(orphans(table, parent, key)));
            if (orphans > 0) {
                rows.merge(refers(table, parent), orphans, Integer::sum);
            }
        }
    }

    private String orphans(String table, String parent, List<List<String>> key) throws SQLException {
        List<String> primary = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (List<String> column : sql.rows("SELECT name, pk FROM pragma_table_info(?) ORDER BY pk", parent)) {
            all.add(column.get(0).toLowerCase(Locale.ROOT));
            if (!column.get(1).equals("0")) {
                primary.add(column.get(0));
            }
        }
        List<String> referring = new ArrayList<>();
        List<String> same = new ArrayList<>();
        boolean exists = true;
        for (int i = 0; i < key.size(); i++) {
            String from = "c." + ObjectName.quote(key.get(i).get(2));
            String to = key.get(i).get(3);
            if (to.isEmpty()) {
                to = i < primary.size() ? primary.get(i) : "";
            }
            exists &= all.contains(to.toLowerCase(Locale.ROOT));
            referring.add(from + " IS NOT NULL");
            same.add("p." + ObjectName.quote(to) + " = " + from);
        }
        String without = " AND NOT EXISTS (SELECT 1 FROM main." + ObjectName.quote(parent) + " AS p WHERE "
                + String.join(" AND ", same) + ")";
        return "SELECT count(*) FROM main." + ObjectName.quote(table) + " AS c WHERE " + String.join(" AND ", referring)
                + (exists ? without : "");
    }

    private static String refers(String table, String parent) {
        return table + " refer(s) to no row of " + parent;
    }

    private static void checkMismatch(SQLException error) throws SQLException {
        if (!SqliteErrors.words(error).startsWith("foreign key mismatch")) {
            throw error;
        }
    }
}
