package io.migrationledger.internal.script;

import io.migrationledger.sql.SqlToken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one statement's tokens for a table that it would change, wherever the statements of all dialects name it. */
public final class OwnTableReader {
    private static final Set<String> KINDS =
            Set.of("TABLE", "INDEX", "TRIGGER", "RULE", "POLICY", "FUNCTION", "VIEW", "PROCEDURE", "SEQUENCE", "TYPE");

    private final List<SqlToken> tokens;
    private final Names table;
    private final Names part;

    /** Whether a name, part by part, is that of something. */
    @FunctionalInterface
    interface Names {
        boolean is(List<String> name) throws SQLException;
    }

    /**
     * Reads these tokens.
     *
     * @param table the table
     * @param part what belongs to it: triggers, an index
     */
    OwnTableReader(List<SqlToken> tokens, Names table, Names part) {
        this.tokens = tokens;
        this.table = table;
        this.part = part;
    }

    /** Returns whether DROP or ALTER, of one of these kinds of objects, names the table or what belongs to it. */
    boolean drops(Set<String> kinds) throws SQLException {
        int kind = 1;
        while (kind < tokens.size()
                && kind < 4
                && !kinds.contains(tokens.get(kind).text().toUpperCase(Locale.ROOT))) {
            kind++; // TEMPORARY, ONLINE, IGNORE
        }
        return kind < tokens.size()
                && kind < 4
                && (named(kind + 1, tokens.size(), table) || named(kind + 1, tokens.size(), part));
    }

    /** Returns whether a statement other than DROP and ALTER would change the table. */
    boolean changes() throws SQLException {
        int end = tokens.size();
        return switch (tokens.isEmpty() ? "" : tokens.get(0).text().toUpperCase(Locale.ROOT)) {
            case "INSERT", "REPLACE", "MERGE" -> at(target(1), table);
            case "UPDATE" -> named(1, first(1, "SET"), table);
            case "DELETE" -> named(1, Math.min(first(1, "WHERE"), first(1, "USING")), table);
            case "TRUNCATE", "RENAME", "LOAD" -> named(1, end, table);
            case "COPY" -> at(1, table) && first(1, "FROM") < end;
            case "CREATE" -> creates();
            case "WITH", "EXPLAIN", "BEGIN", "SET", "ANALYZE", "DESCRIBE", "DESC", "IF", "LOOP", "FOR" -> anywhere();
            default -> false;
        };
    }

    private boolean creates() throws SQLException {
        int kind = 1;
        while (kind < Math.min(8, tokens.size())
                && !KINDS.contains(tokens.get(kind).text().toUpperCase(Locale.ROOT))) {
            kind++;
        }
        if (kind >= Math.min(8, tokens.size())) {
            return false;
        }
        return switch (tokens.get(kind).text().toUpperCase(Locale.ROOT)) {
            case "TABLE" -> {
                int name = kind + 1;
                while (name < tokens.size() && (is(name, "IF") || is(name, "NOT") || is(name, "EXISTS"))) {
                    name++;
                }
                int inherits = Math.min(first(name, "INHERITS"), first(name, "PARTITION"));
                yield at(name, table) || named(inherits, Math.min(inherits + 8, tokens.size()), table);
            }
            case "INDEX", "TRIGGER", "POLICY" -> at(past("ON"), table);
            case "RULE" -> at(past("TO"), table);
            case "FUNCTION" -> at(kind + 1, part);
            default -> false;
        };
    }

    /** Inside of WITH, of EXPLAIN and of compound statements. */
    private boolean anywhere() throws SQLException {
        for (int i = 0; i < tokens.size(); i++) {
            boolean target = switch (tokens.get(i).text().toUpperCase(Locale.ROOT)) {
                case "INSERT", "REPLACE", "UPDATE", "MERGE" -> at(target(i + 1), table);
                case "DELETE" -> is(i + 1, "FROM") && at(target(i + 2), table);
                case "DROP", "ALTER", "TRUNCATE", "RENAME" ->
                    (is(i + 1, "TABLE") || is(i + 1, "TABLES")) && named(i + 2, Math.min(i + 12, tokens.size()), table);
                default -> false;
            };
            if (target) {
                return true;
            }
        }
        return false;
    }

    private int target(int from) {
        int at = from;
        while (at < tokens.size() && OwnTable.standsBeforeTheTarget(tokens.get(at))) {
            at++;
        }
        return at;
    }

    private int past(String keyword) {
        int at = first(1, keyword) + 1;
        return is(at, "ONLY") ? at + 1 : at;
    }

    /** Returns the place of a keyword, or that after the last token. */
    private int first(int from, String keyword) {
        for (int i = from; i < tokens.size(); i++) {
            if (is(i, keyword)) {
                return i;
            }
        }
        return tokens.size();
    }

    private boolean is(int index, String keyword) {
        return index < tokens.size() && tokens.get(index).is(keyword);
    }

    private boolean at(int index, Names names) throws SQLException {
        return index < tokens.size() && isName(tokens.get(index)) && names.is(name(index));
    }

    private boolean named(int from, int to, Names names) throws SQLException {
        for (int i = from; i < to; i++) {
            boolean continues = i > 0 && tokens.get(i - 1).text().equals(".");
            if (!continues && at(i, names)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the parts of the name that begins here. */
    private List<String> name(int index) {
        List<String> parts = new ArrayList<>();
        int i = index;
        parts.add(value(tokens.get(i)));
        while (i + 2 < tokens.size() && tokens.get(i + 1).text().equals(".") && isName(tokens.get(i + 2))) {
            i += 2;
            parts.add(value(tokens.get(i)));
        }
        return parts;
    }

    /** A text in double quotes is a name where a script has set ANSI_QUOTES, and in SQLite wherever only a name can stand. */
    static boolean isName(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD
                || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER
                || (token.kind() == SqlToken.Kind.STRING
                        && "\"'".indexOf(token.text().charAt(0)) >= 0);
    }

    static String value(SqlToken token) {
        if (token.kind() != SqlToken.Kind.STRING) {
            return token.identifier();
        }
        String quote = token.text().substring(0, 1);
        String text = token.text();
        String inner = text.length() < 2 ? "" : text.substring(1, text.length() - 1);
        return inner.replace(quote + quote, quote);
    }
}
