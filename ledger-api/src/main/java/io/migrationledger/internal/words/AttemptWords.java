package io.migrationledger.internal.words;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Failure;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import io.migrationledger.internal.connect.DatabaseErrors;
import io.migrationledger.internal.connect.LockWait;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockSight;
import java.util.Optional;

/** What a person is told of an attempt that did not end well: at once, and later by the status. */
public final class AttemptWords {

    private AttemptWords() {}

    /** Says what failed, where, and in the database's own words. */
    public static String what(MigrationId id, Failure failure, Direction direction) {
        StringBuilder what = new StringBuilder(failure.file());
        if (failure.line() > 0) {
            what.append(':').append(failure.line());
        }
        what.append(what.isEmpty() ? "" : ": ").append(subject(id, direction)).append(" failed");
        if (failure.statement() > 0) {
            what.append(" at statement ").append(failure.statement());
        }
        return what.append(": ").append(said(failure)).toString();
    }

    /** Returns the database's own words, with its codes. */
    public static String said(Failure failure) {
        StringBuilder what = new StringBuilder(failure.message());
        if (!failure.sqlState().isEmpty() || failure.vendorCode() != 0) {
            what.append(" (");
            what.append(failure.sqlState().isEmpty() ? "" : "SQLSTATE " + failure.sqlState());
            what.append(failure.sqlState().isEmpty() || failure.vendorCode() == 0 ? "" : ", ");
            what.append(failure.vendorCode() == 0 ? "" : "code " + failure.vendorCode());
            what.append(')');
        }
        return what.toString();
    }

    public static String subject(MigrationId id, Direction direction) {
        return (direction == Direction.UP ? "migration " : "the rollback of migration ") + id;
    }

    /** Says which statements are in effect; {@code done} is at least 1. */
    public static String done(int done, int statements) {
        return (done == 1 ? "Statement 1" : "Statements 1 to " + done) + " of " + statements + " took effect and "
                + (done == 1 ? "stays." : "stay.");
    }

    /**
     * Says that an attempt changed nothing. One that runs more than once may be in effect by an earlier run; where the
     * ledger does not count that run any more, as another migration was rolled back since, its traces may still be there.
     *
     * @param inEffect whether the migration is in effect all the same
     */
    public static String nothing(MigrationId id, Direction direction, boolean inEffect) {
        if (direction == Direction.DOWN) {
            return "Nothing of this migration was rolled back";
        }
        if (inEffect) {
            return "Nothing of this attempt is in effect; what was in effect of this migration before it still is";
        }
        return "Nothing of this " + (id.isVersion() ? "migration" : "attempt") + " is in effect";
    }

    /** Returns whether it failed for what no script and no program can change. */
    public static boolean isOutsideOfScript(Failure failure) {
        return DatabaseErrors.isFull(failure.sqlState(), failure.vendorCode(), failure.message())
                || DatabaseErrors.isShort(failure.sqlState());
    }

    /**
     * Says how to go on.
     *
     * @param again what goes on
     */
    public static Advice next(Failure failure, int done, boolean stepwise, Action.Meant again) {
        String goesOn = done > 0 ? ": it goes on at statement " + (done + 1) + "." : ".";
        String state = failure.sqlState();
        if (DatabaseErrors.isCancelled(state, failure.vendorCode(), failure.message())) {
            return Advice.of(
                    "The statement was cancelled, by a person or by a time limit, and not refused: run '",
                    again,
                    "' again" + goesOn + " Where it needs more time: '-- ledger: statement-timeout=…' at the head of"
                            + " its script.");
        }
        if (DatabaseErrors.isCut(state)) {
            return Advice.of("The connection was cut, and the statement not refused: run '", again, "' again" + goesOn);
        }
        if (DatabaseErrors.isFull(state, failure.vendorCode(), failure.message())) {
            return Advice.of(
                    "There was no room left, on the disk or up to a limit that is set, and the statement was not"
                            + " refused: make room and run '",
                    again,
                    "' again" + goesOn);
        }
        if (DatabaseErrors.isShort(state)) {
            return Advice.of(
                    "The server was short of memory, locks or connections, and the statement was not refused: let it"
                            + " have more and run '",
                    again,
                    "' again" + goesOn);
        }
        if (done > 0) {
            return Advice.of(
                    "Fix statement " + (done + 1) + " or what follows it, and run '",
                    again,
                    "' again: it goes on at statement " + (done + 1) + ".");
        }
        return Advice.of((stepwise ? "Fix the statement" : "Fix the script") + " and run '", again, "' again.");
    }

    /**
     * Returns what the status says of a migration, or empty where its last attempt ended well or in a doubt.
     *
     * @param sight whether a run is at work
     */
    public static Optional<Unfinished> unfinished(MigrationState state, LockSight sight) {
        Optional<MigrationState.Attempted> last = state.attempt();
        if (last.isEmpty() || state.status() == MigrationStatus.IN_DOUBT) {
            return Optional.empty();
        }
        MigrationState.Attempted attempt = last.get();
        Direction direction = attempt.direction();
        Action.Meant again = (direction == Direction.UP ? Action.MIGRATE : Action.ROLLBACK).about(state.id());
        LedgerEvent.Started started = attempt.started();
        int done = attempt.done();
        String now =
                done == 0 ? nothing(state.id(), direction, state.isInEffect()) + "." : done(done, started.statements());
        if (attempt.failed().isEmpty()) {
            return Optional.of(running(state, attempt, again, sight));
        }
        Optional<Failure> error = attempt.failed().flatMap(LedgerEvent.Failed::error);
        if (error.isEmpty()) {
            boolean resolved = state.last().origin() == Origin.RESOLVED;
            return Optional.of(new Unfinished(
                    subject(state.id(), direction)
                            + (resolved
                                    ? " did not end well, and a person has said how it stands"
                                    : " was cut off: its run ended before it could record anything"),
                    now,
                    Advice.of(
                            "Run '",
                            again,
                            "': it goes on" + (done == 0 ? "." : " at statement " + (done + 1) + "."))));
        }
        return Optional.of(new Unfinished(
                what(state.id(), error.get(), direction),
                now,
                next(error.get(), done, started.strategy() == Strategy.STEPWISE, again)));
    }

    private static Unfinished running(
            MigrationState state, MigrationState.Attempted attempt, Action.Meant again, LockSight sight) {
        String at = attempt.intent()
                .map(Intent::statement)
                .map(statement ->
                        "; statement " + statement + " of " + attempt.started().statements() + " was about to run")
                .orElse("");
        String subject = subject(state.id(), attempt.direction());
        String finds = "it finds out how far that came, and goes on from there.";
        return switch (sight.state()) {
            case HELD ->
                new Unfinished(
                        subject + " has begun and not ended" + at,
                        "A run is working on it now"
                                + sight.holder()
                                        .map(holder -> ": " + LockWait.describe(holder))
                                        .orElse("")
                                + ".",
                        Advice.of("Wait until it has ended."));
            case FREE ->
                new Unfinished(
                        subject + " was cut off" + at,
                        "No run is working on it.",
                        Advice.of("Run '", again, "': " + finds));
            case UNKNOWN ->
                new Unfinished(
                        subject + " has begun and not ended" + at,
                        "A run is working on it now, or was cut off.",
                        Advice.of("If no run is working on it, run '", again, "': " + finds));
        };
    }

    /** Says of a migration that has begun and not ended whether a run is at work. */
    public static String note(MigrationState state, LockSight sight) {
        MigrationState.Attempted attempt = state.attempt().orElseThrow();
        String subject = subject(state.id(), attempt.direction());
        String open = attempt.intent()
                .map(intent -> "; whether statement " + intent.statement() + " took effect is found out then")
                .orElse("");
        String next = "the next run finds out how far it came, and goes on from there" + open;
        return switch (sight.state()) {
            case HELD ->
                subject + " is running now"
                        + sight.holder()
                                .map(holder -> ": " + LockWait.describe(holder))
                                .orElse("")
                        + "; this was read without its lock, and it goes on";
            case FREE -> subject + " was cut off, and no run is at work: " + next;
            case UNKNOWN -> subject + " is running now or was cut off: if no run is at work, " + next;
        };
    }
}
