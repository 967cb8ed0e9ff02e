package io.migrationledger.internal.run;

import static io.migrationledger.ErrorCode.CONNECTION_LOST;
import static io.migrationledger.ErrorCode.DATABASE_ERROR;
import static io.migrationledger.ErrorCode.IN_DOUBT;
import static io.migrationledger.ErrorCode.STATEMENT_FAILED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Strategy;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.run.AttemptFailed.Outcome;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.internal.words.DoubtWords;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells a person of a failed attempt: what happened, what state the database is in, what to do next. */
public final class FailureReport {

    private FailureReport() {}

    /**
     * Returns the error of a run.
     *
     * @param again what goes on
     * @param inEffect whether the migration counts as in effect, whatever became of this attempt
     */
    static LedgerException of(
            AttemptFailed failed,
            Direction direction,
            List<MigrateResult.Completed> completed,
            List<MigrationId> notRun,
            List<MigrationId> byOthers,
            Recorder recorder,
            Duration elapsed,
            List<String> notes,
            Function<SQLException, LedgerException> explain,
            Action again,
            boolean inEffect) {
        Prepared prepared = failed.prepared();
        MigrationId id = prepared.migration().id();
        MigrateResult result = new MigrateResult(
                direction,
                completed,
                failed.isAfterTheEnd()
                        ? Optional.empty()
                        : Optional.of(new MigrateResult.Failed(
                                id,
                                prepared.migration().description(),
                                failed.done(),
                                prepared.statements(),
                                failed.failure(),
                                failed.doubt(),
                                failed.excerpt())),
                notRun,
                recorder.batch(),
                elapsed,
                notes,
                Optional.empty(),
                recorder.head());
        Throwable cause = failed.reported();
        if (failed.doubt().isPresent() && failed.outcome() == Outcome.RECORDED) {
            Doubt doubt = failed.doubt().get();
            return new MigrationFailedException(
                    IN_DOUBT,
                    DoubtWords.what(id, doubt) + "\nThe database said: "
                            + failed.failure().message(),
                    before(failed) + " The ledger records the doubt.",
                    DoubtWords.next(id, doubt, DoubtWords.AGAIN),
                    result,
                    cause);
        }
        if (failed.isAfterTheEnd()) {
            ConnectionLostWords words = new ConnectionLostWords(failed, inEffect);
            return new MigrationFailedException(
                    failed.outcome() == Outcome.LOST ? CONNECTION_LOST : DATABASE_ERROR,
                    failed.outcome() == Outcome.LOST
                            ? words.what()
                            : AttemptWords.subject(id, direction) + " is finished, and then the database reported: "
                                    + AttemptWords.said(failed.failure()),
                    words.state(),
                    words.next(notRun.isEmpty()),
                    result,
                    cause);
        }
        if (failed.outcome() != Outcome.RECORDED && cause instanceof LedgerException ledger) {
            return new MigrationFailedException(
                    ledger.code(), ledger.what(), ledger.state() + others(byOthers), ledger.advice(), result, cause);
        }
        if (failed.outcome() == Outcome.NOT_RECORDED) {
            Optional<LedgerException> explained = (cause instanceof SQLException sql
                            ? Optional.of(explain.apply(sql))
                            : Optional.<LedgerException>empty())
                    .filter(error -> error.code() != DATABASE_ERROR);
            return new MigrationFailedException(
                    explained.map(LedgerException::code).orElse(STATEMENT_FAILED),
                    AttemptWords.what(id, failed.failure(), direction)
                            + explained.map(error -> "\n" + error.what()).orElse(""),
                    before(failed) + " The failure itself could not be recorded.",
                    explained
                            .map(LedgerException::advice)
                            .orElseGet(() -> Advice.of("Fix the cause and run ", Action.SAME, " again.")),
                    result,
                    cause);
        }
        if (failed.outcome() == Outcome.LOST) {
            ConnectionLostWords words = new ConnectionLostWords(failed, inEffect);
            return new MigrationFailedException(
                    CONNECTION_LOST, words.what(), words.state(), words.next(notRun.isEmpty()), result, cause);
        }
        if (cause instanceof LedgerException ledger) {
            return new MigrationFailedException(
                    ledger.code(), ledger.what(), state(failed, direction, inEffect), ledger.advice(), result, cause);
        }
        return new MigrationFailedException(
                STATEMENT_FAILED,
                AttemptWords.what(id, failed.failure(), direction)
                        + failed.lockTimeout()
                                .map(Blockers.LockTimeout::blockers)
                                .filter(blockers -> !blockers.isEmpty())
                                .map(blockers -> "\n" + blockers)
                                .orElse(""),
                state(failed, direction, inEffect),
                next(failed, again),
                result,
                cause);
    }

    private static String others(List<MigrationId> done) {
        return done.isEmpty()
                ? ""
                : " Another run has finished "
                        + Preparation.names(
                                done.stream().map(MigrationId::toString).toList()) + " meanwhile.";
    }

    private static String state(AttemptFailed failed, Direction direction, boolean inEffect) {
        return failed.done() == 0
                ? AttemptWords.nothing(failed.prepared().migration().id(), direction, inEffect)
                        + ", and the ledger says so."
                : before(failed) + " The ledger says so.";
    }

    private static String before(AttemptFailed failed) {
        return failed.done() == 0
                ? "No statement before it took effect."
                : AttemptWords.done(failed.done(), failed.prepared().statements());
    }

    private static Advice next(AttemptFailed failed, Action again) {
        if (failed.lockTimeout().isPresent()) {
            return Advice.of(
                    "Wait until the lock is free, or end the session that holds it, and run '",
                    again,
                    "' again; ",
                    Action.LOCK_RETRIES,
                    " makes a run try more often.");
        }
        if (failed.advice().isPresent()) {
            return Advice.of(
                    failed.advice().get() + " Then run '",
                    again,
                    "' again" + (failed.done() == 0 ? "." : ": it goes on at statement " + (failed.done() + 1) + "."));
        }
        if (failed.done() == 0
                && failed.prepared().migration().up() instanceof MigrationBody.Code
                && !AttemptWords.isOutsideOfScript(failed.failure())) {
            return Advice.of("Fix the class, build the program, and run '", again, "' again.");
        }
        return AttemptWords.next(
                failed.failure(), failed.done(), failed.prepared().strategy() == Strategy.STEPWISE, again.about());
    }
}
