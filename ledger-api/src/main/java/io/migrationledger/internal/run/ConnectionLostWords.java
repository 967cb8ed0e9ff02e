package io.migrationledger.internal.run;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.event.Direction;
import io.migrationledger.internal.run.AttemptFailed.Cut;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.StatementKind;

/**
 * What a person is told where the connection was lost during a migration: what was under way, and what of it may have
 * taken effect. Nothing is called a failure that may have gone well.
 */
public final class ConnectionLostWords {
    static final Advice NEXT = Advice.again(": it finds out from the ledger and the database, and goes on from there.");

    private final Prepared prepared;
    private final Cut cut;
    private final int done;
    private final String said;
    private final boolean inEffect;

    ConnectionLostWords(AttemptFailed failed, boolean inEffect) {
        this.prepared = failed.prepared();
        this.cut = failed.cut().orElseThrow();
        this.done = failed.done();
        this.said = AttemptWords.said(failed.failure());
        this.inEffect = inEffect;
    }

    /**
     * Says what to do. A rollback that may have ended is not simply run again: the next one would undo what stands before it.
     *
     * @param last whether the run had nothing to do after this migration
     */
    Advice next(boolean last) {
        if (prepared.direction() == Direction.UP || !last) {
            return NEXT;
        }
        if (cut.doing() == Attempt.Doing.AFTER) {
            return Advice.of("The rollback is done: another one would undo the migration before it.");
        }
        boolean marks = cut.doing() == Attempt.Doing.COMMIT || cut.doing() == Attempt.Doing.MARK;
        if (!marks || cut.current().isPresent()) {
            return NEXT;
        }
        MigrationId id = prepared.migration().id();
        return Advice.of(
                "Look with '",
                Action.STATUS,
                "' first. Where " + id + " is still in effect, run ",
                Action.SAME,
                " again. Where it is not, the rollback is done, and another one would undo the migration before it.");
    }

    /** Says what was under way. */
    String what() {
        int line = cut.current().map(Unit::line).orElse(0);
        return (line > 0 ? prepared.place(line).toString() : prepared.location()) + ": the connection was lost "
                + moment() + ": " + said;
    }

    private String moment() {
        String subject = AttemptWords.subject(prepared.migration().id(), prepared.direction());
        String statement =
                cut.current().map(unit -> "statement " + unit.number() + " of ").orElse("");
        return switch (cut.doing()) {
            case STATEMENT -> "while " + statement + subject + " ran";
            case BETWEEN ->
                statement.isEmpty()
                        ? "after the last statement of " + subject + ", before it was committed"
                        : cut.answered()
                                ? "after " + statement + subject + ", before it was committed"
                                : "before " + statement + subject + " was sent";
            case COMMIT ->
                statement.isEmpty() || cut.answered()
                        ? "while " + statement + subject + " was committed"
                        : "while what stands before " + statement + subject + " was committed";
            case MARK -> "while the ledger recorded what " + subject + " had done";
            case AFTER -> "after " + subject + " was finished and recorded";
        };
    }

    /** Says what is in effect, as far as that is known. */
    String state() {
        return switch (cut.doing()) {
            case AFTER ->
                "It is " + (prepared.direction() == Direction.UP ? "applied" : "rolled back")
                        + ", and the ledger says so.";
            case COMMIT -> before() + "COMMIT was sent and its answer did not come: it may have taken effect, or not.";
            case MARK -> "What has run is in effect. Whether the ledger says so yet is not known here.";
            case STATEMENT -> before() + "Whether this statement took effect is not known here.";
            case BETWEEN -> between();
        };
    }

    private String between() {
        boolean opaque = cut.current()
                .filter(unit -> unit.kind() == StatementKind.OPAQUE)
                .isPresent();
        if (!opaque && prepared.statements() == done) {
            return "All its statements took effect; the ledger does not say so yet.";
        }
        if (opaque) {
            return before() + "How far the database got is not known here.";
        }
        return done == 0
                ? AttemptWords.nothing(prepared.migration().id(), prepared.direction(), inEffect)
                        + ": nothing was committed."
                : before() + "Nothing after that was committed.";
    }

    private String before() {
        return done == 0 ? "" : AttemptWords.done(done, prepared.statements()) + " ";
    }
}
