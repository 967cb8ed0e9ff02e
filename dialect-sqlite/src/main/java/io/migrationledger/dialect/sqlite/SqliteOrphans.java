package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the rows that refer to no row. */
final class SqliteOrphans {
    /** Stands for the values of all rows whose values were not read. */
    private static final List<String> NOT_READ = List.of();

    private final JdbcSql sql;

    /** A table and the one that it refers to, as SQLite spells them. */
    record Reference(String table, String parent) {
        @Override
        public String toString() {
            return table + " refer(s) to no row of " + parent;
        }
    }

    /**
     * What there is.
     *
     * @param rows for each reference the values that are in no row of the parent, and in how many rows they are: a row of several
     *     columns has several; the values of a row stay what they are where its table is rebuilt, and its rowid does not
     * @param mismatches what SQLite says of tables that it cannot check: they refer to columns without a key
     *     (https://www.sqlite.org/foreignkeys.html#fk_indexes)
     */
    record Found(Map<Reference, Map<List<String>, Integer>> rows, Map<String, SQLException> mismatches) {}

    SqliteOrphans(JdbcSql sql) {
        this.sql = sql;
    }

    /** Returns what there is, with the values of those references that are asked for, where they are of the file itself. */
    Found find(Predicate<Reference> withValues) throws SQLException {
        Map<Reference, Integer> counts = new LinkedHashMap<>();
        Map<Reference, Map<List<String>, Integer>> rows = new LinkedHashMap<>();
        Map<String, SQLException> mismatches = count(counts);
        for (String table : mismatches.keySet()) {
            values(table, reference -> true, rows); // the pragma says nothing of any of its keys
        }
        Set<String> read = new HashSet<>();
        for (Reference reference : counts.keySet()) {
            if (withValues.test(reference) && read.add(reference.table())) {
                values(reference.table(), withValues, rows);
            }
        }
        counts.forEach((reference, count) -> {
            Map<List<String>, Integer> values = rows.computeIfAbsent(reference, added -> new HashMap<>());
            int rest =
                    count - values.values().stream().mapToInt(Integer::intValue).sum();
            if (rest > 0) {
                values.put(NOT_READ, rest);
            }
        });
        return new Found(rows, mismatches);
    }

    /** Counts what the pragma finds; returns what it says of tables that it cannot check. */
    private Map<String, SQLException> count(Map<Reference, Integer> counts) throws SQLException {
        Map<String, SQLException> mismatches = new TreeMap<>();
        try {
            count(sql.rows("PRAGMA foreign_key_check"), counts);
        } catch (SQLException e) {
            checkMismatch(e);
            counts.clear();
            // One table that cannot be checked ends the check of all.
            for (String table : sql.values("SELECT name FROM main.sqlite_master WHERE type = 'table'")) {
                try {
                    count(sql.rows("PRAGMA main.foreign_key_check(" + ObjectName.quote(table) + ")"), counts);
                } catch (SQLException ofTable) {
                    checkMismatch(ofTable);
                    mismatches.put(table, ofTable);
                }
            }
        }
        return mismatches;
    }

    private static void count(List<List<String>> found, Map<Reference, Integer> counts) {
        for (List<String> row : found) {
            counts.merge(new Reference(row.get(0), row.get(2)), 1, Integer::sum);
        }
    }

    private static void checkMismatch(SQLException error) throws SQLException {
        if (!SqliteErrors.words(error).startsWith("foreign key mismatch")) {
            throw error;
        }
    }

    private void values(String table, Predicate<Reference> wanted, Map<Reference, Map<List<String>, Integer>> rows)
            throws SQLException {
        Map<String, List<List<String>>> keys = new TreeMap<>();
        for (List<String> column : sql.rows(
                "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?, 'main') ORDER BY id, seq",
                table)) {
            keys.computeIfAbsent(column.get(0), id -> new ArrayList<>()).add(column);
        }
        for (List<List<String>> key : keys.values()) {
            Reference reference = new Reference(table, key.get(0).get(1));
            if (!wanted.test(reference)) {
                continue;
            }
            for (List<String> row : sql.rows(query(reference, key))) {
                List<String> values = List.copyOf(row.subList(1, row.size()));
                rows.computeIfAbsent(reference, added -> new HashMap<>())
                        .merge(values, Integer.valueOf(row.get(0)), Integer::sum);
            }
        }
    }

    private String query(Reference reference, List<List<String>> key) throws SQLException {
        List<String> primary = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (List<String> column :
                sql.rows("SELECT name, pk FROM pragma_table_xinfo(?, 'main') ORDER BY pk", reference.parent())) {
            all.add(column.get(0).toLowerCase(Locale.ROOT));
            if (!column.get(1).equals("0")) {
                primary.add(column.get(0));
            }
        }
        List<String> referring = new ArrayList<>();
        List<String> exact = new ArrayList<>();
        List<String> notNull = new ArrayList<>();
        List<String> same = new ArrayList<>();
        boolean exists = true;
        for (int i = 0; i < key.size(); i++) {
            String from = "c." + ObjectName.quote(key.get(i).get(2));
            String to = key.get(i).get(3);
            if (to.isEmpty()) {
                to = i < primary.size() ? primary.get(i) : "";
            }
            exists &= all.contains(to.toLowerCase(Locale.ROOT));
            referring.add(from);
            exact.add(from + " COLLATE BINARY");
            notNull.add(from + " IS NOT NULL");
            // The plus takes the column's own affinity away: SQLite compares by the parent's.
            same.add("p." + ObjectName.quote(to) + " = +" + from);
        }
        String without = " AND NOT EXISTS (SELECT 1 FROM main." + ObjectName.quote(reference.parent()) + " AS p WHERE "
                + String.join(" AND ", same) + ")";
        return "SELECT count(*), " + String.join(", ", referring) + " FROM main." + ObjectName.quote(reference.table())
                + " AS c WHERE " + String.join(" AND ", notNull) + (exists ? without : "") + " GROUP BY "
                + String.join(", ", exact);
    }
}
