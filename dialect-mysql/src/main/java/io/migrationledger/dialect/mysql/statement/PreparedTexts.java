package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts of a script that may be executed: what each takes over from the session and leaves there, by the variable or the
 * prepared statement that holds it. Texts out of which a statement puts one together are read as one.
 */
final class PreparedTexts {
    /** Is executed without taking anything over, or is not known. */
    static final Text NONE = new Text(Set.of(), Set.of(), Optional.empty());

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private final Map<String, Text> held = new HashMap<>();

    /**
     * One of them.
     *
     * @param reads variables, and what the session counts, as {@link BodyReader} names them
     * @param fills variables
     * @param counts what {@link RowCounts} tells that it asks for
     */
    record Text(Set<String> reads, Set<String> fills, Optional<String> counts) {
        private Text and(Text other) {
            Set<String> bothRead = new HashSet<>(reads);
            bothRead.addAll(other.reads);
            Set<String> bothFill = new HashSet<>(fills);
            bothFill.addAll(other.fills);
            return new Text(bothRead, bothFill, counts.or(other::counts));
        }
    }

    void clear() {
        held.clear();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns what the texts in a statement say, and those that it takes over. */
    Text of(List<SqlToken> tokens, Set<String> used, SqlSyntax syntax) {
        Text text = written(tokens, syntax);
        for (String name : used) {
            text = text.and(held.getOrDefault(name, NONE));
        }
        return text;
    }

    private static Text written(List<SqlToken> tokens, SqlSyntax syntax) {
        String text = tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(token -> value(token.text(), syntax))
                .collect(Collectors.joining(" "));
        if (text.indexOf('@') < 0 && text.indexOf('(') < 0) {
            return NONE;
        }
        try {
            List<SqlToken> inside = SqlTokens.of(text, syntax);
            BodyReader reader = new BodyReader(inside);
            return new Text(reader.reads(), reader.fills(), RowCounts.asked(inside));
        } catch (SqlSyntaxException e) {
            return NONE; // prose, or a part of a statement
        }
    }

    private static String value(String literal, SqlSyntax syntax) {
        String quote = literal.substring(literal.length() - 1);
        String inner = literal.substring(literal.indexOf(quote) + 1, literal.length() - 1)
                .replace(quote + quote, quote);
        return syntax.has(SqlSyntax.Feature.BACKSLASH_ESCAPES)
                ? ESCAPED.matcher(inner).replaceAll("$1")
                : inner;
    }

    /** Takes note of what variables and prepared statements hold from here on. */
    void hold(Set<String> names, Text text) {
        held.keySet().removeAll(names);
        if (!text.equals(NONE)) {
            names.forEach(name -> held.put(name, text));
        }
    }
}
