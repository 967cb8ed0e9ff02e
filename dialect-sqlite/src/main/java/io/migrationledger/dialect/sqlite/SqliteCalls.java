package io.migrationledger.dialect.sqlite;

import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Functions whose answer, or whose effect, reaches beyond the statement that calls them
 * (https://www.sqlite.org/lang_corefunc.html): after a mark they would answer for the ledger's own row.
 */
final class SqliteCalls {
    private static final String LOAD_EXTENSION = "load_extension";
    private static final List<String> NAMES = List.of("changes", "last_insert_rowid", LOAD_EXTENSION, "total_changes");

    /** Only write down what is called later, or call nothing. */
    private static final Set<String> NOT_CALLING = Set.of("", "ALTER", "CREATE", "DROP", "EXPLAIN");

    private static final Set<String> CHANGING_NO_ROW = Set.of("SELECT", "VALUES", "SAVEPOINT", "RELEASE", "ROLLBACK");

    private final boolean apart;
    /** Whether a statement of the script has changed rows since the last mark. */
    private boolean changedRows;

    /**
     * Begins to read a script.
     *
     * @param apart whether there is a mark after each statement
     */
    SqliteCalls(boolean apart) {
        this.apart = apart;
    }

    /** Takes note of a mark. */
    void marked() {
        changedRows = false;
    }

    /** Takes note of the next statement; returns what to write instead where it calls what would answer wrongly. */
    Optional<String> statement(String text, List<SqlToken> head) {
        String verb = head.isEmpty() ? "" : head.get(0).text().toUpperCase(Locale.ROOT);
        if (NOT_CALLING.contains(verb)) {
            return Optional.empty();
        }
        Optional<String> problem = mayCall(text) ? problem(called(text)) : Optional.empty();
        changedRows |= !apart && !CHANGING_NO_ROW.contains(verb);
        return problem;
    }

    private Optional<String> problem(Set<String> called) {
        if (called.contains(LOAD_EXTENSION)) {
            return Optional.of("An extension stays until the connection ends, also for other migrations. Load it where "
                    + "the connection is opened.");
        }
        if (called.contains("total_changes")) {
            return Optional.of(
                    "total_changes() counts what other migrations and the ledger have changed, too. Count the "
                            + "rows that you mean.");
        }
        return called.isEmpty() || changedRows
                ? Optional.empty()
                : Optional.of(
                        called.iterator().next() + "() answers for the statement before it, which is the ledger's "
                                + "own here. Look the row up by its contents, or, where '-- ledger: transaction=none' is the "
                                + "reason, leave that out.");
    }

    /** A quick look, as most statements call none of them and some are long. */
    private static boolean mayCall(String text) {
        for (int i = 0; i < text.length(); i++) {
            char first = Character.toLowerCase(text.charAt(i));
            for (String name : NAMES) {
                if (first == name.charAt(0) && text.regionMatches(true, i, name, 0, name.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<String> called(String text) {
        Set<String> called = new HashSet<>();
        List<SqlToken> tokens = SqlTokens.of(text, SqlSyntaxes.SQLITE);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean name = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
            if (name && is(tokens, i + 1, "(")) {
                String function = token.identifier().toLowerCase(Locale.ROOT);
                // The others take nothing: INSERT INTO changes (a) names a table.
                if (function.equals(LOAD_EXTENSION) || is(tokens, i + 2, ")")) {
                    called.add(function);
                }
            }
        }
        called.retainAll(NAMES);
        return called;
    }

    private static boolean is(List<SqlToken> tokens, int index, String symbol) {
        return index < tokens.size() && tokens.get(index).text().equals(symbol);
    }
}
