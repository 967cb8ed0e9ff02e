package io.migrationledger.conformance.crash;

import java.util.List;

/**
 * What is known from outside of a run that was broken off: enough to answer for a statement in doubt as a person who looks.
 *
 * @param calls the calls that the run made or would have made, in order
 * @param point where it was broken off
 */
record BrokenRun(List<String> calls, CrashPoint point) {
    /** Between a statement that commits inside and its mark the ledger asks what became of the transaction. */
    private static final int NEAR = 5;

    /** Returns whether the statement reached the database. */
    boolean reached(String statement) {
        int call = calls.indexOf(statement) + 1;
        return call > 0 && (call < point.call() || (call == point.call() && point.moment() == CrashPoint.Moment.AFTER));
    }

    /** Returns whether the run was broken off at the statement, or so soon after it that it may not be marked yet. */
    boolean brokenOffAt(String statement) {
        int from = Math.max(0, point.call() - NEAR);
        return calls.subList(from, Math.min(calls.size(), point.call() + 2)).contains(statement);
    }
}
