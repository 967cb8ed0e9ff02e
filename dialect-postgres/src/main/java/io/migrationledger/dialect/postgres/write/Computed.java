package io.migrationledger.dialect.postgres.write;

import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Set;

/** Whether the expression of a computed column can fail for a row. */
final class Computed {
    /** Each gives a text for every text. */
    private static final Set<String> SAFE = Set.of("lower", "upper", "coalesce", "btrim", "ltrim", "rtrim", "initcap");

    private static final Set<String> TEXTS = Set.of("text", "character", "varying");
    private static final Set<String> MARKS = Set.of("(", ")", ",", "|", "||", ":", "::");

    private Computed() {}

    /** Returns false where texts are put together and no more: numbers overflow, and a cast meets what it cannot read. */
    static boolean canFail(String expression) {
        try {
            List<SqlToken> tokens = SqlTokens.of(expression, SqlSyntaxes.POSTGRESQL);
            for (int i = 0; i < tokens.size(); i++) {
                if (!isSafe(tokens, i)) {
                    return true;
                }
            }
            return false;
        } catch (SqlSyntaxException e) {
            return true;
        }
    }

    private static boolean isSafe(List<SqlToken> tokens, int i) {
        SqlToken token = tokens.get(i);
        if (token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER) {
            return !isCalled(tokens, i) && !isType(tokens, i);
        }
        if (token.kind() == SqlToken.Kind.WORD) {
            return isType(tokens, i)
                    ? TEXTS.contains(token.identifier())
                    : !isCalled(tokens, i) || SAFE.contains(token.identifier());
        }
        return MARKS.contains(token.text()) || token.text().startsWith("'");
    }

    private static boolean isCalled(List<SqlToken> tokens, int i) {
        return i + 1 < tokens.size() && tokens.get(i + 1).text().equals("(");
    }

    private static boolean isType(List<SqlToken> tokens, int i) {
        return i > 0 && tokens.get(i - 1).text().endsWith(":");
    }
}
