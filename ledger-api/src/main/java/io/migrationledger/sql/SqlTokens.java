package io.migrationledger.sql;

import io.migrationledger.sql.SqlScanner.Lexeme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of one statement, so that comments, case and line breaks hide nothing from a driver that classifies
 * it. Comments are skipped; the contents of executable comments are read like the rest. A
 * {@linkplain SqlStatement#clientCommand() client command} is not SQL and has no tokens worth reading.
 *
 * <p>A driver asks for the same statement many times in a row, here and there: what was read last is kept, where it is
 * short, and answers without another reading. Safe for use by any number of threads.
 */
public final class SqlTokens {
    /** What is read of a statement at least, as whoever asks for its first word asks for more soon. */
    static final int AT_ONCE = 64;
    /** What longer texts hold is not kept, in UTF-16 code units. */
    private static final int LONGEST_KEPT = 16 * 1024;

    /** One for all threads: they rarely migrate at once, and then each reads what the other's has replaced. */
    private static volatile @Nullable Read last;

    private SqlTokens() {}

    /**
     * What has been read of a statement.
     *
     * @param tokens the first of them
     * @param whole whether there are no more
     */
    private record Read(String statement, SqlSyntax syntax, List<SqlToken> tokens, boolean whole) {

        boolean answers(String other, SqlSyntax by, int limit) {
            return (whole || limit <= tokens.size()) && statement.equals(other) && (syntax == by || syntax.equals(by));
        }

        List<SqlToken> first(int limit) {
            return limit < tokens.size() ? tokens.subList(0, limit) : tokens;
        }
    }

    /**
     * Returns all tokens of a statement, in order; none if it holds only comments.
     *
     * @throws SqlSyntaxException if the text ends inside a string, an identifier or a comment
     */
    public static List<SqlToken> of(String statement, SqlSyntax syntax) {
        return first(statement, syntax, Integer.MAX_VALUE);
    }

    /**
     * Returns the first tokens of a statement, at most {@code limit}. Of a long statement no more than a few dozen beyond
     * them are read.
     *
     * @throws SqlSyntaxException if the text ends inside a string, an identifier or a comment before that
     */
    public static List<SqlToken> first(String statement, SqlSyntax syntax, int limit) {
        Read known = last;
        if (known != null && known.answers(statement, syntax, limit)) {
            return known.first(limit);
        }
        Read read = read(statement, syntax, limit);
        if (isKept(statement)) {
            last = read;
        }
        return read.first(limit);
    }

    /** Returns whether what a statement holds is kept. */
    static boolean isKept(String statement) {
        return statement.length() <= LONGEST_KEPT;
    }

    /**
     * Keeps what was read of a statement while it was split off its script.
     *
     * @param whole whether these are all of its tokens
     */
    static void known(String statement, SqlSyntax syntax, SqlToken[] tokens, boolean whole) {
        last = new Read(statement, syntax, List.of(tokens), whole);
    }

    private static Read read(String statement, SqlSyntax syntax, int limit) {
        SqlScanner scanner = new SqlScanner(new ScriptCursor(statement, 1), syntax, "statement");
        List<SqlToken> tokens = new ArrayList<>();
        boolean whole = false;
        try {
            while (tokens.size() < Math.max(limit, AT_ONCE) && !whole) {
                scanner.skipTrivia();
                Lexeme lexeme = scanner.scan();
                whole = lexeme == Lexeme.END_OF_SCRIPT;
                if (lexeme.kind().isPresent()) {
                    int start = (int) scanner.startOffset();
                    String text = statement.substring(start, (int) scanner.endOffset());
                    tokens.add(new SqlToken(lexeme.kind().get(), text, start));
                }
            }
        } catch (SqlSyntaxException e) {
            if (tokens.size() < limit) {
                throw e;
            }
        }
        return new Read(statement, syntax, List.copyOf(tokens), whole);
    }
}
