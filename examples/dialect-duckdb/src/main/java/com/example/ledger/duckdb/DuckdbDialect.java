package com.example.ledger.duckdb;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntax.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** DuckDB: DDL takes part in transactions, one process at a time has the file, and there are no locks and no triggers. */
public final class DuckdbDialect implements Dialect {

    /** The parser is PostgreSQL's; its client commands begin with a dot and belong to another program. */
    static final SqlSyntax SYNTAX =
            SqlSyntax.standard("DuckDB").with(Feature.NESTED_COMMENTS, Feature.DOLLAR_QUOTES, Feature.ESCAPE_STRINGS);

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:duckdb:");
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        if (!DuckdbErrors.isOpenElsewhere(error)) {
            return Optional.empty();
        }
        return Optional.of(new LedgerException(
                ErrorCode.DATABASE_BUSY,
                "another process has opened this DuckDB file: " + DuckdbErrors.firstLine(error),
                LedgerException.NOTHING_CHANGED,
                "Stop it, and run again: DuckDB lets one process at a time write a file.",
                error));
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) {
        return new DuckdbSession(connection, options);
    }
}
