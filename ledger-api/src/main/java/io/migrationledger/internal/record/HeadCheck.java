package io.migrationledger.internal.record;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.ExpectedHead;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerEvent;
import java.sql.SQLException;
import java.util.Optional;

/** Whether the ledger still has the event that a runner remembers. */
public final class HeadCheck {
    private HeadCheck() {}

    /**
     * Stops a run on a ledger that does not have the event.
     *
     * @param expected the event; empty where none is remembered
     * @param known an event that was read already: where it is the one that is asked for, nothing is read
     * @throws LedgerException with {@link ErrorCode#LOST_EVENTS} or {@link ErrorCode#OTHER_HEAD}
     */
    public static void check(LedgerStore store, Optional<ExpectedHead> expected, Optional<LedgerEvent> known)
            throws SQLException {
        Optional<Problem> problem = problem(store, expected, known);
        if (problem.isPresent()) {
            throw LedgerException.input(
                    problem.get().code(), problem.get().what(), problem.get().advice());
        }
    }

    /** Returns what is wrong, or empty where nothing is. */
    public static Optional<Problem> problem(
            LedgerStore store, Optional<ExpectedHead> expected, Optional<LedgerEvent> known) throws SQLException {
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        long sequence = expected.get().sequence();
        Optional<String> hash = known.filter(event -> event.sequence() == sequence)
                .map(event -> event.header().hash());
        if (hash.isEmpty()) {
            hash = store.hashOf(sequence);
        }
        if (hash.isEmpty()) {
            return Optional.of(lost(sequence, store.head()));
        }
        return hash.get().equals(expected.get().hash())
                ? Optional.empty()
                : Optional.of(fork(sequence, hash.get(), expected.get().hash()));
    }

    private static Problem lost(long sequence, Optional<LedgerEvent> head) {
        long there = head.map(LedgerEvent::sequence).orElse(0L);
        String missing = sequence == there + 1
                ? "event " + sequence + " is missing"
                : "events " + (there + 1) + " to " + sequence + " are missing";
        return new Problem(
                ErrorCode.LOST_EVENTS,
                Optional.empty(),
                "the end of the ledger is lost: event " + sequence + " is expected, and "
                        + (there == 0 ? "there is none at all here" : "the newest one here is " + there) + ", so "
                        + missing,
                Advice.of(
                        "This database is older than what was seen before: a standby that had not received everything took"
                                + " over, or a backup was restored, or it is another database. Look what of these events is in"
                                + " the schema before anything runs; then run without the head that is expected, or give the"
                                + " one that '",
                        Action.VERIFY,
                        "' prints."));
    }

    private static Problem fork(long sequence, String found, String expected) {
        return new Problem(
                ErrorCode.OTHER_HEAD,
                Optional.empty(),
                "the ledger is another one from event " + sequence + " on, or from one before it: its hash is " + found
                        + ", and " + expected + " is expected",
                Advice.of("Two histories have gone apart: after a failover both servers were written to, a backup was"
                        + " restored and migrated again, events were rewritten, or it is another database. Find out which"
                        + " history is the right one before anything runs."));
    }
}
