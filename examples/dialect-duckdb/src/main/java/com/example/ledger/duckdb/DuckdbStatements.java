package com.example.ledger.duckdb;

import io.migrationledger.spi.support.StatementRules;

/** DuckDB's statements, as <a href="https://duckdb.org/docs/stable/sql/statements/overview">its manual</a> lists them. */
final class DuckdbStatements {
    private static final String INSIDE = "SELECT|VALUES|TABLE|WITH|FROM|(|EXPLAIN|DESCRIBE|SHOW|SUMMARIZE|PIVOT|UNPIVOT";

    static final StatementRules RULES = StatementRules.of(DuckdbDialect.SYNTAX)
            .transactional(INSIDE, "INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY", "CREATE|ALTER|DROP|COMMENT|ANALYZE")
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
}
