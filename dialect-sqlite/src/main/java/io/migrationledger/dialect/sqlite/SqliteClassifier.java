package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How statements of SQLite relate to transactions. */
final class SqliteClassifier {
    /** Without effect, or an error, inside a transaction (https://www.sqlite.org/pragma.html). */
    private static final Set<String> HOISTED = Set.of("foreign_keys", "synchronous");

    /** Kept in the file, and without effect inside a transaction. */
    private static final Set<String> OUTSIDE = Set.of("journal_mode", "wal_checkpoint");

    /** Kept in the file's header, which transactions cover. */
    private static final Set<String> DURABLE =
            Set.of("application_id", "user_version", "schema_version", "incremental_vacuum", "optimize");

    /** Kept in the file from the next VACUUM on, so that putting them back would undo what the migration asked for. */
    private static final Set<String> OF_THE_FILE = Set.of("auto_vacuum", "encoding", "page_size", "default_cache_size");

    private SqliteClassifier() {}

    static StatementClass classify(SqlStatement statement) {
        if (statement.clientCommand()) {
            return StatementClass.refused(
                    "It is a command of the sqlite3 shell, not SQL: put the statements themselves into the script.");
        }
        List<SqlToken> tokens = SqlTokens.first(statement.text(), SqlSyntaxes.SQLITE, 8);
        if (tokens.isEmpty()) {
            return StatementClass.TRANSACTIONAL;
        }
        return switch (tokens.get(0).text().toUpperCase(Locale.ROOT)) {
            case "BEGIN", "COMMIT", "END" -> transactionControl();
            case "ROLLBACK" -> rollsBackToSavepoint(tokens) ? StatementClass.TRANSACTIONAL : transactionControl();
            case "ATTACH", "DETACH" ->
                StatementClass.refused("A ledger describes one database: give the other file migrations of its own.");
            case "VACUUM" -> StatementClass.selfCommitting("VACUUM refuses a transaction");
            case "PRAGMA" -> pragma(tokens);
            default -> StatementClass.TRANSACTIONAL;
        };
    }

    /** Returns the name of the setting that a {@code PRAGMA name = value} or {@code PRAGMA name(value)} changes, or an empty string. */
    static String assignedPragma(String text) {
        List<SqlToken> tokens = SqlTokens.first(text, SqlSyntaxes.SQLITE, 8);
        if (tokens.isEmpty() || !tokens.get(0).is("PRAGMA")) {
            return "";
        }
        int name = nameIndex(tokens);
        boolean assigned = tokens.size() > name + 1
                && (tokens.get(name + 1).text().equals("=")
                        || tokens.get(name + 1).text().equals("("));
        return assigned ? name(tokens, name) : "";
    }

    /** Returns the name of the setting of this connection that a statement changes, or an empty string. */
    static String sessionSetting(String text) {
        String pragma = assignedPragma(text);
        boolean stays = OUTSIDE.contains(pragma) || DURABLE.contains(pragma) || OF_THE_FILE.contains(pragma);
        return stays ? "" : pragma;
    }

    private static StatementClass pragma(List<SqlToken> tokens) {
        String name = name(tokens, nameIndex(tokens));
        if (HOISTED.contains(name)) {
            return StatementClass.hoisted("PRAGMA " + name + " does nothing inside a transaction");
        }
        if (OUTSIDE.contains(name)) {
            return StatementClass.selfCommitting("PRAGMA " + name + " does nothing inside a transaction");
        }
        return DURABLE.contains(name) ? StatementClass.TRANSACTIONAL : StatementClass.SESSION;
    }

    private static int nameIndex(List<SqlToken> tokens) {
        boolean qualified = tokens.size() > 3 && tokens.get(2).text().equals(".");
        return qualified ? 3 : 1;
    }

    private static String name(List<SqlToken> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).identifier().toLowerCase(Locale.ROOT) : "";
    }

    private static boolean rollsBackToSavepoint(List<SqlToken> tokens) {
        return tokens.stream().anyMatch(token -> token.is("TO"));
    }

    private static StatementClass transactionControl() {
        return StatementClass.refused(
                "Leave it out: the ledger runs the script in one transaction with its own mark. "
                        + "For statements that must not share one, write '-- ledger: transaction=none' at the head of the script.");
    }
}
