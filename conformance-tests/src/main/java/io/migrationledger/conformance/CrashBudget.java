package io.migrationledger.conformance;

import java.time.Duration;
import java.util.Optional;

/**
 * How much the crash rules try. By default a sample chosen by a seed, in about a minute; with the system property
 * {@code ledger.conformance.points=all} every point. {@code ledger.conformance.seconds} is the most that one rule may
 * take before it begins another point. {@code ledger.conformance.seed} repeats a sample;
 * {@code ledger.conformance.processes} and {@code .schedules} say how many processes are killed and how many schedules
 * two runners are stepped through; {@code ledger.conformance.schedule} repeats one that failed. {@code
 * ledger.conformance.wait} is how many seconds a run waits for the ledger's lock.
 */
final class CrashBudget {
    private static final int POINTS = 60;
    private static final int PROCESSES = 8;
    private static final int SECONDS = 300;
    private static final int LOCK_SECONDS = 60;
    private static final int SERVERS = 4;
    private static final int SCHEDULES = 10;
    private static final long SEED = 20_261_121;

    /** Before a seed in messages: what repeats the sample when it is given to the JVM. */
    static final String SEED_PROPERTY = "-Dledger.conformance.seed=";

    private static final String SCHEDULE = "ledger.conformance.schedule";

    /** Before a schedule in messages: what repeats just that one. */
    static final String SCHEDULE_PROPERTY = "-D" + SCHEDULE + "=";

    private CrashBudget() {}

    static boolean exhaustive() {
        return "all".equals(System.getProperty("ledger.conformance.points"));
    }

    static int points() {
        return exhaustive() ? Integer.MAX_VALUE : Integer.getInteger("ledger.conformance.points", POINTS);
    }

    /** Returns how long one rule may try points: by default five minutes, and without end where every point is wanted. */
    static Optional<Duration> time() {
        Integer seconds = Integer.getInteger("ledger.conformance.seconds");
        if (seconds == null) {
            return exhaustive() ? Optional.empty() : Optional.of(Duration.ofSeconds(SECONDS));
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    static int processes() {
        return Integer.getInteger("ledger.conformance.processes", PROCESSES);
    }

    static int servers() {
        return SERVERS;
    }

    /** Returns how long a run waits for a lock that a broken driver may never free. */
    static Duration lockTimeout() {
        return Duration.ofSeconds(Integer.getInteger("ledger.conformance.wait", LOCK_SECONDS));
    }

    /** Returns how many processes start at once on one database. */
    static int processesAtOnce() {
        return Math.max(2, Math.min(4, processes()));
    }

    /** Returns the one schedule that is to be stepped through, instead of those that the seed chooses. */
    static Optional<String> schedule() {
        return Optional.ofNullable(System.getProperty(SCHEDULE));
    }

    static int schedules() {
        return Integer.getInteger("ledger.conformance.schedules", SCHEDULES);
    }

    static long seed() {
        return Long.getLong("ledger.conformance.seed", SEED);
    }
}
