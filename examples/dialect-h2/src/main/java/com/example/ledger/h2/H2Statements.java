package com.example.ledger.h2;

import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.support.DdlStatement;
import io.migrationledger.spi.support.StatementRules;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlTokens;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** H2's statements: <a href="https://www.h2database.com/html/commands.html">Commands</a> says of each whether it commits. */
final class H2Statements {
    /** What commits, does not show, and does the same the second time. */
    static final Set<String> REPEATABLE =
            Set.of("COMMENT", "GRANT", "REVOKE", "ANALYZE", "CHECKPOINT", "BACKUP", "SET");

    /** What changes the session. H2 shows only some of it, so that it could not be taken back after the migration. */
    private static final String SESSION_SETTINGS =
            "SET @|AUTOCOMMIT|CATALOG|EXCLUSIVE|LAZY_QUERY_EXECUTION"
                    + "|NON_KEYWORDS|SCHEMA|SCHEMA_SEARCH_PATH|SEARCH_PATH|SESSION|THROTTLE|TIME"
                    + "|TRUNCATE_LARGE_LENGTH|VARIABLE_BINARY";

    /** The limits of a session, each with a query of the number that holds now; to set one does not commit. */
    static final Map<String, String> LIMITS = Map.of(
            "LOCK_TIMEOUT",
            "CALL LOCK_TIMEOUT()",
            "QUERY_TIMEOUT",
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT'");

    /** Inside EXECUTE H2 does not commit: rolled back, a table still seems to exist until the database is closed. */
    static final StatementRules RULES = StatementRules.of(H2Dialect.SYNTAX)
            .transactional("SELECT|VALUES|TABLE|WITH|(|EXPLAIN|SHOW", "INSERT|UPDATE|DELETE|MERGE|REPLACE")
            .session("SET LOCK_TIMEOUT|QUERY_TIMEOUT")
            .selfCommitting("CREATE|ALTER|DROP", String.join("|", REPEATABLE))
            .refused("write DELETE FROM: a TRUNCATE that a crash cut off cannot be told from one that was done", "TRUNCATE")
            .refused("drop the objects one by one: the ledger is among them", "DROP ALL")
            .refused(
                    "use a plain table and drop it at the end: a later run would miss this one",
                    "CREATE ... TEMP|TEMPORARY TABLE|LINKED")
            .refused(
                    "qualify names, put settings into the connection's address, and time limits into the script's head:"
                            + " -- ledger: lock-timeout=5s statement-timeout=10m",
                    SESSION_SETTINGS)
            .refused("qualify the names with their schema instead", "USE")
            .refused("write the statements themselves into the migration", "EXECUTE|RUNSCRIPT")
            .refused(
                    "leave it out: the ledger begins and ends transactions and connections",
                    "COMMIT|ROLLBACK|BEGIN|SAVEPOINT|RELEASE|PREPARE|SHUTDOWN");

    private static final Set<String> KINDS =
            Set.of("TABLE VIEW INDEX KEY SEQUENCE TRIGGER ALIAS AGGREGATE DOMAIN SCHEMA USER ROLE SYNONYM CONSTANT"
                    .split(" "));

    private H2Statements() {}

    /** Returns the limit that a SET changes. */
    static Optional<String> limit(SqlStatement statement) {
        return RULES.classify(statement).kind() == StatementKind.SESSION
                ? Optional.of(SqlTokens.first(statement.text(), H2Dialect.SYNTAX, 2)
                        .get(1)
                        .text()
                        .toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    static DdlStatement ddl(SqlStatement statement) {
        return DdlStatement.of(statement.text(), H2Dialect.SYNTAX, KINDS);
    }
}
