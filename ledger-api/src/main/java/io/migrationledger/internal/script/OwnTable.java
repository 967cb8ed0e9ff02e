package io.migrationledger.internal.script;

import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.support.LeaseLock;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that would change the ledger's own table: its definition, its triggers, its rows, or the schema that holds
 * it. What code does inside (DO, procedures, dynamic SQL, migrations in Java) cannot be read here; {@link LedgerStore} finds it
 * out when it next uses the table. Names are compared without regard to case: a name that some database keeps apart is refused
 * rather than the ledger lost. Confined to one thread.
 */
public final class OwnTable {
    private static final Set<String> OBJECTS_OF_TABLES = Set.of(
            "TABLE", "TABLES", "INDEX", "TRIGGER", "RULE", "POLICY", "FUNCTION", "ROUTINE", "PROCEDURE", "STATISTICS");

    private static final Set<String> BEFORE_THE_TARGET = Set.of(
            "OR",
            "REPLACE",
            "IGNORE",
            "ROLLBACK",
            "ABORT",
            "FAIL",
            "LOW_PRIORITY",
            "DELAYED",
            "HIGH_PRIORITY",
            "INTO",
            "ONLY");

    /** How drivers name what belongs to the table. */
    private static final Set<String> SUFFIXES = Set.of(
            "_namespace",
            "_append_only",
            "_no_update",
            "_no_delete",
            "_no_replace",
            ScriptTable.SUFFIX + "_append_only",
            ScriptTable.SUFFIX + "_no_update",
            ScriptTable.SUFFIX + "_no_delete",
            ScriptTable.SUFFIX + "_no_replace");

    /** Null where there is no database: then no schema is known, either. */
    private final @Nullable DialectSession session;

    private final String shown;
    private final String table;
    /** The table of kept scripts; empty where the driver has none. */
    private final String scripts;

    private @Nullable String schema;

    private OwnTable(DialectSession session, List<SqlToken> name, String scripts) {
        this.session = session;
        this.scripts = scripts;
        this.shown = session.ledgerTable();
        this.table = OwnTableReader.value(name.get(name.size() - 1));
        this.schema = name.size() > 2 ? OwnTableReader.value(name.get(name.size() - 3)) : null;
    }

    private OwnTable(String table) {
        this.session = null;
        this.shown = table;
        this.table = table;
        this.scripts = table + ScriptTable.SUFFIX;
        this.schema = "";
    }

    /** Returns the table of a session's ledger, or that which it would have; empty where the name cannot be read. */
    static Optional<OwnTable> of(ScriptRules rules) throws SQLException {
        if (rules instanceof OfflineRules offline) {
            return Optional.of(new OwnTable(offline.table()));
        }
        if (!(rules instanceof DialectSession session)) {
            return Optional.empty();
        }
        List<SqlToken> name = SqlTokens.of(session.ledgerTable(), session.syntax());
        boolean readable = !name.isEmpty() && OwnTableReader.isName(name.get(name.size() - 1));
        return readable ? Optional.of(new OwnTable(session, name, scripts(session))) : Optional.empty();
    }

    private static String scripts(DialectSession session) throws SQLException {
        if (session.declined().contains(Capability.KEPT_SCRIPTS)) {
            return "";
        }
        List<SqlToken> name = SqlTokens.of(session.scriptTable(), session.syntax());
        boolean readable = !name.isEmpty() && OwnTableReader.isName(name.get(name.size() - 1));
        return readable ? OwnTableReader.value(name.get(name.size() - 1)) : "";
    }

    /** Returns what to do instead of a statement that would change it; empty for every other statement. */
    Optional<String> insteadOf(SqlStatement statement, SqlSyntax syntax) throws SQLException {
        if (statement.clientCommand()) {
            return Optional.empty();
        }
        String first = firstWord(statement, syntax);
        boolean holder = first.equals("DROP") || first.equals("ALTER");
        if (!holder && !mentions(statement.text(), table) && !mentions(statement.text(), scripts)) {
            return Optional.empty();
        }
        List<SqlToken> tokens;
        try {
            tokens = SqlTokens.of(statement.text(), syntax);
        } catch (SqlSyntaxException e) {
            return Optional.empty(); // of another sql_mode, which the driver follows: the table's triggers have to do
        }
        OwnTableReader reader = new OwnTableReader(tokens, this::isTable, this::isPart);
        if (holder && changesHolder(tokens)) {
            return Optional.of(
                    "The ledger stands in it, and would go with it: do that outside of migrations, or keep the"
                            + " ledger in another schema.");
        }
        boolean changes = holder ? reader.drops(OBJECTS_OF_TABLES) : reader.changes();
        return changes
                ? Optional.of("It would change the ledger's own table " + shown
                        + ", by which is known what took effect: leave it out. Scripts may read that table, and GRANT"
                        + " on it.")
                : Optional.empty();
    }

    private static String firstWord(SqlStatement statement, SqlSyntax syntax) {
        try {
            List<SqlToken> tokens = SqlTokens.first(statement.text(), syntax, 1);
            return tokens.isEmpty() ? "" : tokens.get(0).text().toUpperCase(Locale.ROOT);
        } catch (SqlSyntaxException e) {
            return "";
        }
    }

    /** Keeps long INSERTs of other tables cheap. */
    private static boolean mentions(String text, String table) {
        if (table.isEmpty()) {
            return false;
        }
        if (table.indexOf('"') >= 0 || table.indexOf('`') >= 0 || table.indexOf(']') >= 0) {
            return true; // it is written with its quotes doubled
        }
        int rare = table.indexOf('_'); // which is the same in upper case, and stands in few statements
        if (rare >= 0) {
            for (int at = text.indexOf('_', rare); at >= 0; at = text.indexOf('_', at + 1)) {
                if (text.regionMatches(true, at - rare, table, 0, table.length())) {
                    return true;
                }
            }
            return false;
        }
        char lower = Character.toLowerCase(table.charAt(0));
        char upper = Character.toUpperCase(table.charAt(0));
        for (int at = 0; at + table.length() <= text.length(); at++) {
            char c = text.charAt(at);
            boolean mayBegin = c == lower || c == upper || c > '~'; // some letters outside of ASCII have one in it
            if (mayBegin && text.regionMatches(true, at, table, 0, table.length())) {
                return true;
            }
        }
        return false;
    }

    /** DROP SCHEMA and DROP DATABASE, and ALTER SCHEMA … RENAME. */
    private boolean changesHolder(List<SqlToken> tokens) throws SQLException {
        boolean databases = session != null
                && session.declined().contains(Capability.SCHEMAS); // there a database is what holds a table
        if (tokens.size() < 3
                || !(tokens.get(1).is("SCHEMA") || (databases && tokens.get(1).is("DATABASE")))) {
            return false;
        }
        boolean alters = tokens.get(0).is("ALTER");
        boolean renames = tokens.get(1).is("SCHEMA") && tokens.stream().anyMatch(token -> token.is("RENAME"));
        if (alters && !renames) {
            return false;
        }
        for (SqlToken token : tokens.subList(2, tokens.size())) {
            if (OwnTableReader.isName(token) && OwnTableReader.value(token).equalsIgnoreCase(schema())) {
                return true;
            }
        }
        return false;
    }

    private boolean isTable(List<String> name) throws SQLException {
        String own = name.get(name.size() - 1);
        boolean ours = own.equalsIgnoreCase(table)
                || own.equalsIgnoreCase(scripts)
                || own.equalsIgnoreCase(table + LeaseLock.SUFFIX);
        return ours && isHere(name);
    }

    private boolean isPart(List<String> name) throws SQLException {
        String own = name.get(name.size() - 1).toLowerCase(Locale.ROOT);
        boolean part = SUFFIXES.stream().anyMatch(suffix -> own.equals((table + suffix).toLowerCase(Locale.ROOT)));
        return part && isHere(name);
    }

    private boolean isHere(List<String> name) throws SQLException {
        return name.size() == 1 || name.get(name.size() - 2).equalsIgnoreCase(schema());
    }

    private String schema() throws SQLException {
        if (schema == null) {
            schema = session == null ? "" : session.ledgerSchema();
        }
        return schema;
    }

    /** Returns the words that may stand between INSERT and its target. */
    static boolean standsBeforeTheTarget(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD
                && BEFORE_THE_TARGET.contains(token.text().toUpperCase(Locale.ROOT));
    }
}
