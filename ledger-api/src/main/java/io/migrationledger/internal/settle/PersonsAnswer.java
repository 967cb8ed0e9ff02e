package io.migrationledger.internal.settle;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.NOTHING_TO_DECLARE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.Resolution;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** A person's answer, held against what the ledger knows: what it knows to be done is never unsaid in passing. */
public final class PersonsAnswer {
    private final MigrationId id;
    private final Resolution resolution;
    private final boolean down;
    private final String subject;
    private final int statements;
    private final int done;
    /** The statement in doubt, or that was about to run. */
    private final Optional<Integer> asked;
    /** Whether nobody knows how far another tool got: then any answer says more than the ledger knows. */
    private final boolean open;

    PersonsAnswer(MigrationState.Attempted attempt, Resolution resolution) {
        this.id = attempt.started().id();
        this.resolution = resolution;
        this.down = attempt.direction() == Direction.DOWN;
        this.subject = AttemptWords.subject(id, attempt.direction());
        this.statements = attempt.started().statements();
        this.done = attempt.done();
        Optional<Integer> doubted = attempt.failed().isPresent()
                ? attempt.failed().flatMap(LedgerEvent.Failed::doubt).map(Doubt::statement)
                : attempt.intent().map(Intent::statement);
        this.open = doubted.filter(statement -> statement == 0).isPresent();
        this.asked = doubted.filter(statement -> statement > 0);
    }

    /** Returns whether the answer names the last statement as one that took effect. */
    boolean namesTheLastAsApplied() {
        return resolution.applied() && resolution.step().orElse(0) == statements;
    }

    /** Returns the first statement of which the ledger does not know that it took effect. */
    private int next() {
        return asked.orElse(Math.min(done + 1, statements));
    }

    /**
     * Returns how many statements are in effect after an answer about one of them.
     *
     * @throws LedgerException where it would say more than it names
     */
    int doneByStep() {
        int statement = resolution.step().getAsInt();
        if (statement < 1 || statement > statements) {
            throw LedgerException.input(
                    BAD_OPTION,
                    subject + " has no statement " + statement,
                    "Give a statement from 1 to " + statements + ".");
        }
        if (resolution.applied()) {
            checkApplied(statement);
            return statement;
        }
        if (statement > next() && !open) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "the ledger does not know of statement " + next() + " of " + subject
                            + " either, which stands before statement " + statement,
                    "Answer for statement " + next() + ".");
        }
        // What stands between, and is not known to be done, takes no effect by itself.
        return open ? statement - 1 : Math.min(statement - 1, done);
    }

    private void checkApplied(int statement) {
        if (statement <= done) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    "statement " + statement + " of " + subject + " took effect, and the ledger says so",
                    Advice.of(
                            "Nothing needs to be resolved about it; '",
                            Action.STATUS,
                            "' shows how the migration stands."));
        }
        if (asked.isPresent() && statement != asked.get() && statement != statements) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "the question is about statement " + next() + " of " + subject + ", not " + statement,
                    "Answer for statement " + next() + "; or for statement " + statements
                            + ", if all of them took effect.");
        }
    }

    /**
     * Checks an answer about the whole.
     *
     * @throws LedgerException where it would say something of statements that nobody asked about
     */
    void checkWhole() {
        if (resolution.applied() && down && done == 0 && asked.isEmpty() && statements > 0) {
            throw LedgerException.input(
                    BAD_OPTION,
                    subject + " undid nothing that the ledger knows of, and 'applied' would say that it did all",
                    Advice.of(
                            "Where the migration is in effect as before, nothing needs to be resolved. Where all of it was"
                                    + " undone, by hand say, answer for the last statement of its down script: ",
                            command(statements),
                            "."));
        }
        if (!resolution.applied() && done > 0) {
            throw LedgerException.input(
                    BAD_OPTION,
                    first(done) + " of " + subject + " took effect, and 'not applied' for the whole would say that "
                            + (done == 1 ? "it" : "they") + " did not",
                    Advice.of(
                            "Answer for the next statement: ",
                            command(next()),
                            ". If you have undone " + first(done) + " by hand, say so: ",
                            command(1),
                            "."));
        }
        boolean partly = done > 0 || asked.isPresent();
        if (resolution.applied() && partly && next() < statements) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "the question is about statement " + next() + " of " + subject
                            + ", and 'applied' for the whole would " + "say that all " + statements
                            + " statements took effect: those after it would never run",
                    Advice.of(
                            "Answer for that statement: ",
                            command(next()),
                            "; the next run goes on after it. If all of them took effect, say so: ",
                            command(statements),
                            "."));
        }
    }

    private static String first(int count) {
        return count == 1 ? "statement 1" : "statements 1 to " + count;
    }

    private Action.Meant command(int statement) {
        return (resolution.applied() ? Action.RESOLVE_APPLIED : Action.RESOLVE_NOT_APPLIED).about(id, statement);
    }
}
