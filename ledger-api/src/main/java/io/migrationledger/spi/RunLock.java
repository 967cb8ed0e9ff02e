package io.migrationledger.spi;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of {@link DialectSession}. The lock that one run holds from its beginning to its end. Ready-made: {@code
 * spi.support.RowLock}, {@code spi.support.LeaseLock} where no lock lasts as long as a session, and {@code NoLock} for a
 * driver that declines {@link Capability#SESSION_LOCK}. Never called in a transaction that an error has aborted, but by
 * {@link DialectSession#close}.
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

    /**
     * Returns whether the client has connected anew by itself since the lock was taken, to the same server or to another one:
     * the lock, the transaction and the settings went with the old session, which may still be at work. A failure is not
     * recorded then, for nobody knows yet what became of it; the next run looks. Sends nothing. By default false.
     */
    default boolean hasReconnected() throws SQLException {
        return false;
    }

    /**
     * Returns a number as an expression that can be evaluated only while this session holds the lock. The ledger inserts the
     * intent of a statement that commits by itself with it, so that one message writes and asks. Sends nothing.
     *
     * @return empty where there is none, as by default: then {@link #holdsLock} asks with a message of its own
     */
    default Optional<String> underLock(long number) throws SQLException {
        return Optional.empty();
    }

    /**
     * Returns whether the error of an INSERT says that the expression of {@link #underLock} could not be evaluated. The
     * INSERT has then changed nothing, and an open transaction is still open. Sends nothing.
     */
    default boolean isLockMissing(SQLException error) {
        return false;
    }

    /**
     * Called when rows were inserted with {@link #underLock}: the lock was held then. {@link #holdsLock} may say so without
     * asking again, as long as the driver has sent nothing since that can give the lock up, and the client has not connected
     * anew.
     */
    default void wroteUnderLock() throws SQLException {}

    /** Gives the lock up; does nothing where it is not held. */
    void unlock() throws SQLException;

    /**
     * Tells how to open another connection to the same database, from which a lock that ends by itself can be renewed, or
     * which sees whether a session of another server is gone. Called
     * at most once, before {@link #tryLock}; never where the program has given one connection only. By default nothing is
     * done with it.
     */
    default void useSecond(ConnectionSource second) {}

    /**
     * Returns the number of this holding of the lock, where each has one that is greater than all before it: the ledger keeps
     * it with the attempts that begin under it. Sends nothing.
     *
     * @return empty where the lock is not held, and where it is bound to the session, as by default
     */
    default OptionalLong fence() {
        return OptionalLong.empty();
    }

    /**
     * Returns why the lock of this session is a lease, as the end of a sentence that a person reads; empty where it is bound to
     * the session, as by default. May ask the database. Commands that only look do not try a lease: that would write.
     */
    default Optional<String> leaseReason() throws SQLException {
        return Optional.empty();
    }

    /**
     * Returns the lease that this session uses, or can use, in place of a lock that is bound to it. Sends nothing.
     *
     * @return empty where the driver has none, as by default
     */
    default Optional<RunLock> lease() throws SQLException {
        return Optional.empty();
    }
}
