package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is in the connection and not in the file: temporary tables, views, triggers and indexes, and attached databases.
 * SQLite keeps them until the connection ends, and finds a temporary table before one of the file that has its name
 * (https://www.sqlite.org/lang_naming.html). What the caller had stays; what a migration leaves is dropped after it.
 */
final class SqliteTemporary {
    private static final String DATABASE = "database";

    /** The file first; what SQLite makes by itself has no text. */
    private static final String EVERYTHING = "SELECT '" + DATABASE + "', name, file FROM pragma_database_list"
            + " UNION ALL SELECT type, name, COALESCE(sql, '') FROM sqlite_temp_master";

    private static final List<String> DROPPED_IN_ORDER = List.of("trigger", "view", "virtual", "table", "index");

    private final JdbcSql sql;
    private Set<Entry> callers = Set.of();
    private boolean touched;

    private record Entry(String type, String name, String text) {
        boolean isDatabase() {
            return type.equals(DATABASE);
        }

        boolean isInternal() {
            return name.toLowerCase(Locale.ROOT).startsWith("sqlite_");
        }

        String dropped() {
            boolean virtual = text.toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL");
            return virtual ? "virtual" : type;
        }
    }

    SqliteTemporary(JdbcSql sql) {
        this.sql = sql;
    }

    /** Reads what the caller has, and returns the name of the main database's file; empty where it is in memory. */
    String read() throws SQLException {
        Set<Entry> all = everything();
        callers = new LinkedHashSet<>(all);
        callers.removeIf(entry -> entry.isDatabase() && Set.of("main", "temp").contains(entry.name));
        return all.stream()
                .filter(entry -> entry.isDatabase() && entry.name.equals("main"))
                .map(Entry::text)
                .findFirst()
                .orElse("");
    }

    /** Returns the names of the databases that the caller has attached. */
    List<String> attached() {
        return callers.stream().filter(Entry::isDatabase).map(Entry::name).toList();
    }

    /** Returns whether the caller has temporary objects, which a change of {@code temp_store} would drop. */
    boolean hasCallersObjects() {
        return !callers.stream().allMatch(Entry::isDatabase);
    }

    /** Notes that what runs next may make something that is not in the file. */
    void beforeChange() {
        touched = true;
    }

    /**
     * Checks that what the caller had is still there, while a rollback can still bring it back.
     *
     * @throws SQLException naming what the migration dropped or changed
     */
    void checkKept() throws SQLException {
        if (callers.isEmpty()) {
            return;
        }
        Set<Entry> lost = new LinkedHashSet<>(callers);
        lost.removeAll(everything());
        for (Entry entry : lost) {
            throw new SQLException("the migration dropped or changed the temporary " + entry.type + " " + entry.name
                    + ", which the connection had before it");
        }
    }

    /** Drops what is new, and detaches databases; outside a transaction. */
    void restore() throws SQLException {
        if (!touched && callers.isEmpty()) {
            return; // and a migration cannot have made an index or a trigger of a temporary table without a word of it
        }
        List<Entry> left = new ArrayList<>(everything());
        left.removeIf(entry -> callers.contains(entry) || Set.of("main", "temp").contains(entry.name));
        for (Entry entry : left) {
            if (entry.isDatabase()) {
                sql.execute("DETACH " + ObjectName.quote(entry.name));
            }
        }
        left.removeIf(Entry::isDatabase);
        if (!left.isEmpty()) {
            drop(left);
        }
        touched = false;
    }

    private void drop(List<Entry> left) throws SQLException {
        if (!hasCallersObjects()) {
            // A change of temp_store drops everything (https://www.sqlite.org/pragma.html#pragma_temp_store), even
            // counters.
            String now = sql.value("PRAGMA temp_store");
            sql.execute("PRAGMA temp_store = " + (now.equals("1") ? "2" : "1"));
            sql.execute("PRAGMA temp_store = " + now);
            return;
        }
        String enforced = sql.value("PRAGMA foreign_keys");
        sql.execute("PRAGMA foreign_keys = OFF"); // dropping a table deletes its rows, which others may refer to
        for (String type : DROPPED_IN_ORDER) {
            for (Entry entry : left) {
                if (entry.dropped().equals(type) && !entry.isInternal()) {
                    sql.execute("DROP " + (type.equals("virtual") ? "TABLE" : type) + " IF EXISTS temp."
                            + ObjectName.quote(entry.name));
                }
            }
        }
        sql.execute("PRAGMA foreign_keys = " + enforced);
    }

    private Set<Entry> everything() throws SQLException {
        Set<Entry> all = new LinkedHashSet<>();
        for (List<String> row : sql.rows(EVERYTHING)) {
            all.add(new Entry(row.get(0), row.get(1), row.get(2)));
        }
        return all;
    }
}
