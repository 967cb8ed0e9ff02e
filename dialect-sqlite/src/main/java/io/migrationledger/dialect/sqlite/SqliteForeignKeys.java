package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            Map<String, SQLException> added = new HashMap<>(found.mismatches());
            added.keySet().removeAll(before.mismatches().keySet());
            throw added.values().iterator().next();
        }
    }

    private Found found() throws SQLException {
        Map<String, Integer> rows = new HashMap<>();
        Map<String, SQLException> mismatches = new HashMap<>();
        try {
            count(sql.rows("PRAGMA foreign_key_check"), rows);
        } catch (SQLException e) {
            checkMismatch(e);
            rows.clear();
            // One table that cannot be checked ends the check of all.
            for (List<String> table : sql.rows("SELECT name FROM main.sqlite_master WHERE type = 'table'")) {
                try {
                    String quoted = '"' + table.get(0).replace("\"", "\"\"") + '"';
                    count(sql.rows("PRAGMA main.foreign_key_check(" + quoted + ")"), rows);
                } catch (SQLException of) {
                    checkMismatch(of);
                    mismatches.put(table.get(0), of);
                }
            }
        }
        return new Found(rows, mismatches);
    }

    private static void count(List<List<String>> found, Map<String, Integer> rows) {
        for (List<String> row : found) {
            rows.merge(row.get(0) + " refer(s) to no row of " + row.get(2), 1, Integer::sum);
        }
    }

    private static void checkMismatch(SQLException error) throws SQLException {
        if (!SqliteErrors.words(error).startsWith("foreign key mismatch")) {
            throw error;
        }
    }
}
