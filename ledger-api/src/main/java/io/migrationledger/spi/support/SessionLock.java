package io.migrationledger.spi.support;

import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import java.sql.SQLException;
import java.util.Optional;

/** The lock of one session, as {@link io.migrationledger.spi.DialectSession} describes it. */
public interface SessionLock {

    /**
     * Tries once, and never waits.
     *
     * @return empty where the lock is now held, otherwise who holds it
     */
    Optional<LockHolder> tryLock() throws SQLException;

    /** Looks who holds it, and does not take it; by default that is not known. */
    default LockSight look() throws SQLException {
        return LockSight.UNKNOWN;
    }

    /** Returns whether it is still held, as the database sees it; sends nothing where it was not taken. */
    boolean isHeld() throws SQLException;

    /** Gives it up; sends nothing where it was not taken. */
    void unlock() throws SQLException;
}
