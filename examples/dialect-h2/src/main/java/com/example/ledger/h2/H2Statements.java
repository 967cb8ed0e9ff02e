package com.example.ledger.h2;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How H2's statements relate to transactions: <a href="https://www.h2database.com/html/commands.html">Commands</a> says of
 * each whether it commits.
 */
final class H2Statements {
    /** What changes the session. H2 shows only some of it, so that it could not be taken back after the migration. */
    private static final Set<String> SESSION_SETTINGS = Set.of(("@ AUTOCOMMIT CATALOG EXCLUSIVE LAZY_QUERY_EXECUTION"
                    + " LOCK_TIMEOUT NON_KEYWORDS QUERY_TIMEOUT SCHEMA SCHEMA_SEARCH_PATH SEARCH_PATH SESSION THROTTLE TIME"
                    + " TRUNCATE_LARGE_LENGTH VARIABLE_BINARY")
            .split(" "));

    private H2Statements() {}

    static StatementClass classify(String statement) {
        List<String> words = SqlTokens.first(statement, H2Dialect.SYNTAX, 8).stream()
                .map(SqlToken::text)
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
        String first = words.isEmpty() ? "" : words.get(0);
        String second = words.size() < 2 ? "" : words.get(1);
        return switch (first) {
            case "SELECT",
                    "VALUES",
                    "TABLE",
                    "WITH",
                    "(",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "MERGE",
                    "REPLACE",
                    "EXPLAIN",
                    "SHOW" -> StatementClass.TRANSACTIONAL;
            case "CREATE", "ALTER", "DROP" -> ddl(first, second, words);
            case "TRUNCATE", "COMMENT", "GRANT", "REVOKE", "ANALYZE", "CHECKPOINT", "BACKUP" ->
                StatementClass.selfCommitting(first + " commits by itself");
            case "SET" ->
                SESSION_SETTINGS.contains(second)
                        ? StatementClass.refused("qualify names, put settings into the connection's address, and time"
                                + " limits into the script's head: -- ledger: lock-timeout=5s statement-timeout=10m")
                        : StatementClass.selfCommitting(
                                "SET " + second + " changes the database and commits by itself");
            case "COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT", "RELEASE", "PREPARE", "SHUTDOWN" ->
                StatementClass.refused("leave it out: the ledger begins and ends transactions and connections");
            case "USE" -> StatementClass.refused("qualify the names with their schema instead");
            // H2 does not commit there: rolled back, the table still seems to exist until the database is closed
            case "EXECUTE", "RUNSCRIPT" -> StatementClass.refused("write the statements themselves into the migration");
            default -> StatementClass.opaque(first + " may commit inside");
        };
    }

    private static StatementClass ddl(String first, String second, List<String> words) {
        int temporary = Math.max(words.indexOf("TEMP"), words.indexOf("TEMPORARY"));
        if (temporary > 0 && temporary < words.indexOf("TABLE")) {
            return StatementClass.refused("use a plain table and drop it at the end: a later run would miss this one");
        }
        return second.equals("ALL")
                ? StatementClass.refused("drop the objects one by one: the ledger is among them")
                : StatementClass.selfCommitting(first + " commits by itself");
    }
}
