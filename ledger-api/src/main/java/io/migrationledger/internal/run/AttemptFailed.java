package io.migrationledger.internal.run;

import io.migrationledger.Excerpt;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Failure;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.Unit;
import java.time.Duration;
import java.util.Optional;

/** An attempt ended before its end. */
public final class AttemptFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Prepared prepared;
    private final transient Failure failure;
    private final transient Optional<Doubt> doubt;
    private final transient Optional<Blockers.LockTimeout> lockTimeout;
    private final int done;
    private final Outcome outcome;
    private transient Optional<String> advice = Optional.empty();
    private Duration elapsed = Duration.ZERO;
    private transient Optional<Excerpt> excerpt = Optional.empty();
    private transient Optional<Cut> cut = Optional.empty();

    /**
     * Where an attempt was when it ended.
     *
     * @param current the unit whose turn it was, sent or not; empty after the last one
     * @param answered whether that unit has run and only its mark or its commit was left to do
     */
    record Cut(Attempt.Doing doing, Optional<Unit> current, boolean answered) {}

    /** What the ledger knows of the failure. */
    enum Outcome {
        /** It says so. */
        RECORDED,
        /** It could not be written, though the connection was alive. */
        NOT_RECORDED,
        /** The connection was lost before anything could be written. */
        LOST
    }

    AttemptFailed(
            Prepared prepared,
            Failure failure,
            Optional<Doubt> doubt,
            Optional<Blockers.LockTimeout> lockTimeout,
            int done,
            Outcome outcome,
            Exception cause) {
        super(failure.message(), cause);
        this.prepared = prepared;
        this.failure = failure;
        this.doubt = doubt;
        this.lockTimeout = lockTimeout;
        this.done = done;
        this.outcome = outcome;
    }

    Prepared prepared() {
        return prepared;
    }

    /** Returns the error that the run reports. */
    Throwable reported() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }

    Failure failure() {
        return failure;
    }

    Optional<Doubt> doubt() {
        return doubt;
    }

    /** Returns who stood in the way, where a lock was not obtained in time. */
    Optional<Blockers.LockTimeout> lockTimeout() {
        return lockTimeout;
    }

    /** Adds what the driver advises. */
    AttemptFailed advised(Optional<String> newAdvice) {
        advice = newAdvice;
        return this;
    }

    /** Adds the script around what was refused. */
    AttemptFailed shown(Optional<Excerpt> lines) {
        excerpt = lines;
        return this;
    }

    Optional<Excerpt> excerpt() {
        return excerpt;
    }

    /** Adds how long it took. */
    AttemptFailed took(Duration time) {
        elapsed = time;
        return this;
    }

    Duration elapsed() {
        return elapsed;
    }

    /** Adds where it was. */
    AttemptFailed cut(Cut where) {
        cut = Optional.of(where);
        return this;
    }

    /** Returns where it was, where nothing could be recorded. */
    Optional<Cut> cut() {
        return cut;
    }

    /** Returns whether the migration is in effect and recorded all the same: what failed came after it. */
    boolean isAfterTheEnd() {
        return cut.filter(where -> where.doing() == Attempt.Doing.AFTER).isPresent();
    }

    /** Returns what to do, where to correct the statement is not the answer. */
    Optional<String> advice() {
        return advice;
    }

    /** Returns how many statements have taken effect, as far as is known. */
    int done() {
        return done;
    }

    /** Returns what the ledger knows of it. */
    Outcome outcome() {
        return outcome;
    }
}
