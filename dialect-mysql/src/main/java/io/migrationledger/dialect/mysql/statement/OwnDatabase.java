package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;

/**
 * The database that the ledger describes: a USE that names it changes nothing.
 *
 * @param name empty where there is no session that tells: then any may be meant
 * @param ignoresCase whether the server does (https://dev.mysql.com/doc/refman/8.0/en/identifier-case-sensitivity.html)
 */
public record OwnDatabase(String name, boolean ignoresCase) {
    public static final OwnDatabase UNKNOWN = new OwnDatabase("", false);

    /** Returns whether a statement is USE of this database. */
    boolean isUsedBy(String statement, SqlSyntax syntax) {
        Words words = Words.head(statement, syntax);
        if (!words.accept("USE")) {
            return false;
        }
        String used = words.token()
                .filter(token -> token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER)
                .map(SqlToken::identifier)
                .orElse("");
        words.skip();
        return words.atEnd() && !used.isEmpty() && isNamed(used);
    }

    private boolean isNamed(String used) {
        return name.isEmpty() || (ignoresCase ? name.equalsIgnoreCase(used) : name.equals(used));
    }
}
