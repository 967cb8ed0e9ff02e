package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How statements of SQLite relate to transactions, each by itself. Of the pragmas (https://www.sqlite.org/pragma.html) only
 * those are named here that are more than a setting which can be read and put back: whatever else has an argument is
 * taken for one, and {@link SqliteSettings} finds out by reading what it changed, if anything.
 */
final class SqliteClassifier {
    /** Without effect, or an error, inside a transaction; of the connection. */
    static final Set<String> BEFORE_TRANSACTION = Set.of("foreign_keys", "synchronous", "temp_store");

    /** Kept in the file, and without effect inside a transaction. */
    private static final Set<String> ALONE = Set.of("journal_mode", "wal_checkpoint");

    /** Kept in the file, whose transactions cover it; or until the end of the transaction. */
    private static final Set<String> TRANSACTIONAL = Set.of(
            "application_id",
            "user_version",
            "schema_version",
            "default_cache_size",
            "incremental_vacuum",
            "optimize",
            "defer_foreign_keys");

    /** Levels that a power cut cannot use to destroy the file. */
    private static final Set<String> SYNCED = Set.of("1", "normal", "2", "full", "3", "extra", "on", "yes", "true");

    private static final String PROCESS = "It changes the whole process, not this connection, and may not be undone: ";

    /** Cannot be put back, or takes away what the ledger itself stands on; with what to write instead. */
    private static final Map<String, String> REFUSED = Map.of(
            "hard_heap_limit", PROCESS + "set it where the process begins.",
            "soft_heap_limit", PROCESS + "set it where the process begins.",
            "temp_store_directory", PROCESS + "set the environment variable SQLITE_TMPDIR.",
            "data_store_directory", PROCESS + "give the database's whole path in its address.",
            "lock_proxy_file", "It changes how the file is locked while the ledger holds its lock: leave it out.");

    private SqliteClassifier() {}

    static StatementClass classify(SqlStatement statement) {
        if (statement.clientCommand()) {
            return StatementClass.refused(
                    "It is a command of the sqlite3 shell, not SQL: put the statements themselves into the script.");
        }
        Optional<SqlitePragma> pragma = SqlitePragma.of(statement);
        if (pragma.isPresent()) {
            return pragma(pragma.get());
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
            // https://github.com/xerial/sqlite-jdbc/blob/master/USAGE.md: not SQL, and RESTORE replaces the ledger,
            // too.
            case "BACKUP", "RESTORE" ->
                StatementClass.refused(
                        "It is a command of the JDBC driver, not SQL: copy the file outside a migration.");
            case "VACUUM" -> StatementClass.selfCommitting("VACUUM refuses a transaction");
            default -> StatementClass.TRANSACTIONAL;
        };
    }

    private static StatementClass pragma(SqlitePragma pragma) {
        String name = pragma.name();
        if (ALONE.contains(name) && (pragma.value().isPresent() || pragma.is("wal_checkpoint"))) {
            return unsafe(pragma)
                    .map(StatementClass::refused)
                    .orElseGet(() ->
                            StatementClass.selfCommitting("PRAGMA " + name + " does nothing inside a transaction"));
        }
        if (pragma.value().isEmpty() || TRANSACTIONAL.contains(name)) {
            return StatementClass.TRANSACTIONAL;
        }
        Optional<String> refusal = Optional.ofNullable(REFUSED.get(name)).or(() -> unsafe(pragma));
        if (refusal.isPresent()) {
            return StatementClass.refused(refusal.get());
        }
        return BEFORE_TRANSACTION.contains(name)
                ? StatementClass.hoisted("PRAGMA " + name + " does nothing inside a transaction")
                : StatementClass.SESSION;
    }

    /** Returns what to write instead of a value that a crash, or the ledger, could not stand. */
    private static Optional<String> unsafe(SqlitePragma pragma) {
        String value = pragma.value().orElse("");
        return switch (pragma.name()) {
            case "journal_mode" ->
                Set.of("off", "memory").contains(value)
                        ? Optional.of("Without a journal in a file, a crash in the middle of a migration destroys the "
                                + "database: leave it out, or choose WAL.")
                        : Optional.empty();
            case "query_only" ->
                pragma.on()
                        ? Optional.of("The ledger has to write on the same connection: leave it out.")
                        : Optional.empty();
            case "synchronous" ->
                !SYNCED.contains(value)
                        ? Optional.of("A power cut could destroy the database, and the ledger in it: leave it out, or "
                                + "choose NORMAL or FULL.")
                        : Optional.empty();
            case "locking_mode" ->
                value.equals("exclusive")
                        ? Optional.of(
                                "SQLite does not always give such a lock back before the connection ends: leave it "
                                        + "out, the ledger keeps other runners away.")
                        : Optional.empty();
            case "encoding" ->
                value.startsWith("utf-16") || value.startsWith("utf16")
                        ? Optional.of(
                                "The encoding is fixed when the file is created, and the ledger is in it already: "
                                        + "create the file with it before the first run.")
                        : Optional.empty();
            default -> Optional.empty();
        };
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
