package io.migrationledger.conformance;

import java.time.Duration;
import java.util.Optional;

/**
 * How much the crash rules try. By default a sample chosen by a seed, in about a minute; with the system property
 * {@code ledger.conformance.points=all} every point. {@code ledger.conformance.seconds} is the most that one rule may
 * take before it begins another point. {@code ledger.conformance.seed} repeats a sample;
 * {@code ledger.conformance.processes} and {@code .schedules} say how many processes are killed and how many schedules
 * two runners are stepped through.
 */
final class CrashBudget {
    private static final int POINTS = 60;
    private static final int PROCESSES = 8;
    private static final int SECONDS = 300;
    private static final int SERVERS = 4;
    private static final int SCHEDULES = 10;
    private static final long SEED = 20_261_121;

    /** Before a seed in messages: what repeats the sample when it is given to the JVM. */
    static final String SEED_PROPERTY = "-Dledger.conformance.seed=";

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

    static int schedules() {
        return Integer.getInteger("ledger.conformance.schedules", SCHEDULES);
    }

    static long seed() {
        return Long.getLong("ledger.conformance.seed", SEED);
    }
}
