package io.migrationledger.sql;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The tables that an UPDATE or a DELETE joins, by the names that the rest of the statement has for them. */
final class TableReferences {
    private static final Set<String> ENDS = Set.of("SET", "WHERE", "ORDER", "LIMIT", "RETURNING");
    private static final Set<String> BEFORE_A_TABLE = Set.of("JOIN", "STRAIGHT_JOIN", "LATERAL");
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    /** What may stand behind a table that has no other name. */
    private static final Set<String> NO_NAMES = Set.of(
            "SET",
            "WHERE",
            "ORDER",
            "LIMIT",
            "RETURNING",
            "ON",
            "USING",
            "JOIN",
            "STRAIGHT_JOIN",
            "INNER",
            "CROSS",
            "LEFT",
            "RIGHT",
            "NATURAL",
            "USE",
            "FORCE",
            "IGNORE",
            "FOR");

    private final List<SqlToken> tokens;
    private final UnaryOperator<String> folding;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private int at;

    private TableReferences(List<SqlToken> tokens, int start, UnaryOperator<String> folding) {
        this.tokens = tokens;
        this.folding = folding;
        this.at = start;
    }

    /** Reads the list that begins at a token. */
    static TableReferences at(List<SqlToken> tokens, int start, UnaryOperator<String> folding) {
        TableReferences references = new TableReferences(tokens, start, folding);
        references.read();
        return references;
    }

    /** Returns the index of the token behind the list. */
    int end() {
        return at;
    }

    /** Returns the tables, each once; queries in their place are none. */
    Set<String> all() {
        return new LinkedHashSet<>(tables.values());
    }

    /** Returns the table that a name stands for in the statement; the name itself where the list has none for it. */
    String named(String name) {
        return tables.getOrDefault(name, name);
    }

    private void read() {
        boolean expected = true;
        int nested = 0;
        while (at < tokens.size() && (expected || !isWord(at, ENDS))) {
            if (isSymbol(at, "(")) {
                if (expected && !isWord(at + 1, QUERIES)) {
                    nested++;
                    at++;
                } else {
                    parentheses(); // a query, or what belongs to a table or to a join
                    expected = false;
                }
            } else if (isSymbol(at, ")") && nested-- == 0) {
                return;
            } else if (isSymbol(at, ",") || isWord(at, BEFORE_A_TABLE)) {
                expected = true;
                at++;
            } else if (expected) {
                expected = false;
                table();
            } else {
                at++;
            }
        }
    }

    private void table() {
        Optional<SqlName> table = SqlName.at(tokens, at, folding);
        at = table.map(SqlName::end).orElse(at + 1);
        if (table.isEmpty() || isSymbol(at, "(")) {
            return; // JSON_TABLE(…)
        }
        if (isWord(at, Set.of("PARTITION"))) {
            at++;
            parentheses();
        }
        boolean said = isWord(at, Set.of("AS"));
        at += said ? 1 : 0;
        Optional<SqlName> other = said || !isWord(at, NO_NAMES) ? SqlName.at(tokens, at, folding) : Optional.empty();
        at = other.map(SqlName::end).orElse(at);
        String name = table.get().text();
        tables.put(other.map(SqlName::last).orElse(table.get().last()), name);
        if (other.isEmpty()) {
            tables.put(name, name);
        }
    }

    private void parentheses() {
        int depth = 0;
        do {
            depth += isSymbol(at, "(") ? 1 : isSymbol(at, ")") ? -1 : 0;
            at++;
        } while (depth > 0 && at < tokens.size());
    }

    /** Behind a full stop a word is a name, whatever it is. */
    private boolean isWord(int index, Set<String> words) {
        return index < tokens.size()
                && tokens.get(index).kind() == SqlToken.Kind.WORD
                && !isSymbol(index - 1, ".")
                && words.contains(tokens.get(index).text().toUpperCase(Locale.ROOT));
    }

    private boolean isSymbol(int index, String symbol) {
        return index < tokens.size()
                && tokens.get(index).kind() == SqlToken.Kind.SYMBOL
                && tokens.get(index).text().equals(symbol);
    }
}
