package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the body of a routine or a trigger: what it takes over from its session, and what it leaves there. What a statement
 * of the body fills is its own for the statements behind it, up to the end of the branch or the block.
 */
final class BodyReader {
    static final String ROW_COUNT = "ROW_COUNT()";
    static final String LAST_INSERT_ID = "LAST_INSERT_ID()";

    private static final Set<String> BEFORE_A_STATEMENT =
            Set.of("BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ROW", ";", ":");

    private static final Set<String> BLOCKS = Set.of("BEGIN", "IF", "CASE", "WHILE", "LOOP", "REPEAT", "FOR");
    private static final Set<String> BRANCHES = Set.of("ELSE", "ELSEIF", "ELSIF", "WHEN");

    private final List<SqlToken> tokens;
    private final Set<String> reads = new HashSet<>();
    private final Set<String> fills = new HashSet<>();
    /** What the body has surely filled by itself, for each open block. */
    private final Deque<Set<String>> own = new ArrayDeque<>();
    /** What the statement fills that is being read: it holds from its end on. */
    private final Set<String> filling = new HashSet<>();

    /** The words of the statement that is being read which say what it does to a variable. */
    private final Set<String> verbs = new HashSet<>();
    /** CASE expressions that are open. */
    private int cases;

    private boolean into;

    BodyReader(List<SqlToken> tokens) {
        this.tokens = tokens;
        own.push(new HashSet<>());
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            switch (token.kind()) {
                case SYMBOL -> symbol(i);
                case WORD -> word(i, token.text().toUpperCase(Locale.ROOT));
                case QUOTED_IDENTIFIER -> variable(i);
                default -> into = false;
            }
        }
    }

    /** Returns the variables whose values it takes over, with their {@code @}; what the session counts, as functions. */
    Set<String> reads() {
        return reads;
    }

    /** Returns the variables that it fills. */
    Set<String> fills() {
        return fills;
    }

    private void symbol(int i) {
        if (is(i, ";")) {
            if (!verbs.contains("HANDLER")) {
                own.element().addAll(filling);
            }
            filling.clear();
            verbs.clear();
        }
        into &= is(i, "@") || is(i, ",");
    }

    private void word(int i, String word) {
        boolean begins =
                i > 0 && cases == 0 && BEFORE_A_STATEMENT.contains(text(i - 1).toUpperCase(Locale.ROOT));
        if (is(i - 1, "@")) {
            if (is(i - 2, "@")) {
                asked(i, word);
            }
            variable(i);
            return;
        }
        into = word.equals("INTO");
        if (word.equals("END") && cases > 0) {
            cases--;
        } else if (word.equals("END")) {
            close();
        } else if (BRANCHES.contains(word) && cases == 0) {
            close();
            open();
        } else if (word.equals("BEGIN") || (begins && BLOCKS.contains(word))) {
            open();
        } else if (word.equals("CASE") && !text(i - 1).equalsIgnoreCase("END")) {
            cases++;
        } else if (Set.of("SET", "CALL", "GET", "HANDLER").contains(word)) {
            verbs.add(word);
        } else if (begins && Set.of("INSERT", "REPLACE").contains(word)) {
            filling.addAll(Set.of(ROW_COUNT, LAST_INSERT_ID));
        } else if (begins && Set.of("UPDATE", "DELETE").contains(word)) {
            filling.add(ROW_COUNT);
        } else if (is(i + 1, "(")) {
            asked(i, word);
        }
    }

    private void asked(int i, String word) {
        if (word.equals("LAST_INSERT_ID") && is(i + 1, "(") && !is(i + 2, ")")) {
            filling.add(LAST_INSERT_ID); // LAST_INSERT_ID(n) sets it
        } else if (word.equals("LAST_INSERT_ID") || (word.equals("IDENTITY") && is(i - 1, "@"))) {
            read(LAST_INSERT_ID);
        } else if (word.equals("ROW_COUNT")) {
            read(ROW_COUNT);
        }
    }

    private void open() {
        own.push(new HashSet<>(own.element()));
    }

    /** What was filled inside may not have been. */
    private void close() {
        own.pop();
        if (own.isEmpty()) {
            own.push(new HashSet<>());
        }
    }

    private void variable(int i) {
        if (!isVariable(tokens, i)) {
            into = false;
            return;
        }
        String name = "@" + tokens.get(i).identifier().toUpperCase(Locale.ROOT);
        boolean assigned = into
                || verbs.contains("GET")
                || (is(i + 1, ":") && is(i + 2, "="))
                || (verbs.contains("SET") && is(i + 1, "=") && (text(i - 2).equalsIgnoreCase("SET") || is(i - 2, ",")));
        if (assigned) {
            filling.add(name);
            fills.add(name);
        } else {
            read(name);
            if (verbs.contains("CALL")) {
                fills.add(name);
            }
        }
    }

    private void read(String name) {
        if (!own.element().contains(name)) {
            reads.add(name);
        }
    }

    /** Returns whether the identifier at this place is a user variable's name: neither a system variable's nor a host's. */
    static boolean isVariable(List<SqlToken> tokens, int i) {
        return isSymbol(tokens, i - 1, "@")
                && !isSymbol(tokens, i - 2, "@")
                && (i < 2 || tokens.get(i - 2).kind() != SqlToken.Kind.STRING);
    }

    static boolean isSymbol(List<SqlToken> tokens, int index, String symbol) {
        return index >= 0
                && index < tokens.size()
                && tokens.get(index).kind() == SqlToken.Kind.SYMBOL
                && tokens.get(index).text().equals(symbol);
    }

    private boolean is(int index, String symbol) {
        return isSymbol(tokens, index, symbol);
    }

    private String text(int index) {
        return index >= 0 ? tokens.get(index).text() : "";
    }
}
