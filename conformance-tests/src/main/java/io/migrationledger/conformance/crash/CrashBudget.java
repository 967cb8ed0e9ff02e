package io.migrationledger.conformance.crash;

import java.time.Duration;
import java.util.Optional;

/**
 * How much crash tests try: the kit's own rules, and tests that use {@link
 * io.migrationledger.conformance.crash.CrashEnumeration} beside them. By default a sample chosen by a seed, in about a
 * minute; with the system property
 * {@code ledger.conformance.points=all} every point. {@code ledger.conformance.seconds} is the most that one rule may
 * take before it begins another point. {@code ledger.conformance.seed} repeats a sample;
 * {@code ledger.conformance.processes}, {@code .servers} and {@code .schedules} say how many processes and servers are
 * killed and how many schedules two runners are stepped through; {@code ledger.conformance.schedule} repeats one that failed. {@code
 * ledger.conformance.wait} is how many seconds a run waits for the ledger's lock.
 */
public final class CrashBudget {
    private static final int POINTS = 60;
    private static final int PROCESSES = 8;
    private static final int ALL_PROCESSES = 40;
    private static final int SECONDS = 300;
    private static final int LOCK_SECONDS = 60;
    private static final int SERVERS = 4;
    private static final int ALL_SERVERS = 12;
    private static final int SCHEDULES = 10;
    private static final long SEED = 20_261_121;

    /** Before a seed in messages: what repeats the sample when it is given to the JVM. */
    public static final String SEED_PROPERTY = "-Dledger.conformance.seed=";

    private static final String SCHEDULE = "ledger.conformance.schedule";

    /** Before a schedule in messages: what repeats just that one. */
    public static final String SCHEDULE_PROPERTY = "-D" + SCHEDULE + "=";

    private CrashBudget() {}

    /** Returns whether every point is to be tried rather than a sample. */
    public static boolean exhaustive() {
        return "all".equals(System.getProperty("ledger.conformance.points"));
    }

    /** Returns how many points a rule tries; {@link Integer#MAX_VALUE} where every point is wanted. */
    public static int points() {
        return exhaustive() ? Integer.MAX_VALUE : Integer.getInteger("ledger.conformance.points", POINTS);
    }

    /** Returns how long one rule may try points: by default five minutes, and without end where every point is wanted. */
    public static Optional<Duration> time() {
        Integer seconds = Integer.getInteger("ledger.conformance.seconds");
        if (seconds == null) {
            return exhaustive() ? Optional.empty() : Optional.of(Duration.ofSeconds(SECONDS));
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** Returns how many processes are killed. */
    public static int processes() {
        return Integer.getInteger("ledger.conformance.processes", exhaustive() ? ALL_PROCESSES : PROCESSES);
    }

    /** Returns how many times a server is killed. */
    public static int servers() {
        return Integer.getInteger("ledger.conformance.servers", exhaustive() ? ALL_SERVERS : SERVERS);
    }

    /** Returns how long a run waits for a lock that a broken driver may never free. */
    public static Duration lockTimeout() {
        return Duration.ofSeconds(Integer.getInteger("ledger.conformance.wait", LOCK_SECONDS));
    }

    /** Returns how many processes start at once on one database. */
    public static int processesAtOnce() {
        return Math.max(2, Math.min(4, processes()));
    }

    /** Returns the one schedule that is to be stepped through, instead of those that the seed chooses. */
    public static Optional<String> schedule() {
        return Optional.ofNullable(System.getProperty(SCHEDULE));
    }

    /** Returns how many schedules two runners are stepped through. */
    public static int schedules() {
        return Integer.getInteger("ledger.conformance.schedules", SCHEDULES);
    }

    /** Returns what chooses the samples: equal seeds choose equal points. */
    public static long seed() {
        return Long.getLong("ledger.conformance.seed", SEED);
    }
}
