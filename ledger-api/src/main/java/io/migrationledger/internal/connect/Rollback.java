package io.migrationledger.internal.connect;

import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;

/** Rolls a transaction back after an error, so that the first error is the one that is reported. */
public final class Rollback {

    private Rollback() {}

    /** Rolls back; what goes wrong with that is added to the error that led here. */
    public static void quietly(DialectSession session, Throwable cause) {
        try {
            session.rollback();
        } catch (SQLException e) {
            Suppressed.add(cause, e);
        }
    }
}
