package io.migrationledger.conformance.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a crash enumeration found. May be used by several threads.
 */
public final class CrashReport {
    private final String name;
    private final int calls;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<String> doubts = new ArrayList<>();
    private int chosen;
    private int seconds;
    private int brokenTwice;
    private Optional<Duration> limit = Optional.empty();

    CrashReport(String name, int calls) {
        this.name = name;
        this.calls = calls;
    }

    synchronized void add(Outcome outcome) {
        counts.merge(outcome, 1, Integer::sum);
    }

    synchronized void addDoubt(CrashPoint point, String statement) {
        add(Outcome.IN_DOUBT);
        doubts.add(point + ": " + statement);
    }

    /** A second break was tried, and came before the run had ended or not. */
    synchronized void addSecond(boolean broken) {
        seconds++;
        brokenTwice += broken ? 1 : 0;
    }

    synchronized void chosen(int points, Optional<Duration> within) {
        chosen = points;
        limit = within;
    }

    /** Returns whether all points that were chosen were tried, rather than those for which there was time. */
    public synchronized boolean isComplete() {
        return points() >= chosen;
    }

    /** Returns how many points ended so. */
    public synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Returns how many points were tried. */
    public synchronized int points() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the points that needed a person, with the statement in doubt. */
    public synchronized List<String> doubts() {
        return List.copyOf(doubts);
    }

    /** Returns one line for a log. */
    @Override
    public synchronized String toString() {
        String twice = seconds > 0 ? " (" + brokenTwice + " of them a second time)" : "";
        return name + ": " + calls + " calls, " + tried() + twice + ": " + count(Outcome.RECOVERED) + " recovered, "
                + count(Outcome.FINISHED_BEFORE) + " finished before, " + count(Outcome.IN_DOUBT)
                + " in doubt, 0 wrong";
    }

    private String tried() {
        if (isComplete()) {
            return points() + " points";
        }
        return points() + " of " + chosen + " points, then the time was up"
                + limit.map(time -> " (" + time.toSeconds() + " s)").orElse("");
    }
}
