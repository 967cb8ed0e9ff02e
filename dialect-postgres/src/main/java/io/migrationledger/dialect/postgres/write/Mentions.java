package io.migrationledger.dialect.postgres.write;

import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which names a text mentions. */
final class Mentions {
    private static final Pattern WORD = Pattern.compile("\\w+");

    private Mentions() {}

    /** Returns all names in a text, and in the texts that stand in it as constants: {@code nextval('ticket')}, bodies. */
    static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        try {
            for (SqlToken token : SqlTokens.of(text, SqlSyntaxes.POSTGRESQL)) {
                if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER) {
                    names.add(token.identifier());
                } else {
                    WORD.matcher(token.text()).results().forEach(word -> names.add(word.group()));
                }
            }
        } catch (SqlSyntaxException e) {
            WORD.matcher(text).results().forEach(word -> names.add(word.group()));
        }
        return names;
    }
}
