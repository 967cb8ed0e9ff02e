package io.migrationledger.internal.script;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code BEGIN} and {@code COMMIT} around a whole script. They ask for just what the ledger does anyway: all of the script
 * in one transaction. So they are taken as that, and not executed, where the driver refuses them as what ends a
 * transaction, and where every statement between them takes part in one.
 */
public final class ScriptTransaction {
    /** Without isolation levels and access modes, which would ask for another transaction than the ledger's. */
    private static final Set<String> OPENING = Set.of(
            "BEGIN",
            "BEGIN WORK",
            "BEGIN TRANSACTION",
            "BEGIN DEFERRED",
            "BEGIN DEFERRED TRANSACTION",
            "BEGIN IMMEDIATE",
            "BEGIN IMMEDIATE TRANSACTION",
            "START TRANSACTION");

    private static final Set<String> CLOSING =
            Set.of("COMMIT", "COMMIT WORK", "COMMIT TRANSACTION", "END", "END WORK", "END TRANSACTION");
    private static final int MOST_WORDS = 3;
    private static final int LONGEST = 200;

    private ScriptTransaction() {}

    /** Returns whether a statement begins a transaction, and says no more than that. */
    static boolean isOpening(SqlStatement statement, SqlSyntax syntax) {
        return OPENING.contains(words(statement, syntax));
    }

    /** Returns whether a statement commits a transaction, and says no more than that. */
    static boolean isClosing(SqlStatement statement, SqlSyntax syntax) {
        return CLOSING.contains(words(statement, syntax));
    }

    private static String words(SqlStatement statement, SqlSyntax syntax) {
        if (statement.clientCommand() || statement.text().length() > LONGEST) {
            return "";
        }
        List<SqlToken> tokens = SqlTokens.first(statement.text(), syntax, MOST_WORDS + 1);
        return tokens.stream()
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
