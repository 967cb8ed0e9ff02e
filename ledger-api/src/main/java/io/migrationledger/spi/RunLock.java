package io.migrationledger.spi;

import java.sql.SQLException;
import java.util.Optional;

/**
 * A part of {@link DialectSession}. The lock that one run holds from its beginning to its end. Ready-made: {@code
 * spi.support.RowLock}, and {@code NoLock} for a driver that declines {@link Capability#SESSION_LOCK}. Never called in a
 * transaction that an error has aborted, but by {@link DialectSession#close}.
 */
public interface RunLock {

    /**
     * Tries once to take the lock, and never waits for it.
     *
     * @return empty where the lock is now held, otherwise who holds it
     */
    Optional<LockHolder> tryLock() throws SQLException;

    /**
     * Looks whether anybody holds the lock, without taking it for longer than the look. Asked only where a migration has
     * begun and not ended, by commands that take no lock: so they can tell a run that is at work from one that was cut
     * off.
     *
     * @return by default that it is not known
     */
    default LockSight lookAtLock() throws SQLException {
        return LockSight.UNKNOWN;
    }

    /** Returns whether the lock is still held: asked before each statement that commits by itself. */
    boolean holdsLock() throws SQLException;

    /** Gives the lock up; does nothing where it is not held. */
    void unlock() throws SQLException;
}
