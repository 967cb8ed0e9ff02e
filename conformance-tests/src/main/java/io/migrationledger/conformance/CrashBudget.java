package io.migrationledger.conformance;

/**
 * How much the crash rules try. By default a sample chosen by a seed, in about a minute; with the system property
 * {@code ledger.conformance.points=all} every point. {@code ledger.conformance.seed} repeats a sample;
 * {@code ledger.conformance.processes} and {@code .schedules} say how many processes are killed and how many schedules
 * two runners are stepped through.
 */
final class CrashBudget {
    private static final int POINTS = 60;
    private static final int PROCESSES = 8;
    private static final int SERVERS = 4;
    private static final int SCHEDULES = 10;
    private static final long SEED = 20_261_121;

    private CrashBudget() {}

    static boolean exhaustive() {
        return "all".equals(System.getProperty("ledger.conformance.points"));
    }

    static int points() {
        return exhaustive() ? Integer.MAX_VALUE : Integer.getInteger("ledger.conformance.points", POINTS);
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
