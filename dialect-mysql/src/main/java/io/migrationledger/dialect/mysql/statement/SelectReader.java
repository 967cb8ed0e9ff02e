package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SELECT: harmless, but for what it may write and for the ledger's own lock; and what keeps a setting in a variable. */
public final class SelectReader {

    private static final int LONGEST_THAT_KEEPS = 2_000;
    private static final Set<String> PARTS = Set.of("@", ".", ",", ":", "=");
    private static final Set<String> OF_THE_SERVER = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY");

    private SelectReader() {}

    static Reading read(String text, SqlSyntax syntax) {
        String upper = text.toUpperCase(Locale.ROOT);
        boolean file = upper.contains("OUTFILE") || upper.contains("DUMPFILE");
        if (file) {
            for (Words words = Words.of(text, syntax); !words.atEnd(); words.skip()) {
                if (words.at("INTO", "OUTFILE") || words.at("INTO", "DUMPFILE")) {
                    return new Reading(
                            io.migrationledger.spi.StatementClass.selfCommitting(
                                    "a file is outside of any transaction"),
                            Effect.UNKNOWABLE,
                            List.of(),
                            "it writes a file on the server, which may be there in part");
                }
            }
        }
        boolean mayKeep = text.length() < LONGEST_THAT_KEEPS && upper.contains("@@");
        return mayKeep && keepsSettings(SqlTokens.of(text, syntax)) ? Reading.session() : Reading.transactional();
    }

    /**
     * Returns whether a SELECT does nothing but keep settings of the session in user variables, as SET can, too. A later run
     * has to do it again, before what has changed them since.
     */
    private static boolean keepsSettings(List<SqlToken> tokens) {
        boolean keeps = false;
        int variables = 0;
        for (int i = 1; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean variable = BodyReader.isSymbol(tokens, i - 1, "@") || BodyReader.isSymbol(tokens, i - 1, ".");
            boolean system = variable && !BodyReader.isVariable(tokens, i);
            if (token.is("INTO") && !variable) {
                keeps = true;
            } else if (token.kind() == SqlToken.Kind.SYMBOL) {
                keeps |= token.text().equals(":");
                if (!PARTS.contains(token.text())) {
                    return false;
                }
            } else if (!variable
                    || (system && OF_THE_SERVER.contains(token.text().toUpperCase(Locale.ROOT)))) {
                return false;
            } else {
                variables += system ? 0 : 1;
            }
        }
        return keeps && variables > 0;
    }
}
