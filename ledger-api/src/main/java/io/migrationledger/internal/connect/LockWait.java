package io.migrationledger.internal.connect;

import static io.migrationledger.ErrorCode.LOCK_TIMEOUT;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.internal.flight.Flight;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Takes the lock by polling from the client. Never a blocking wait: a session that waits inside the database holds a
 * snapshot, and {@code CREATE INDEX CONCURRENTLY} in the holder would wait for that snapshot.
 */
public final class LockWait {
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
    /** After so many looks the lock is tried, also while whoever holds it goes on: at most four seconds. */
    private static final int MOST_LOOKS = 8;

    private LockWait() {}

    /**
     * Takes the lock.
     *
     * @param timeout how long to try
     * @param waiting told who holds the lock, at once and from then on every five seconds
     * @throws LedgerException where the lock was not obtained in time
     */
    public static void lock(DialectSession session, Duration timeout, BiConsumer<LockHolder, Duration> waiting)
            throws SQLException {
        lock(session, holder -> holder, Needless.NEVER, timeout, waiting);
    }

    /** Looks whether there is anything left to wait for. */
    public interface Needless {
        /** The lock is needed in any case. */
        Needless NEVER = () -> false;

        boolean isSo() throws SQLException;

        /**
         * Returns whether the last look found more than the look before: whoever holds the lock is at work, and there is no
         * need to try for it. By default not.
         */
        default boolean hasMoved() {
            return false;
        }

        /** Returns how many migrations whoever holds the lock had still to do at the last look; by default that is not known. */
        default OptionalInt left() {
            return OptionalInt.empty();
        }
    }

    /** Says more of who holds the lock. */
    @FunctionalInterface
    public interface Description {
        LockHolder of(LockHolder holder) throws SQLException;
    }

    /**
     * Takes the lock as the other method does; whoever holds it is described before a person is told. While what is looked
     * at moves, a look is all: one query instead of three.
     *
     * @param needless asked after each pause
     * @return whether the lock was taken; false where it is not needed any more
     */
    public static boolean lock(
            DialectSession session,
            Description description,
            Needless needless,
            Duration timeout,
            BiConsumer<LockHolder, Duration> waiting)
            throws SQLException {
        Optional<LockHolder> holder = session.tryLock();
        if (holder.isEmpty()) {
            return true;
        }
        Flight.Span span = Flight.lockWait();
        Flight.Outcome outcome = Flight.Outcome.FAILED;
        try {
            boolean taken = behind(holder.get(), session, description, needless, timeout, waiting);
            outcome = Flight.Outcome.DONE;
            return taken;
        } finally {
            span.end(outcome);
        }
    }

    private static boolean behind(
            LockHolder first,
            DialectSession session,
            Description description,
            Needless needless,
            Duration timeout,
            BiConsumer<LockHolder, Duration> waiting)
            throws SQLException {
        long start = System.nanoTime();
        Duration reported = null;
        LockLog log = new LockLog();
        LookPace pace = new LookPace();
        Optional<LockHolder> holder = Optional.of(first);
        while (holder.isPresent()) {
            Duration waited = since(start);
            if (waited.compareTo(timeout) >= 0) {
                throw LedgerException.input(
                        LOCK_TIMEOUT,
                        "the lock was not obtained within " + timeout.toMillis() / 1000.0 + " s: it is held by "
                                + describe(description.of(holder.get())),
                        Advice.of(
                                "Wait until that run has ended and run ",
                                Action.SAME,
                                " again, or wait longer (",
                                Action.LOCK_TIMEOUT,
                                "). If its process is gone, the database may still be busy with its last statement: the"
                                        + " lock is free when that ends."));
            }
            if (reported == null || waited.minus(reported).compareTo(REPORT_EVERY) >= 0) {
                LockHolder described = description.of(holder.get());
                log.waiting(described, waited);
                waiting.accept(described, waited);
                reported = waited;
            }
            int looks = 0;
            do {
                waited = since(start);
                Duration left = timeout.minus(waited);
                Retry.pause(left.isNegative() ? Duration.ZERO : LookPace.shorter(pace.pause(waited), left));
                if (isNeedless(needless, session)) {
                    return false;
                }
                pace.seen(needless.left(), since(start));
                looks++;
            } while (needless.hasMoved() && looks < MOST_LOOKS && since(start).compareTo(timeout) < 0);
            holder = session.tryLock();
        }
        return true;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A database that shuts readers out while somebody writes is looked at again after the next pause. */
    private static boolean isNeedless(Needless needless, DialectSession session) throws SQLException {
        try {
            return needless.isSo();
        } catch (SQLException e) {
            if (session.isLockTimeout(e)) {
                return false;
            }
            throw e;
        }
    }

    public static String describe(LockHolder holder) {
        return holder.description()
                + holder.since()
                        .map(since -> ", since "
                                + since.truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .replace('T', ' ')
                                        .replace("Z", " UTC"))
                        .orElse("");
    }
}
