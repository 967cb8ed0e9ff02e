package io.migrationledger.internal.script;

import io.migrationledger.event.StepList;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlToken.Kind;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement with a word such as PASSWORD holds of values, which may be secret, and of names, which are not.
 *
 * @param values the texts that may be secret, without their quotes
 * @param names the words that are no values, in lower case
 */
record StatementValues(Set<String> values, Set<String> names) {
    /** The words between CREATE, ALTER or DROP and the kind of what is made. */
    private static final Set<String> BEFORE_KIND = Set.of(
            "or",
            "replace",
            "temp",
            "temporary",
            "global",
            "local",
            "unlogged",
            "unique",
            "fulltext",
            "spatial",
            "materialized",
            "recursive",
            "virtual",
            "constraint",
            "if",
            "not",
            "exists");

    private static final Set<String> KINDS = Set.of(
            "table",
            "index",
            "view",
            "trigger",
            "function",
            "procedure",
            "sequence",
            "type",
            "domain",
            "schema",
            "policy",
            "rule",
            "extension",
            "statistics");

    /** Statements that are about data and names. Every other one may be about a credential. */
    private static final Set<String> PLAIN = Set.of(
            "insert",
            "update",
            "delete",
            "select",
            "with",
            "merge",
            "replace",
            "values",
            "truncate",
            "comment",
            "grant",
            "revoke",
            "reindex",
            "analyze",
            "do");

    /** What a program in the statement may make or change that has a credential. */
    private static final Set<String> CREDENTIAL_KINDS = Set.of(
            "user",
            "role",
            "group",
            "login",
            "server",
            "subscription",
            "publication",
            "foreign",
            "database",
            "system",
            "connection",
            "master",
            "replication");

    private static final Set<String> MAKES = Set.of("create", "alter", "change");

    /** Functions that take a credential, or make another text out of the one that stands there. */
    private static final Set<String> FUNCTIONS = Set.of(
            "set_config",
            "concat",
            "concat_ws",
            "replace",
            "reverse",
            "translate",
            "overlay",
            "insert",
            "chr",
            "char",
            "format",
            "decode",
            "convert_from",
            "from_base64",
            "unhex",
            "load_extension",
            "printf");

    /** A name behind one of these is that of a table or an index, also where a parenthesis follows. */
    private static final Set<String> BEFORE_NAME =
            Set.of("into", "table", "exists", "with", "on", "references", "index", "key", "view", "update", "unique");

    private static final Set<String> NO_VALUE = Set.of(
            "null",
            "default",
            "true",
            "false",
            "as",
            "current_timestamp",
            "current_date",
            "current_time",
            "current_user",
            "localtimestamp");

    /** Fewer digits protect nothing, and stand everywhere. */
    private static final int SHORTEST_NUMBER = 4;

    /**
     * Reads a statement.
     *
     * @param text the statement as it runs
     * @param written the statement as it stands in the script: what a placeholder brought in is a value
     * @return empty where its business may be a credential, or where nobody can tell what of it is a value
     */
    static Optional<StatementValues> of(String text, String written, SqlSyntax syntax) {
        if (text.indexOf('\\') >= 0) {
            return Optional.empty(); // what it stands for is said in other letters
        }
        try {
            List<SqlToken> tokens = SqlTokens.of(text, syntax);
            if (tokens.isEmpty() || !isPlain(tokens)) {
                return Optional.empty();
            }
            StatementValues found = new StatementValues(new HashSet<>(), new HashSet<>());
            if (!found.read(tokens, hasBody(tokens), syntax)) {
                return Optional.empty();
            }
            if (!text.equals(written)) {
                found.addReplaced(tokens, SqlTokens.of(written, syntax));
            }
            return Optional.of(found);
        } catch (SqlSyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(List<SqlToken> tokens) {
        String first = lower(tokens.get(0));
        if (PLAIN.contains(first)) {
            return true;
        }
        boolean define = first.equals("create") || first.equals("alter") || first.equals("drop");
        return define && KINDS.contains(kind(tokens));
    }

    private static String kind(List<SqlToken> tokens) {
        return tokens.stream()
                .skip(1)
                .map(StatementValues::lower)
                .dropWhile(BEFORE_KIND::contains)
                .findFirst()
                .orElse("");
    }

    /** Returns whether what stands between dollar signs is a program, which is read as the statement is. */
    private static boolean hasBody(List<SqlToken> tokens) {
        String kind = kind(tokens);
        return tokens.get(0).is("do")
                || (tokens.get(0).is("create") && (kind.equals("function") || kind.equals("procedure")));
    }

    /**
     * Returns where values stand in a statement that {@link #of} has an answer for.
     *
     * @return start and end of each, in order, without the quotes
     */
    static List<Range> places(String statement, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlTokens.of(statement, syntax);
        List<Range> places = new ArrayList<>();
        addPlaces(tokens, 0, hasBody(tokens), syntax, places);
        return places;
    }

    /**
     * A part of a text.
     *
     * @param end the index behind it
     */
    record Range(int start, int end) {}

    private static void addPlaces(
            List<SqlToken> tokens, int shift, boolean body, SqlSyntax syntax, List<Range> places) {
        Set<Integer> bare = bareValues(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            int start = shift + token.offset();
            int end = start + token.text().length();
            if (token.kind() == Kind.STRING && token.text().startsWith("$")) {
                int tag = token.text().indexOf('$', 1) + 1;
                String inner = token.text().substring(tag, token.text().length() - tag);
                if (body) {
                    addPlaces(SqlTokens.of(inner, syntax), start + tag, false, syntax, places);
                } else {
                    places.add(new Range(start + tag, end - tag));
                }
            } else if (token.kind() == Kind.STRING) {
                String quote = token.text().substring(token.text().length() - 1);
                places.add(new Range(start + token.text().indexOf(quote) + 1, end - 1));
            } else if (bare.contains(i)
                    || (token.kind() == Kind.NUMBER && token.text().length() >= SHORTEST_NUMBER)) {
                places.add(new Range(start, end));
            }
        }
    }

    /** Returns whether all that may be a value is known for one. */
    private boolean read(List<SqlToken> tokens, boolean body, SqlSyntax syntax) {
        Set<Integer> bare = bareValues(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean known = switch (token.kind()) {
                case STRING -> string(tokens, i, body, syntax);
                case NUMBER -> number(token);
                case WORD, QUOTED_IDENTIFIER -> word(tokens, i, bare.contains(i));
                case SYMBOL, PARAMETER -> true;
            };
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private boolean string(List<SqlToken> tokens, int at, boolean body, SqlSyntax syntax) {
        String text = tokens.get(at).text();
        if (text.startsWith("$")) {
            int tag = text.indexOf('$', 1) + 1;
            String inner = text.substring(tag, text.length() - tag);
            if (body) {
                return read(SqlTokens.of(inner, syntax), false, syntax);
            }
            values.add(inner);
            return !StepList.mayHoldSecret(inner);
        }
        String quote = text.substring(text.length() - 1);
        int open = text.indexOf(quote);
        String prefix = text.substring(0, open).toUpperCase(Locale.ROOT);
        String inner = text.substring(open + 1, text.length() - 1);
        values.add(inner);
        values.add(inner.replace(quote + quote, quote));
        boolean literal = prefix.isEmpty() || prefix.equals("N") || prefix.equals("E");
        return literal && !StepList.mayHoldSecret(inner) && !isJoined(tokens, at) && !followsPassword(tokens, at);
    }

    /** Two texts side by side are one to the database, which may quote the whole. */
    private static boolean isJoined(List<SqlToken> tokens, int at) {
        boolean before = at > 0 && isJoint(tokens.get(at - 1));
        return before || (at + 1 < tokens.size() && isJoint(tokens.get(at + 1)));
    }

    private static boolean isJoint(SqlToken token) {
        return token.kind() == Kind.STRING
                || (token.kind() == Kind.SYMBOL && token.text().equals("|"));
    }

    private static boolean followsPassword(List<SqlToken> tokens, int at) {
        return at > 0
                && isName(tokens.get(at - 1))
                && StepList.mayHoldSecret(tokens.get(at - 1).text());
    }

    private boolean number(SqlToken token) {
        String digits = token.text();
        if (digits.length() >= SHORTEST_NUMBER) {
            values.add(digits);
        }
        return !digits.startsWith("0x") && !digits.startsWith("0X");
    }

    private boolean word(List<SqlToken> tokens, int at, boolean value) {
        SqlToken token = tokens.get(at);
        String word = lower(token);
        if (value) {
            values.add(token.identifier());
            return true;
        }
        addWords(token.identifier(), names);
        boolean makes = token.kind() == Kind.WORD && MAKES.contains(word);
        boolean credential =
                token.is("identified") || (makes && CREDENTIAL_KINDS.contains(kind(tokens.subList(at, tokens.size()))));
        return !credential && !isTellingFunction(tokens, at, word);
    }

    private static boolean isTellingFunction(List<SqlToken> tokens, int at, String word) {
        boolean telling = FUNCTIONS.contains(word) || word.startsWith("dblink") || StepList.mayHoldSecret(word);
        boolean type = word.equals("char") && at > 0 && isName(tokens.get(at - 1)) && isSymbol(tokens, at + 3, ")");
        return telling && !type && isSymbol(tokens, at + 1, "(") && !isNameOfTable(tokens, at);
    }

    private static boolean isNameOfTable(List<SqlToken> tokens, int at) {
        int first = at;
        while (first >= 2 && isSymbol(tokens, first - 1, ".")) {
            first -= 2;
        }
        return first == 0 || BEFORE_NAME.contains(lower(tokens.get(first - 1)));
    }

    /** Returns the words that stand where a value does: their quotes may have been forgotten. */
    private static Set<Integer> bareValues(List<SqlToken> tokens) {
        Set<Integer> bare = new HashSet<>();
        boolean inValues = false;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is("values")) {
                inValues = true;
                depth = 0;
            } else if (token.text().equals("(")) {
                depth++;
            } else if (token.text().equals(")")) {
                depth--;
            } else if (depth <= 0 && !token.text().equals(",")) {
                inValues = false;
            }
            boolean value = (inValues && depth > 0) || isSetToSecret(tokens, i);
            if (value && isName(token) && !isKeyword(token) && !isPartOfName(tokens, i)) {
                bare.add(i);
            }
        }
        return bare;
    }

    /** Returns whether it stands behind {@code password =} or before {@code AS password}. */
    private static boolean isSetToSecret(List<SqlToken> tokens, int at) {
        boolean behind = isSymbol(tokens, at - 1, "=") && isSecretName(tokens, at - 2);
        return behind || (at + 1 < tokens.size() && tokens.get(at + 1).is("as") && isSecretName(tokens, at + 2));
    }

    private static boolean isSecretName(List<SqlToken> tokens, int at) {
        return at >= 0
                && at < tokens.size()
                && isName(tokens.get(at))
                && StepList.mayHoldSecret(tokens.get(at).text());
    }

    private static boolean isKeyword(SqlToken token) {
        return token.kind() == Kind.WORD && NO_VALUE.contains(lower(token));
    }

    private static boolean isPartOfName(List<SqlToken> tokens, int at) {
        return isSymbol(tokens, at + 1, "(") || isSymbol(tokens, at + 1, ".");
    }

    /** Adds what placeholders brought in. */
    private void addReplaced(List<SqlToken> ran, List<SqlToken> stands) {
        Set<String> written = new HashSet<>();
        stands.forEach(token -> written.add(token.text()));
        List<String> replaced = new ArrayList<>();
        for (SqlToken token : ran) {
            if (isName(token) && !written.contains(token.text())) {
                replaced.add(token.identifier());
            }
        }
        values.addAll(replaced);
        Set<String> others = new HashSet<>();
        replaced.forEach(value -> addWords(value, others));
        names.removeAll(others);
    }

    private static void addWords(String text, Set<String> to) {
        for (String word : text.split("[^\\p{L}\\p{N}_]+")) {
            to.add(word.toLowerCase(Locale.ROOT));
        }
    }

    private static boolean isName(SqlToken token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
    }

    private static boolean isSymbol(List<SqlToken> tokens, int at, String symbol) {
        return at >= 0
                && at < tokens.size()
                && tokens.get(at).kind() == Kind.SYMBOL
                && tokens.get(at).text().equals(symbol);
    }

    private static String lower(SqlToken token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
