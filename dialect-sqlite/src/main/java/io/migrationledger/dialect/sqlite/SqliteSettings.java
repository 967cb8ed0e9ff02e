package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of the connection. Which there are, the library's own catalogue says: each pragma that can be read as a
 * table of one column, and takes no argument to read by (https://www.sqlite.org/pragma.html#pragfunc). All of them are
 * read before the first statement that may change one, and again after it; what differs is put back, and read once more.
 * So a setting that this driver has never heard of is put back, too.
 *
 * <p>Each is known by what stands after PRAGMA: {@code cache_size}, or {@code "other".cache_size} for another database
 * than the main one.
 */
final class SqliteSettings {
    private static final String CATALOGUE = "SELECT l.name, CASE WHEN COUNT(c.name) = 0 THEN 'unreadable'"
            + " WHEN MAX(c.hidden) THEN 'database' ELSE 'connection' END"
            + " FROM pragma_pragma_list AS l LEFT JOIN pragma_table_xinfo('pragma_' || l.name) AS c GROUP BY l.name"
            + " HAVING COUNT(c.name) = 0 OR (SUM(c.hidden = 0) = 1 AND SUM(c.name IN ('arg', 'name')) = 0)";

    /** Can be read, but not as a table. */
    private static final List<String> PLAIN = List.of("mmap_size", "wal_autocheckpoint");

    /** Gives no answer; but what it does can be seen. */
    private static final String LIKE = "case_sensitive_like";

    /** Do something, and set nothing. */
    private static final Set<String> ACTIONS = Set.of("incremental_vacuum", "shrink_memory", "wal_checkpoint");

    /** Counters, facts of the file, limits of the process, and what ends with its transaction. */
    private static final Set<String> NOT_OF_THE_CONNECTION = Set.of(
            "application_id",
            "compile_options",
            "data_version",
            "default_cache_size",
            "defer_foreign_keys",
            "encoding",
            "freelist_count",
            "hard_heap_limit",
            "page_count",
            "schema_version",
            "soft_heap_limit",
            "user_version");

    /** Of the file, from the next VACUUM on. */
    private static final Set<String> AWAITING_VACUUM = Set.of("auto_vacuum", "page_size");

    /** Cannot be changed inside a transaction. */
    private static final Set<String> FIXED_INSIDE =
            Set.of("foreign_keys", "synchronous", "temp_store", "journal_mode", "auto_vacuum", "page_size");

    private final JdbcSql sql;
    /** Each with whether it is one of a database, and not of the connection. */
    private final Map<String, Boolean> readable = new LinkedHashMap<>();

    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> databases = new LinkedHashSet<>(Set.of("main"));
    /** As the caller has them: some of them, or, once {@link #readable} is filled, all. */
    private final Map<String, String> callers = new HashMap<>();
    /** What the ledger has set for the length of this migration: limits, and what was hoisted. */
    private final Map<String, String> ledgers = new LinkedHashMap<>();
    /** What the script has set, while the ledger works. */
    private final Map<String, String> aside = new LinkedHashMap<>();

    private final Set<String> awaitingVacuum = new HashSet<>();
    private boolean touched;
    private boolean isAside;
    /** Whether code runs, of which no statement is seen here. */
    private boolean unseen;

    SqliteSettings(JdbcSql sql) {
        this.sql = sql;
    }

    /** Takes note of the databases that the caller has attached. */
    void attached(Collection<String> names) {
        databases.addAll(names);
    }

    /** Returns a setting as the caller has it. */
    String callers(String setting) throws SQLException {
        String known = callers.get(setting);
        if (known == null) {
            known = read(setting);
            callers.put(setting, known);
        }
        return known;
    }

    /** Sets something for the length of the migration, and returns what is set now. */
    String set(String setting, String value) throws SQLException {
        callers(setting);
        assign(setting, value);
        String now = read(setting);
        ledgers.put(setting, now);
        return now;
    }

    /** Sets what a script asks for, for the length of the migration, and returns what is set now. */
    String set(SqlitePragma pragma) throws SQLException {
        boolean main = pragma.schema().isEmpty() || pragma.schema().equals("main");
        String setting = main ? pragma.name() : ObjectName.quote(pragma.schema()) + "." + pragma.name();
        return set(setting, pragma.value().orElse(""));
    }

    /** Notes that a pragma which runs next may change settings. */
    void beforeChange(SqlitePragma pragma) throws SQLException {
        beforeChange();
        if (unreadable.contains(pragma.name())) {
            throw new SQLException("PRAGMA " + pragma.name()
                    + " cannot be read, so that it could not be put back after the migration");
        }
        if (AWAITING_VACUUM.contains(pragma.name())) {
            awaitingVacuum.add(pragma.name());
        }
        if (!pragma.schema().isEmpty() && databases.add(pragma.schema())) {
            readAll(Set.of(pragma.schema())).forEach(callers::putIfAbsent);
        }
    }

    /** Notes that code which runs next may change any setting. */
    void beforeCode() throws SQLException {
        beforeChange();
        awaitingVacuum.addAll(AWAITING_VACUUM);
        unseen = true;
    }

    private void beforeChange() throws SQLException {
        if (readable.isEmpty()) {
            for (List<String> pragma : sql.rows(CATALOGUE)) {
                if (pragma.get(1).equals("unreadable")) {
                    unreadable.add(pragma.get(0));
                } else {
                    readable.put(pragma.get(0), pragma.get(1).equals("database"));
                }
            }
            unreadable.removeAll(PLAIN);
            unreadable.removeAll(ACTIONS);
            unreadable.remove(LIKE);
            readable.keySet().removeAll(NOT_OF_THE_CONNECTION);
            readAll(databases).forEach(callers::putIfAbsent);
        }
        touched = true;
    }

    /** Puts aside what the script has set, as far as a transaction allows, so that it does not reach the ledger's rows. */
    void putAside() throws SQLException {
        if (!touched || (isAside && !unseen)) {
            return;
        }
        Map<String, String> changed = changed(FIXED_INSIDE);
        putBack(changed.keySet());
        aside.putAll(changed);
        isAside = true;
    }

    /**
     * Makes sure that {@link #putAside} had its effect.
     *
     * @throws SQLException where something cannot be put back
     */
    void checkPutAside() throws SQLException {
        if (isAside && !aside.isEmpty()) {
            check(changed(FIXED_INSIDE));
        }
    }

    /** Gives the script's next statement what the script has set. */
    void takeUp() throws SQLException {
        if (isAside) {
            for (Map.Entry<String, String> setting : aside.entrySet()) {
                assign(setting.getKey(), setting.getValue());
            }
            forgetAside();
        }
    }

    /** After a rollback: what set something is undone as well, and may run again. */
    void rolledBack() throws SQLException {
        if (touched) {
            putBack(changed(Set.of()).keySet());
            forgetAside();
        }
    }

    /** Puts everything back as the caller had it; outside a transaction. */
    void restore() throws SQLException {
        if (touched) {
            ledgers.clear(); // they are among what differs
            Map<String, String> changed = changed(Set.of());
            for (int round = 0; round < 2 && !changed.isEmpty(); round++) { // some follow from others
                putBack(changed.keySet());
                changed = changed(Set.of());
            }
            for (String setting : awaitingVacuum) {
                assign(setting, read(setting)); // or it would wait for another migration's VACUUM
            }
            awaitingVacuum.clear();
            forgetAside();
            touched = false;
            unseen = false;
            check(changed);
        }
        for (String setting : List.copyOf(ledgers.keySet())) {
            assign(setting, callers(setting));
            ledgers.remove(setting);
        }
    }

    private void forgetAside() {
        aside.clear();
        isAside = false;
    }

    private void putBack(Collection<String> settings) throws SQLException {
        for (String setting : settings) {
            assign(setting, wanted(setting));
        }
    }

    private void check(Map<String, String> changed) throws SQLException {
        for (Map.Entry<String, String> setting : changed.entrySet()) {
            boolean follows = setting.getKey().endsWith("cache_spill"); // a number of pages, from the size of a page
            if (!follows) {
                throw new SQLException("PRAGMA " + setting.getKey()
                        + " was changed, and cannot be put back to what it was before the migration");
            }
            callers.put(setting.getKey(), setting.getValue());
        }
    }

    private Map<String, String> changed(Set<String> except) throws SQLException {
        Map<String, String> changed = new LinkedHashMap<>();
        readAll(databases).forEach((setting, value) -> {
            if (isOfTheFile(setting, value)) {
                callers.put(setting, value); // what a migration has chosen for the file stays
            } else if (!except.contains(setting.substring(setting.lastIndexOf('.') + 1))
                    && !value.equals(wanted(setting))) {
                changed.put(setting, value);
            }
        });
        return changed;
    }

    private boolean isOfTheFile(String setting, String value) {
        boolean writeAhead = value.equals("wal") || wanted(setting).equals("wal");
        return AWAITING_VACUUM.stream().anyMatch(setting::endsWith) || (setting.endsWith("journal_mode") && writeAhead);
    }

    private String wanted(String setting) {
        return ledgers.getOrDefault(setting, callers.getOrDefault(setting, ""));
    }

    private void assign(String setting, String value) throws SQLException {
        boolean fast = setting.endsWith("secure_delete") && value.equals("2"); // SQLite takes a 2 for true, which is 1
        sql.execute("PRAGMA " + setting + " = '" + (fast ? "fast" : value).replace("'", "''") + "'");
    }

    private String read(String setting) throws SQLException {
        return setting.equals(LIKE) ? sql.value("SELECT 'a' NOT LIKE 'A'") : sql.value("PRAGMA " + setting);
    }

    private Map<String, String> readAll(Set<String> of) throws SQLException {
        Map<String, String> all = new HashMap<>();
        String query = of.stream()
                .flatMap(database -> readable.entrySet().stream()
                        .filter(pragma -> pragma.getValue() || database.equals("main"))
                        .map(pragma -> select(database, pragma.getKey(), pragma.getValue())))
                .collect(Collectors.joining(" UNION ALL "));
        sql.rows(query).forEach(row -> all.put(row.get(0), row.get(1)));
        if (of.contains("main")) {
            for (String setting : PLAIN) {
                all.put(setting, read(setting));
            }
            all.put(LIKE, read(LIKE));
        }
        return all;
    }

    private static String select(String database, String pragma, boolean ofDatabase) {
        String setting = database.equals("main") ? pragma : ObjectName.quote(database) + "." + pragma;
        return "SELECT " + literal(setting) + ", * FROM pragma_" + pragma
                + (ofDatabase ? "(" + literal(database) + ")" : "");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
