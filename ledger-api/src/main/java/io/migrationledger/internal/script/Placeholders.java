package io.migrationledger.internal.script;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${name}</code> in statements. Done after splitting, so that no value can change where a statement ends,
 * and every error still names the file's own lines. Comments are left alone, where a value of two lines would end the
 * comment and run; so are the data of COPY. <code>${$}</code> stands for a dollar sign. Immutable.
 */
public final class Placeholders {
    private static final String OPENING = "${";
    private static final String ESCAPE = "${$}";
    private static final int LONGEST_NAME = 200;

    private final boolean replaced;
    private final Map<String, String> values;
    private final Known known;

    /** Knows values that nobody has given. */
    @FunctionalInterface
    public interface Known {
        /**
         * Returns the value of a name, or empty where it has none.
         *
         * @param location tells in which file the name stands
         */
        Optional<String> value(String name, Supplier<String> location);

        /** Returns whether the value is another one in every run. */
        default boolean changes(String name) {
            return false;
        }
    }

    /**
     * Takes the values.
     *
     * @param replaced whether anything is replaced at all
     */
    public Placeholders(boolean replaced, Map<String, String> values) {
        this(replaced, values, (name, location) -> Optional.empty());
    }

    /**
     * Takes the values.
     *
     * @param replaced whether anything is replaced at all
     * @param known the values of names that nobody has given one; asked when such a name stands in a script
     */
    public Placeholders(boolean replaced, Map<String, String> values, Known known) {
        this.replaced = replaced;
        this.values = Map.copyOf(values);
        this.known = known;
    }

    /** Returns whether a placeholder may have this name: a letter or an underscore, then these, digits and {@code . : -}. */
    public static boolean isName(String text) {
        return endOfName(text + "}", 0) == text.length();
    }

    /** Returns the names that have a value, sorted. */
    Set<String> names() {
        return new TreeSet<>(values.keySet());
    }

    /**
     * Returns the statement with the values in it.
     *
     * @param own values of the script's own, for names that nobody has given another value
     * @param location tells in which file the statement stands
     * @param missing hears the name and the line of each placeholder that has no value; it is left as it stands
     */
    Replaced replace(
            SqlStatement statement,
            SqlSyntax syntax,
            Map<String, String> own,
            Supplier<String> location,
            ObjIntConsumer<String> missing) {
        boolean[] changing = new boolean[1];
        SqlStatement now = replace(statement, syntax, missing, name -> {
            changing[0] |= changes(name);
            return value(name, own, location);
        });
        String lasting = !changing[0]
                ? now.text()
                : replace(
                                statement,
                                syntax,
                                (name, line) -> {},
                                name -> changes(name) ? null : value(name, own, location))
                        .text();
        return new Replaced(now, lasting);
    }

    /**
     * A statement with the values in it.
     *
     * @param lasting its text without values that are others in every run
     */
    record Replaced(SqlStatement statement, String lasting) {}

    /** Tells the value of a name. */
    private interface Value {
        @Nullable
        String of(String name);
    }

    private SqlStatement replace(
            SqlStatement statement, SqlSyntax syntax, ObjIntConsumer<String> missing, Value value) {
        String text = statement.text();
        int start = text.indexOf(OPENING);
        if (start < 0 || !replaced || statement.clientCommand()) {
            return statement;
        }
        @Nullable Outside outside = null;
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        for (; start >= 0; start = text.indexOf(OPENING, start + 1)) {
            boolean escape = text.startsWith(ESCAPE, start);
            int end = escape ? start + ESCAPE.length() - 1 : endOfName(text, start + OPENING.length());
            if (end < 0) {
                continue;
            }
            outside = outside == null ? new Outside(text, syntax) : outside;
            if (outside.has(start)) {
                continue;
            }
            String name = text.substring(start + OPENING.length(), end);
            @Nullable String put = escape ? "$" : value.of(name);
            if (put == null) {
                missing.accept(name, statement.line() + lineBreaks(text, start));
                continue;
            }
            result.append(text, from, start).append(put);
            from = end + 1;
        }
        return from == 0
                ? statement
                : withText(statement, result.append(text, from, text.length()).toString());
    }

    private @Nullable String value(String name, Map<String, String> own, Supplier<String> location) {
        String given = values.getOrDefault(name, own.get(name));
        return given != null ? given : known.value(name, location).orElse(null);
    }

    private boolean changes(String name) {
        return !values.containsKey(name) && known.changes(name);
    }

    private static SqlStatement withText(SqlStatement statement, String text) {
        return new SqlStatement(
                statement.number(),
                text,
                statement.line(),
                statement.column(),
                statement.copyData(),
                statement.clientCommand());
    }

    /** Returns the index of the brace that closes a name, or -1 where what begins here is no name. */
    private static int endOfName(String text, int start) {
        int limit = Math.min(text.length(), start + LONGEST_NAME + 1);
        for (int i = start; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '}') {
                return i > start ? i : -1;
            }
            boolean letter = Character.isLetter(c) || c == '_';
            if (!letter && (i == start || !(Character.isDigit(c) || c == '.' || c == ':' || c == '-'))) {
                return -1;
            }
        }
        return -1;
    }

    private static int lineBreaks(String text, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                count++;
            }
        }
        return count;
    }

    /** The parts of a statement in which nothing is replaced: comments, and the ends of a string in dollar quotes. */
    private static final class Outside {
        private final Iterator<SqlToken> tokens;
        private @Nullable SqlToken token;

        Outside(String text, SqlSyntax syntax) {
            List<SqlToken> all = SqlTokens.of(text, syntax);
            this.tokens = all.iterator();
            this.token = tokens.hasNext() ? tokens.next() : null;
        }

        /** Returns whether a dollar sign belongs to them; to be asked in rising order. */
        boolean has(int dollar) {
            while (token != null && token.offset() + token.text().length() <= dollar) {
                token = tokens.hasNext() ? tokens.next() : null;
            }
            if (token == null || token.offset() > dollar) {
                return true;
            }
            String text = token.text();
            if (token.kind() != SqlToken.Kind.STRING || text.charAt(0) != '$') {
                return false;
            }
            int quote = text.indexOf('$', 1) + 1;
            int inside = dollar - token.offset();
            return inside < quote || inside >= text.length() - quote;
        }
    }
}
