package io.migrationledger.sql;

import io.migrationledger.sql.SqlScanner.Lexeme;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tokens of one statement, so that comments, case and line breaks hide nothing from a driver that classifies
 * it. Comments are skipped; the contents of executable comments are read like the rest. A
 * {@linkplain SqlStatement#clientCommand() client command} is not SQL and has no tokens worth reading.
 */
public final class SqlTokens {

    private SqlTokens() {}

    /**
     * Returns all tokens of a statement, in order; none if it holds only comments.
     *
     * @throws SqlSyntaxException if the text ends inside a string, an identifier or a comment
     */
    public static List<SqlToken> of(String statement, SqlSyntax syntax) {
        return first(statement, syntax, Integer.MAX_VALUE);
    }

    /**
     * Returns the first tokens of a statement, at most {@code limit}, and reads no further.
     *
     * @throws SqlSyntaxException if the text ends inside a string, an identifier or a comment before that
     */
    public static List<SqlToken> first(String statement, SqlSyntax syntax, int limit) {
        SqlScanner scanner = new SqlScanner(new ScriptCursor(statement), syntax, "statement");
        List<SqlToken> tokens = new ArrayList<>();
        while (tokens.size() < limit) {
            scanner.skipTrivia();
            Lexeme lexeme = scanner.scan();
            if (lexeme == Lexeme.END_OF_SCRIPT) {
                break;
            }
            if (lexeme.kind().isPresent()) {
                int start = (int) scanner.startOffset();
                String text = statement.substring(start, (int) scanner.endOffset());
                tokens.add(new SqlToken(lexeme.kind().get(), text, start));
            }
        }
        return List.copyOf(tokens);
    }
}
