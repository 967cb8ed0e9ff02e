package io.migrationledger.internal.run;

import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.Optional;

/** Who stood in the way of a statement. Said to a person, and never recorded: it quotes what others were doing. */
public final class Blockers {

    private Blockers() {}

    /**
     * A statement did not get its lock in time.
     *
     * @param blockers who may hold it, in words, or the empty string where nobody is to be seen
     */
    record LockTimeout(String blockers) {}

    /** Looks who keeps the statement from its lock; empty where the error is another one. To be called after the rollback. */
    static Optional<LockTimeout> of(DialectSession session, SQLException error, Unit unit) {
        if (!session.isLockTimeout(error)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LockTimeout(
                    unit instanceof Unit.Sql sql
                            ? session.describeBlockers(sql.statement()).orElse("")
                            : ""));
        } catch (SQLException e) {
            Suppressed.add(error, e);
            return Optional.of(new LockTimeout(""));
        }
    }

    /** Returns the error, with those who stood in the way where it says that a lock was not obtained. */
    static SQLException named(DialectSession session, SQLException error, Unit unit) {
        return of(session, error, unit)
                .map(LockTimeout::blockers)
                .filter(blockers -> !blockers.isEmpty())
                .map(blockers -> new SQLException(
                        error.getMessage() + "\n" + blockers, error.getSQLState(), error.getErrorCode(), error))
                .orElse(error);
    }
}
