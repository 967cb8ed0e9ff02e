package io.migrationledger.spring;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Whether a database that was not reached may be reached later without anybody's help. */
final class Reachability {
    private Reachability() {}

    /**
     * Returns whether it is of use to try again: the server is not up yet, or was restarted. A refused log-in (SQLSTATE class
     * 28: invalid authorization; class 42: no right to the database, or no such database) stays refused until a person
     * changes something.
     */
    static boolean mayComeBack(LedgerException error) {
        String state = said(error).map(SQLException::getSQLState).orElse("").toUpperCase(Locale.ROOT);
        if (error.code() == ErrorCode.NO_CONNECTION) {
            return !state.startsWith("28") && !state.startsWith("42");
        }
        // a connection that broke while the ledger was read; 57P01 to 57P03: PostgreSQL stops or starts
        return error.code() == ErrorCode.DATABASE_ERROR && (state.startsWith("08") || state.startsWith("57P0"));
    }

    private static Optional<SQLException> said(LedgerException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                return Optional.of(said);
            }
        }
        return Optional.empty();
    }
}
