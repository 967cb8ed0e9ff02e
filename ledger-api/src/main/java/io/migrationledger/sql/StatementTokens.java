package io.migrationledger.sql;

import org.jspecify.annotations.Nullable;

/**
 * The first tokens of a statement, noted while it is split off its script: what classifies it asks for them next, and need not
 * scan it again. Only noted where a scan of the statement alone gives the same.
 */
final class StatementTokens {
    private final SqlToken.@Nullable Kind[] kinds = new SqlToken.Kind[SqlTokens.AT_ONCE];
    private final int[] ends = new int[SqlTokens.AT_ONCE];
    private final int[] starts = new int[SqlTokens.AT_ONCE];
    private boolean noting;
    private boolean more;
    private long begin;
    private int count;

    /**
     * Begins a statement.
     *
     * @param offset of its first character in the script
     * @param alone whether nothing that stands before it says how it is read
     */
    void begin(long offset, boolean alone) {
        begin = offset;
        noting = alone;
        more = false;
        count = 0;
    }

    /** Notes the lexeme that was scanned last. */
    void add(SqlToken.Kind kind, SqlScanner scanner) {
        if (count == kinds.length) {
            more = true;
        } else if (noting) {
            kinds[count] = kind;
            starts[count] = (int) (scanner.startOffset() - begin);
            ends[count] = (int) (scanner.endOffset() - begin);
            count++;
        }
    }

    /** The statement has ended. */
    void end(String statement, SqlSyntax syntax) {
        if (!noting || !SqlTokens.isKept(statement)) {
            return;
        }
        SqlToken[] tokens = new SqlToken[count];
        for (int i = 0; i < count; i++) {
            SqlToken.Kind kind = kinds[i];
            if (kind != null) {
                tokens[i] = new SqlToken(kind, statement.substring(starts[i], ends[i]), starts[i]);
            }
        }
        SqlTokens.known(statement, syntax, tokens, !more);
    }
}
