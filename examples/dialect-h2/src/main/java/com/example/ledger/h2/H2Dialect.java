package com.example.ledger.h2;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntax.Feature;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** H2, embedded or as a server. Its DDL commits by itself; everything else is as in the larger databases. */
public final class H2Dialect implements Dialect {

    /** See <a href="https://www.h2database.com/html/grammar.html">H2's grammar</a>; there are no client commands. */
    static final SqlSyntax SYNTAX = SqlSyntax.standard("H2")
            .with(
                    Feature.NESTED_COMMENTS,
                    Feature.SLASH_COMMENTS,
                    Feature.CARRIAGE_RETURN_ENDS_COMMENT,
                    Feature.UNICODE_STRINGS,
                    Feature.DOLLAR_QUOTES,
                    Feature.BACKTICK_IDENTIFIERS,
                    Feature.QUESTION_MARK_PARAMETERS);

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:h2:");
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        if (error.getErrorCode() != H2Errors.ALREADY_OPEN) {
            return Optional.empty();
        }
        return Optional.of(new LedgerException(
                ErrorCode.DATABASE_BUSY,
                "another process has opened this H2 database: " + error.getMessage(),
                LedgerException.NOTHING_CHANGED,
                "Stop it, or add ;AUTO_SERVER=TRUE to the address in both.",
                error));
    }

    @Override
    public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return Optional.of(Scratch.ofConnection(opener.open("jdbc:h2:mem:")));
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) {
        return new H2Session(connection, options);
    }
}
