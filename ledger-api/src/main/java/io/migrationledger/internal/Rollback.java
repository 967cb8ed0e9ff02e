package io.migrationledger.internal;

import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;

/** Rolls a transaction back after an error, so that the first error is the one that is reported. */
final class Rollback {

    private Rollback() {}

    /** Rolls back; what goes wrong with that is added to the error that led here. */
    static void quietly(DialectSession session, Throwable cause) {
        try {
            session.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
