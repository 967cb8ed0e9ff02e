package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The check that a migration which switches foreign keys off leaves no row without its parent
 * (https://www.sqlite.org/lang_altertable.html#otheralter). It compares with what was so before.
 */
final class SqliteForeignKeys {
    private static final String CHECK = "foreign_key_check: ";
    private static final String UNKNOWN = "what was so before is not known";

    private final JdbcSql sql;
    private boolean off;
    /** Empty where foreign keys were switched off by an attempt before this one. */
    private Optional<Found> before = Optional.empty();

    /**
     * What a check has found.
     *
     * @param rows how many rows of a table refer to no row of another one
     * @param mismatches what SQLite says of tables that it cannot check: they refer to columns without a key
     *     (https://www.sqlite.org/foreignkeys.html#fk_indexes)
     */
    private record Found(Map<String, Integer> rows, Map<String, SQLException> mismatches) {}

    private static final Found NOTHING = new Found(Map.of(), Map.of());

    SqliteForeignKeys(JdbcSql sql) {
        this.sql = sql;
    }

    /** Notes that foreign keys are not enforced from here on. */
    void areOff() throws SQLException {
        if (!off) {
            off = true;
            before = Optional.of(found());
        }
    }

    /**
     * Notes that they are not enforced behind a statement that has switched them off before. What was so then is known only if
     * this session has looked; what is found now may be the migration's own doing.
     */
    void areOffAgain() {
        off = true;
    }

    /** Notes that foreign keys are enforced from here on. */
    void areOn() {
        off = false;
    }

    /** Notes that a migration is over. */
    void reset() {
        off = false;
        before = Optional.empty();
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
        Found known = before.orElse(NOTHING);
        for (Map.Entry<String, Integer> now : found.rows().entrySet()) {
            int broken = now.getValue() - known.rows().getOrDefault(now.getKey(), 0);
            if (broken > 0) {
                throw broken(
                        broken + " row(s) of " + now.getKey(),
                        ", which the migration left so while foreign keys were off");
            }
        }
        if (found.mismatches().size() > known.mismatches().size()) {
            for (Map.Entry<String, SQLException> mismatch : found.mismatches().entrySet()) {
                if (!known.mismatches().containsKey(mismatch.getKey())) {
                    throw before.isPresent()
                            ? mismatch.getValue()
                            : broken(SqliteErrors.words(mismatch.getValue()), "");
                }
            }
        }
    }

    private SQLException broken(String what, String ofMigration) {
        String since = before.isPresent()
                ? ofMigration
                : "; an attempt before this one switched foreign keys off, and " + UNKNOWN;
        return new SQLException(CHECK + what + since, "23000", SqliteErrors.CONSTRAINT);
    }

    /** Returns what to do about an error of the check; empty for any other one. */
    static Optional<String> advice(SQLException error) {
        String said = String.valueOf(error.getMessage());
        if (!said.startsWith(CHECK)) {
            return Optional.empty();
        }
        return Optional.of(
                "Fix it by hand, or by statements that you write before this one: delete these rows, or insert"
                        + " those that they refer to."
                        + (said.endsWith(UNKNOWN)
                                ? " If it was so before the migration and is to stay, resolve this statement as applied."
                                : ""));
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
