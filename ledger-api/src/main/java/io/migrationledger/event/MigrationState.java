package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.Optional;

/**
 * What the events say of one migration.
 *
 * @param id the migration
 * @param status where it stands
 * @param inEffect the event that put it into effect, with the checksum that counts; empty where it is not in effect
 * @param since the event that put it into effect before any edit of its file was accepted, and before it was forgotten
 *     where it is back: its place in the order of what was applied; empty where it is not in effect
 * @param first the event that put it into effect before it ran again, where it is one that runs more than once: {@link
 *     #since} is the last of these runs, this one is the first since it was not in effect; empty where it is not in effect
 * @param attempt the attempt that is open, part-way, in doubt or failed; empty where the last one was ended well
 * @param last the last event about the migration
 * @param earlier the time of earlier attempts, where the one that put it into effect went on after these: the time in its
 *     event is that of the rest; empty where it began at the first statement
 */
public record MigrationState(
        MigrationId id,
        MigrationStatus status,
        Optional<LedgerEvent.Applied> inEffect,
        Optional<LedgerEvent.Applied> since,
        Optional<LedgerEvent.Applied> first,
        Optional<Attempted> attempt,
        LedgerEvent last,
        Optional<Earlier> earlier) {

    /**
     * The time of attempts that another one goes on after.
     *
     * @param spent as far as the ledger knows it: an attempt that was cut off counts up to its last mark
     * @param cutOff whether one of them was cut off, so that all took longer than that
     */
    public record Earlier(Duration spent, boolean cutOff) {
        static final Earlier NONE = new Earlier(Duration.ZERO, false);
    }

    /**
     * An attempt as far as it got.
     *
     * @param started the event that began it
     * @param done how many of its statements have taken effect
     * @param intent the statement that was about to run, where it commits by itself
     * @param failed the event that ended it; empty while it is open
     * @param undoes the attempt that applied a part of the migration, where this one takes that part back; it is the one
     *     that counts again where this one fails before it has changed anything
     * @param earlier the time of those that it goes on after
     * @param elapsed how long it ran, as far as it is recorded
     */
    public record Attempted(
            LedgerEvent.Started started,
            int done,
            Optional<Intent> intent,
            Optional<LedgerEvent.Failed> failed,
            Optional<Attempted> undoes,
            Earlier earlier,
            Duration elapsed) {

        private Attempted at(LedgerEvent event, Optional<Intent> next, Optional<LedgerEvent.Failed> end) {
            Duration recorded = event.header().elapsed();
            return new Attempted(
                    started,
                    event.header().done(),
                    next,
                    end,
                    undoes,
                    event.origin() == Origin.INTERRUPTED ? new Earlier(earlier.spent(), true) : earlier,
                    recorded.compareTo(elapsed) > 0 ? recorded : elapsed);
        }

        /** Returns which of the migration's scripts it runs. */
        public Direction direction() {
            return started.header().direction();
        }
    }

    /** Returns whether the migration is open, part-way or in doubt: the next run has to deal with it first. */
    public boolean unsettled() {
        return status == MigrationStatus.RUNNING
                || status == MigrationStatus.PART_WAY
                || status == MigrationStatus.IN_DOUBT;
    }

    /** Returns whether there is an attempt, open or ended badly, that is to roll it back. */
    public boolean isRollback() {
        return attempt.filter(one -> one.direction() == Direction.DOWN).isPresent();
    }

    /** Returns whether the attempt that put it into effect went on after an earlier one. */
    public boolean resumed() {
        return earlier.isPresent();
    }

    /** Returns whether the migration counts as in effect, even while an attempt to roll it back is unsettled. */
    public boolean isInEffect() {
        return inEffect.isPresent();
    }

    /**
     * Returns whether it is in effect because somebody declared it, and what its script says was not run as it stands: it
     * was baselined, adopted, or its script has since come to stand for others as well.
     */
    public boolean isDeclared() {
        return cameToStandForOthers()
                || since.map(LedgerEvent.Applied::origin)
                        .filter(origin -> origin == Origin.BASELINED || origin == Origin.ADOPTED)
                        .isPresent();
    }

    /** An edit of such a script that was accepted since, or that it was forgotten and is back, makes no run of it. */
    private boolean cameToStandForOthers() {
        return inEffect.filter(now -> now.origin() == Origin.SQUASHED
                        || since.filter(then -> then.origin() == Origin.SQUASHED
                                        || (then.replaces().isEmpty()
                                                && !now.replaces().isEmpty()))
                                .isPresent())
                .isPresent();
    }

    /** Returns whether the run that put it into effect had no statement at all: there is nothing that could be undone. */
    public boolean ranNothing() {
        return !cameToStandForOthers()
                && since.filter(applied -> applied.origin() == Origin.EXECUTED
                                && applied.header().done() == 0)
                        .isPresent();
    }

    /** Returns what is known of a migration after one more event about it. */
    public static MigrationState after(Optional<MigrationState> before, LedgerEvent event) {
        return before.orElseGet(() -> new MigrationState(
                        event.id(),
                        MigrationStatus.FAILED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        event,
                        Optional.empty()))
                .after(event);
    }

    /**
     * Returns this state of a migration that is back after it was forgotten, at the place that it had: its effect was there
     * all the time, and what was applied meanwhile may stand on it.
     */
    MigrationState backAs(MigrationState forgotten) {
        return new MigrationState(
                id, status, inEffect, forgotten.since, forgotten.first, attempt, last, forgotten.earlier);
    }

    private MigrationState after(LedgerEvent event) {
        if (event instanceof LedgerEvent.Started started) {
            return with(
                    MigrationStatus.RUNNING,
                    inEffect,
                    Optional.of(new Attempted(
                            started,
                            started.header().done(),
                            Optional.empty(),
                            Optional.empty(),
                            undoneBy(started),
                            before(started),
                            Duration.ZERO)),
                    event);
        }
        if (event instanceof LedgerEvent.Step step) {
            return with(
                    MigrationStatus.RUNNING,
                    inEffect,
                    attempt.map(a -> a.at(step, step.intent(), Optional.empty())),
                    event);
        }
        if (event instanceof LedgerEvent.Applied applied) {
            return with(MigrationStatus.APPLIED, Optional.of(applied), Optional.empty(), event);
        }
        if (event instanceof LedgerEvent.Failed failed) {
            Optional<Attempted> ended = attempt.map(a -> a.at(failed, a.intent(), Optional.of(failed)));
            MigrationStatus ends = statusOf(failed);
            Optional<Attempted> undone = ended.flatMap(Attempted::undoes);
            return ends == MigrationStatus.FAILED && undone.isPresent()
                    ? with(MigrationStatus.PART_WAY, inEffect, undone, event)
                    : with(ends, inEffect, ended, event);
        }
        if (event instanceof LedgerEvent.Noted) {
            return with(MigrationStatus.FORGOTTEN, Optional.empty(), Optional.empty(), event); // of no migration
        }
        boolean undone = event.origin() != Origin.FORGOTTEN && event.origin() != Origin.SQUASHED;
        return with(
                undone ? MigrationStatus.ROLLED_BACK : MigrationStatus.FORGOTTEN,
                Optional.empty(),
                Optional.empty(),
                event);
    }

    /** Returns the time of the attempts that one goes on after. */
    private Earlier before(LedgerEvent.Started started) {
        if (started.header().done() == 0) {
            return Earlier.NONE;
        }
        return attempt.filter(a -> a.direction() == started.header().direction())
                .map(a -> new Earlier(
                        a.earlier().spent().plus(a.elapsed()), a.earlier().cutOff()))
                .orElse(new Earlier(Duration.ZERO, true));
    }

    /** Returns what an attempt to roll back undoes where the migration was never wholly applied. */
    private Optional<Attempted> undoneBy(LedgerEvent.Started started) {
        if (started.header().direction() == Direction.UP || inEffect.isPresent()) {
            return Optional.empty();
        }
        return attempt.flatMap(a -> a.direction() == Direction.UP ? Optional.of(a) : a.undoes())
                .filter(a -> a.done() > 0);
    }

    private MigrationStatus statusOf(LedgerEvent.Failed failed) {
        if (failed.doubt().isPresent()) {
            return MigrationStatus.IN_DOUBT;
        }
        if (failed.header().done() > 0) {
            return MigrationStatus.PART_WAY;
        }
        return inEffect.isPresent() ? MigrationStatus.APPLIED : MigrationStatus.FAILED;
    }

    private MigrationState with(
            MigrationStatus newStatus,
            Optional<LedgerEvent.Applied> newInEffect,
            Optional<Attempted> newAttempt,
            LedgerEvent event) {
        boolean accepted = newInEffect
                .filter(applied -> applied.origin() == Origin.ACCEPTED || applied.origin() == Origin.SQUASHED)
                .isPresent();
        boolean asBefore = (accepted || !(event instanceof LedgerEvent.Applied)) && since.isPresent();
        Optional<LedgerEvent.Applied> newSince = asBefore && newInEffect.isPresent() ? since : newInEffect;
        Optional<LedgerEvent.Applied> newFirst = newInEffect.map(applied -> first.orElse(applied));
        boolean appliedNow = event instanceof LedgerEvent.Applied && !accepted;
        Optional<Earlier> newEarlier = appliedNow
                ? attempt.filter(a -> a.started().header().done() > 0).map(Attempted::earlier)
                : earlier.filter(e -> newInEffect.isPresent());
        return new MigrationState(id, newStatus, newInEffect, newSince, newFirst, newAttempt, event, newEarlier);
    }
}
