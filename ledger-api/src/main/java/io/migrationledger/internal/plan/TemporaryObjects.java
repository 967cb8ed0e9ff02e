package io.migrationledger.internal.plan;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;

/** Tells by the tokens of a statement whether what it makes is there until its session ends. */
final class TemporaryObjects {
    private static final int FIRST_WORDS = 4;
    /** {@code CREATE OR REPLACE RECURSIVE VIEW IF NOT EXISTS name}. */
    private static final int UP_TO_THE_NAME = 9;
    /** PostgreSQL makes in these schemas what has no form with TEMPORARY, too. */
    private static final String SCHEMA = "pg_temp";

    private TemporaryObjects() {}

    static boolean areMadeBy(String statement, SqlSyntax syntax) {
        List<SqlToken> head = SqlTokens.first(statement, syntax, UP_TO_THE_NAME + 1);
        if (head.isEmpty()) {
            return false;
        }
        if (head.get(0).is("CREATE")) {
            return head.stream().limit(FIRST_WORDS).anyMatch(TemporaryObjects::isTemporary) || isInSchema(head);
        }
        boolean query = head.get(0).is("SELECT") || head.get(0).is("WITH");
        return query && isInto(SqlTokens.of(statement, syntax));
    }

    private static boolean isTemporary(SqlToken token) {
        return token.is("TEMP") || token.is("TEMPORARY");
    }

    private static boolean isInSchema(List<SqlToken> head) {
        for (int i = 1; i + 1 < head.size(); i++) {
            SqlToken token = head.get(i);
            boolean name = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
            if (name
                    && head.get(i + 1).text().equals(".")
                    && token.identifier().toLowerCase(Locale.ROOT).startsWith(SCHEMA)) {
                return true;
            }
        }
        return false;
    }

    /** {@code SELECT … INTO TEMP TABLE x}. */
    private static boolean isInto(List<SqlToken> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).is("INTO") && isTemporary(tokens.get(i))) {
                return true;
            }
        }
        return false;
    }
}
