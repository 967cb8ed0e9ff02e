package com.example.ledger.duckdb;

import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.support.StatementRules;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** DuckDB's statements, as <a href="https://duckdb.org/docs/stable/sql/statements/overview">its manual</a> lists them. */
final class DuckdbStatements {
    private static final String INSIDE = "SELECT|VALUES|TABLE|WITH|FROM|(|EXPLAIN|DESCRIBE|SHOW|SUMMARIZE|PIVOT|UNPIVOT";

    /** Settings of a session that change what statements mean, and that DuckDB shows; every other one is refused. */
    private static final String SETTINGS = "INTEGER_DIVISION|DEFAULT_NULL_ORDER|DEFAULT_ORDER|IEEE_FLOATING_POINT_OPS";

    static final StatementRules RULES = StatementRules.of(DuckdbDialect.SYNTAX)
            .transactional(INSIDE, "INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY", "CREATE|ALTER|DROP|COMMENT|ANALYZE")
            .session("SET " + SETTINGS, "SET SESSION|LOCAL " + SETTINGS)
            .selfCommitting("CHECKPOINT|VACUUM", "FORCE CHECKPOINT")
            .refused("leave it out: the ledger begins and ends transactions", "BEGIN|START|COMMIT|END|ROLLBACK|ABORT")
            .refused("DuckDB has no savepoints: write two migrations", "SAVEPOINT|RELEASE")
            .refused(
                    "use a plain table and drop it at the end: a temporary one would be seen by the next migration",
                    "CREATE TEMP|TEMPORARY", "CREATE OR REPLACE TEMP|TEMPORARY")
            .refused(
                    "put settings into the connection's properties: those of a script would reach the next migration",
                    "SET|RESET|PRAGMA")
            .refused("qualify the names with database and schema instead", "USE|ATTACH|DETACH")
            .refused("load extensions where the connection is opened", "LOAD|INSTALL|UPDATE EXTENSIONS")
            .refused(
                    "write the statements themselves into the migration",
                    "PREPARE|EXECUTE|DEALLOCATE",
                    "EXPORT|IMPORT DATABASE");

    private DuckdbStatements() {}

    /** Returns the setting that a SET of the session changes. */
    static Optional<String> setting(SqlStatement statement) {
        if (RULES.classify(statement).kind() != StatementKind.SESSION) {
            return Optional.empty();
        }
        return SqlTokens.first(statement.text(), DuckdbDialect.SYNTAX, 3).stream()
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .filter(word -> List.of(SETTINGS.toLowerCase(Locale.ROOT).split("\\|")).contains(word))
                .findFirst();
    }
}
