package io.migrationledger.internal;

import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;

/** Adds to an error who stood in the way. */
final class Blockers {

    private Blockers() {}

    /**
     * Returns the error with the names of those who keep the statement from its lock, where it is such an error and they
     * can be seen; otherwise the error itself. To be called after the rollback.
     */
    static SQLException named(DialectSession session, SQLException error, Unit unit) {
        if (!session.isLockTimeout(error) || !(unit instanceof Unit.Sql sql)) {
            return error;
        }
        try {
            return session.describeBlockers(sql.statement())
                    .map(blockers -> new SQLException(
                            error.getMessage() + "\n" + blockers, error.getSQLState(), error.getErrorCode(), error))
                    .orElse(error);
        } catch (SQLException e) {
            error.addSuppressed(e);
            return error;
        }
    }
}
