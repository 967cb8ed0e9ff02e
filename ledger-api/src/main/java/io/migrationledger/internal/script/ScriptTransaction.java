package io.migrationledger.internal.script;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code BEGIN} and {@code COMMIT} in a script. Around all of it they ask for just what the ledger does anyway: the script
 * in one transaction. Around parts of it they ask for less. So they are left out, where the driver refuses them as what
 * ends a transaction, and where the rest does the same without them.
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
    private static final Set<String> OF_THE_TRANSACTION = Set.of("SET LOCAL", "SET CONSTRAINTS", "SET TRANSACTION");
    private static final Pattern ON_COMMIT = Pattern.compile("\\bON\\s+COMMIT\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SET_CONFIG = Pattern.compile("\\bset_config\\b", Pattern.CASE_INSENSITIVE);
    private static final int MOST_WORDS = 3;
    private static final int LONGEST = 200;

    private ScriptTransaction() {}

    /** Returns whether a statement begins or commits a transaction, and says no more than that. */
    public static boolean isWord(SqlStatement statement, SqlSyntax syntax) {
        return isOpening(statement, syntax) || isClosing(statement, syntax);
    }

    /** Returns whether a statement begins a transaction, and says no more than that. */
    static boolean isOpening(SqlStatement statement, SqlSyntax syntax) {
        return OPENING.contains(words(statement, syntax));
    }

    /** Returns whether a statement commits a transaction, and says no more than that. */
    static boolean isClosing(SqlStatement statement, SqlSyntax syntax) {
        return CLOSING.contains(words(statement, syntax));
    }

    /**
     * Returns whether a statement has an effect that COMMIT ends, so that it would reach further where the COMMIT is left
     * out (https://www.postgresql.org/docs/current/sql-set.html,
     * https://www.postgresql.org/docs/current/sql-set-constraints.html,
     * https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SET).
     */
    static boolean isEndedByCommit(SqlStatement statement, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlTokens.first(statement.text(), syntax, 2);
        String words = upper(tokens);
        if (words.startsWith("SET ")) {
            return OF_THE_TRANSACTION.contains(words);
        }
        return words.startsWith("CREATE ")
                ? ON_COMMIT.matcher(statement.text()).find()
                : SET_CONFIG.matcher(statement.text()).find();
    }

    private static String words(SqlStatement statement, SqlSyntax syntax) {
        if (statement.clientCommand() || statement.text().length() > LONGEST) {
            return "";
        }
        List<SqlToken> tokens = SqlTokens.first(statement.text(), syntax, MOST_WORDS + 1);
        return upper(tokens);
    }

    private static String upper(List<SqlToken> tokens) {
        return tokens.stream()
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
