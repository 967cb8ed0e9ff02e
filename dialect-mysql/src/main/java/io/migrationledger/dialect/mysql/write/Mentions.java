package io.migrationledger.dialect.mysql.write;

import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.Set;
import java.util.TreeSet;

/** Which names a text mentions. */
final class Mentions {
    private Mentions() {}

    /** Returns all names in a text; a text that cannot be read mentions none. */
    static Set<String> in(String text, boolean mariadb) {
        Set<String> names = new TreeSet<>();
        try {
            for (SqlToken token : SqlTokens.of(text, mariadb ? SqlSyntaxes.MARIADB : SqlSyntaxes.MYSQL)) {
                if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER) {
                    names.add(token.identifier());
                }
            }
        } catch (SqlSyntaxException e) {
            return Set.of();
        }
        return names;
    }
}
