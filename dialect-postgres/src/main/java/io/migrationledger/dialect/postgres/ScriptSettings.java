package io.migrationledger.dialect.postgres;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a script has set in its session, found by comparing it with the beginning of the migration, before each access to
 * the ledger. What differs is put aside for that access, and given to the script's next statement again. So a
 * {@code statement_timeout} of a millisecond or a {@code default_transaction_read_only} does not reach the ledger's own rows. Sends nothing where no statement may have set anything.
 */
final class ScriptSettings {
    /**
     * What was set in this session and may be set again; the server's own numbers, without their unit. How a transaction was
     * begun cannot be changed inside it.
     */
    private static final String SET_HERE = "SELECT name, setting, reset_val FROM pg_catalog.pg_settings"
            + " WHERE (context = 'user' OR (context = 'superuser' AND current_setting('is_superuser') = 'on'))"
            + " AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')"
            + " AND (source = 'session'";

    private static final String LIMIT = "statement_timeout";

    private final JdbcSql sql;
    private Map<String, String> reference = Map.of();
    /** Whether code that may set something has run in this migration. */
    private boolean changed;
    /** Whether code that may set something has run since the last comparison. */
    private boolean mayDiffer;
    /** What the script has set, while the ledger's settings hold. */
    private @Nullable Aside aside;
    /** What was given back to the script in the transaction that is open. */
    private @Nullable Aside given;

    /** @param inside whether it was put aside inside of a transaction, and only for that */
    private record Aside(Map<String, String> values, boolean inside) {}

    ScriptSettings(JdbcSql sql) {
        this.sql = sql;
    }

    /** Begins a migration, with what is set in its session now: the server's own numbers, without their unit. */
    void begin(Map<String, String> settings) {
        reference = Map.copyOf(settings);
    }

    /** Called before code that may change settings. */
    void beforeChange() {
        changed = true;
        mayDiffer = true;
    }

    boolean isChanged() {
        return changed;
    }

    /** Gives the ledger the settings that it began the migration with. */
    void putAside(boolean inTransaction) throws SQLException {
        if (!mayDiffer) {
            return;
        }
        mayDiffer = false;
        Map<String, String> scripts = new LinkedHashMap<>();
        Map<String, String> ledgers = new LinkedHashMap<>();
        String limit = withoutLimit(inTransaction);
        compare(reference, scripts, ledgers);
        if (!limit.equals("0")) {
            scripts.put(LIMIT, limit);
        }
        if (!ledgers.isEmpty()) {
            set(ledgers, inTransaction);
        }
        if (!scripts.isEmpty()) {
            aside = new Aside(scripts, inTransaction);
        }
    }

    /** Returns the script's limit on each statement, and takes it away: the comparison itself would not keep a short one. */
    private String withoutLimit(boolean inTransaction) throws SQLException {
        return sql.value("SELECT current_setting('" + LIMIT + "'), pg_catalog.set_config('" + LIMIT + "', '0', "
                + inTransaction + ")");
    }

    private void compare(Map<String, String> first, Map<String, String> scripts, Map<String, String> ledgers)
            throws SQLException {
        List<String> names = new ArrayList<>(first.keySet());
        names.replaceAll(Names::literal);
        String alsoThese = names.isEmpty() ? ")" : " OR name IN (" + String.join(", ", names) + "))";
        for (List<String> row : sql.rows(SET_HERE + alsoThese)) {
            String wanted = first.getOrDefault(row.get(0), row.get(2));
            if (!row.get(1).equals(wanted)) {
                scripts.put(row.get(0), row.get(1));
                ledgers.put(row.get(0), wanted);
            }
        }
    }

    /** Gives the script's next statement, or its COMMIT, what the script has set. */
    void takeUp(boolean inTransaction) throws SQLException {
        if (aside != null) {
            set(aside.values, aside.inside);
            given = inTransaction && !aside.inside ? aside : given;
            aside = null;
            mayDiffer = true;
        }
    }

    /** What was put aside for the length of the transaction holds again. */
    void committed() {
        ended(null);
    }

    /** What the transaction changed has not happened. */
    void rolledBack() {
        ended(given);
    }

    private void ended(@Nullable Aside takenUp) {
        if (aside != null && aside.inside) {
            aside = null;
            mayDiffer = true;
        }
        if (takenUp != null) {
            aside = takenUp;
        }
        given = null;
    }

    /**
     * Makes sure that the session is what it was, once everything was reset; then forgets the migration.
     *
     * @param except names that the ledger itself has set since
     * @throws LedgerException where a setting stays changed
     */
    void checkPutBack(Set<String> except) throws SQLException {
        boolean check = changed;
        forget();
        Map<String, String> scripts = new LinkedHashMap<>();
        if (check) {
            compare(reference, scripts, new HashMap<>());
            scripts.keySet().removeAll(except);
        }
        if (!scripts.isEmpty()) {
            throw PostgresErrors.sessionChanged(
                    "a migration has changed settings of the session that cannot be put back: "
                            + String.join(", ", scripts.keySet()));
        }
    }

    /** Forgets the migration, or its transaction: the session is another one. */
    void forget() {
        changed = false;
        mayDiffer = false;
        aside = null;
        given = null;
    }

    private void set(Map<String, String> values, boolean local) throws SQLException {
        sql.execute(setting(values, local));
    }

    /** Returns the statement that sets these values; it is one SELECT. */
    static String setting(Map<String, String> values, boolean local) {
        List<String> calls = new ArrayList<>();
        values.forEach((name, value) -> calls.add(
                "pg_catalog.set_config(" + Names.literal(name) + ", " + Names.literal(value) + ", " + local + ")"));
        return "SELECT " + String.join(", ", calls);
    }
}
