package io.migrationledger.dialect.mysql.session;

import static io.migrationledger.ErrorCode.SESSION_CHANGED;

import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.dialect.mysql.server.Settings;
import io.migrationledger.dialect.mysql.statement.SetReader;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What scripts have set in the session. All variables are read before the first statement that may change one, and again
 * where the ledger needs its own settings after it. What differs is put aside then, and taken up again with the script's
 * next statement; between two migrations it is put back.
 */
public final class ScriptState {
    /** Reach none of the ledger's statements: left as the script has set them until the migration ends. */
    private static final Set<String> HARMLESS = Set.of(
            "foreign_key_checks",
            "unique_checks",
            "sql_notes",
            "insert_id",
            "auto_increment_increment",
            "auto_increment_offset");

    private final JdbcSql sql;
    private final Settings settings;
    private final Variables variables;
    /** As the caller has them; empty until a statement comes that may change one. */
    private final Map<String, String> callers = new HashMap<>();
    /** What the script has set, and the ledger has not. */
    private final Map<String, String> scripts = new LinkedHashMap<>();
    /** Something has run since all were read that may have changed them. */
    private boolean changed;
    /** Something has run since all were put back. */
    private boolean touched;

    private boolean isAside;
    /** The critical ones have been saved, and the others not been looked at yet. */
    private boolean saved;

    ScriptState(JdbcSql sql, Settings settings, Variables variables) {
        this.sql = sql;
        this.settings = settings;
        this.variables = variables;
    }

    /** Something runs next that may change any variable. */
    void mayChange() throws SQLException {
        if (callers.isEmpty()) {
            callers.putAll(variables.first());
        }
        touched = true;
        changed = true;
    }

    /** Something runs next that changes these variables only. */
    void changes(Set<String> names) throws SQLException {
        boolean known = changed;
        if (!names.isEmpty()) {
            mayChange();
            changed = known || !HARMLESS.containsAll(names);
        }
    }

    /** Returns whether anything was changed in this migration, or may have been. */
    boolean isTouched() {
        return touched;
    }

    /** Returns what a variable is for the script's next statement; empty where that is not known without asking. */
    Optional<String> scripts(String name) {
        return changed ? Optional.empty() : Optional.of(scripts.getOrDefault(name, wanted(name)));
    }

    private String wanted(String name) {
        return settings.own().getOrDefault(name, callers.getOrDefault(name, ""));
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new HashMap<>(callers);
        wanted.putAll(settings.own());
        return wanted;
    }

    /**
     * Makes sure that the ledger's own settings hold, so that nothing the script has set reaches its rows, its lock and
     * what it asks.
     *
     * @param inside whether a transaction is open: what cannot be changed there stays
     */
    void putAside(boolean inside) throws SQLException {
        if (!touched || (isAside && !changed)) {
            return;
        }
        if (changed) {
            look();
        }
        Map<String, String> back = new LinkedHashMap<>();
        for (String name : scripts.keySet()) {
            if (!HARMLESS.contains(name) && !(inside && SetReader.OUTSIDE_ONLY.contains(name))) {
                back.put(name, wanted(name));
            }
        }
        // What cannot be put back now is named where the migration ends.
        set(back, wanted(Variables.DATABASE));
        scripts.keySet().removeIf(name -> !variables.isOfTheSession(name));
        isAside = true;
    }

    /**
     * Does, in one message, the most of {@link #putAside}: between a statement that has committed inside and its mark, each
     * message more is a moment more in which a crash leaves a doubt.
     */
    void putAsideInHaste() throws SQLException {
        if (changed && !saved) {
            variables.save(wanted());
            saved = true;
        }
    }

    private void look() throws SQLException {
        Map<String, String> wanted = wanted();
        if (!saved) {
            variables.save(wanted);
        }
        saved = false;
        scripts.clear();
        variables.look().forEach((name, value) -> {
            if (!Variables.same(value, wanted.getOrDefault(name, value))) {
                scripts.put(name, value);
            }
        });
        changed = false;
        isAside = true; // the critical ones are
    }

    /** Gives the script's next statement what the script has set. */
    void takeUp(boolean inside) throws SQLException {
        if (saved) {
            look();
        }
        if (!isAside) {
            return;
        }
        Map<String, String> back = new LinkedHashMap<>(scripts);
        back.keySet().removeAll(HARMLESS);
        if (inside) {
            back.keySet().removeAll(SetReader.OUTSIDE_ONLY);
        }
        isAside = false;
        set(back, scripts.getOrDefault(Variables.DATABASE, wanted(Variables.DATABASE)));
    }

    /** MySQL 8.0.12 looks at the rights on the current database when it is chosen, and not again with SET ROLE. */
    private Map<String, String> set(Map<String, String> values, String database) throws SQLException {
        if (values.containsKey(Variables.ROLE)) {
            values.put(Variables.DATABASE, database);
        }
        return variables.set(values);
    }

    /**
     * Puts everything back; outside a transaction.
     *
     * @throws LedgerException where something stays changed
     */
    void putBack() throws SQLException {
        if (!touched) {
            return;
        }
        Map<String, String> left = Map.of();
        for (int round = 0; ; round++) { // some follow from others
            look();
            if (scripts.isEmpty() || round == 3) {
                break;
            }
            Map<String, String> back = new LinkedHashMap<>();
            scripts.keySet().forEach(name -> back.put(name, wanted(name)));
            left = set(back, wanted(Variables.DATABASE));
        }
        sql.execute("SET SESSION timestamp = DEFAULT, SESSION last_insert_id = 0");
        touched = false;
        isAside = false;
        Map<String, String> remaining = new LinkedHashMap<>(scripts);
        scripts.clear();
        if (!remaining.isEmpty()) {
            String name = remaining.keySet().iterator().next();
            throw new LedgerException(
                    SESSION_CHANGED,
                    "the session could not be put back: " + name + " was changed by a script, and stays '"
                            + remaining.get(name) + "'"
                            + (left.containsKey(name) ? " (" + left.get(name) + ")" : ""),
                    "What ran is recorded. The next migration was not begun in a session that is not the first one's.",
                    Advice.again(": it goes on in a new session. Or let the script set it back itself."));
        }
    }
}
