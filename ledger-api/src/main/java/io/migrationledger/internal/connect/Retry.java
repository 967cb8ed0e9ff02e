package io.migrationledger.internal.connect;

import io.migrationledger.spi.support.Pause;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a statement that could not get its lock is tried again: with a pause that doubles each time, up to a limit,
 * plus a random tenth so that two runners do not meet again.
 *
 * @param retries how often to try again after the first time
 */
public record Retry(int retries) {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * How often a transaction is run again that the database refused because of another one, and the first pause before it:
     * some one and a half seconds in all. The other one has gone on, so there is nothing to wait for but the next meeting.
     */
    private static final int CONFLICTS = 5;

    private static final Duration FIRST_AFTER_CONFLICT = Duration.ofMillis(50);

    public boolean again(int attempts) {
        return attempts <= retries;
    }

    /** Returns whether a transaction that met another one is run again after so many attempts. */
    public static boolean againAfterConflict(int attempts) {
        return attempts <= CONFLICTS;
    }

    /** Returns how long to wait for a lock before the next attempt. */
    public Duration pause(int attempts) {
        return doubled(FIRST, attempts);
    }

    /** Returns how long to wait before a transaction is run again that met another one. */
    public static Duration pauseAfterConflict(int attempts) {
        return doubled(FIRST_AFTER_CONFLICT, attempts);
    }

    private static Duration doubled(Duration first, int attempts) {
        Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    /** Sleeps for a time and up to a tenth more. */
    public static void pause(Duration time) {
        long tenth = ThreadLocalRandom.current().nextLong(time.toMillis() / 10 + 1);
        Pause.sleep(time.plusMillis(tenth), "a lock");
    }
}
