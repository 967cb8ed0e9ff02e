package io.migrationledger.internal.run;

import static io.migrationledger.ErrorCode.FENCED;
import static io.migrationledger.ErrorCode.LOCK_LOST;

import io.migrationledger.Action;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.internal.flight.Flight;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.PreconditionUnmet;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Precondition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs what was prepared, one migration after another, and says what came of it. */
public final class Executions {
    private final ExecutionContext context;
    private final Runner runner;
    private final long start;
    private final List<String> notes;

    /**
     * Prepares it.
     *
     * @param start when the run got the lock, as {@link System#nanoTime} tells it
     * @param notes what a person should know; those of the run's end are added
     */
    Executions(ExecutionContext context, Runner runner, long start, List<String> notes) {
        this.context = context;
        this.runner = runner;
        this.start = start;
        this.notes = notes;
    }

    /**
     * Runs it.
     *
     * @param afterFailure what runs where something failed
     */
    MigrateResult run(Direction direction, List<Prepared> prepared, List<Prepared> afterFailure) throws SQLException {
        Flight.Span span = Flight.run(direction, context.recorder().batch(), prepared.size());
        Flight.Outcome outcome = Flight.Outcome.FAILED;
        try {
            MigrateResult result = each(direction, prepared, afterFailure);
            outcome = Flight.Outcome.DONE;
            return result;
        } finally {
            span.end(outcome);
        }
    }

    private MigrateResult each(Direction direction, List<Prepared> prepared, List<Prepared> afterFailure)
            throws SQLException {
        Recorder recorder = context.recorder();
        context.listener().planned(prepared.size());
        Execution execution = new Execution(context);
        List<MigrateResult.Completed> completed = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared now = prepared.get(i);
            Optional<Prepared> next = i + 1 < prepared.size() ? Optional.of(prepared.get(i + 1)) : Optional.empty();
            next = next.filter(p -> done(recorder.of(p.migration().id()), direction) == 0);
            int done = done(recorder.of(now.migration().id()), direction);
            try {
                completed.add(completed(now, done, execution.run(now, done, next)));
            } catch (AttemptFailed e) {
                if (e.isAfterTheEnd()) {
                    completed.add(completed(now, done, e.elapsed()));
                }
                if (isPassedOver(e, direction)) {
                    String told = now.location() + ": migration "
                            + now.migration().id()
                            + " failed, nothing of this attempt took effect, and what follows runs all the same: "
                            + e.failure().message();
                    notes.add(told);
                    context.listener().warning(told);
                    continue;
                }
                List<MigrationId> notRun = prepared.subList(i + 1, prepared.size()).stream()
                        .map(p -> p.migration().id())
                        .toList();
                new AfterFailures(context, afterFailure, notes).run(e);
                throw report(e, direction, completed, notRun);
            }
        }
        return runner.result(direction, completed, recorder.batch(), elapsed(), recorder.head());
    }

    /** Its script says that others may run without it; the next run tries it again. */
    private static boolean isPassedOver(AttemptFailed failed, Direction direction) {
        Precondition.Passing passing = failed.prepared().migration().passing();
        boolean wanted = passing == Precondition.Passing.ANY
                || (passing == Precondition.Passing.UNMET
                        && failed.getCause() instanceof PreconditionUnmet unmet
                        && unmet.otherwise() == Precondition.Otherwise.CONTINUE);
        return wanted
                && direction == Direction.UP
                && failed.outcome() == AttemptFailed.Outcome.RECORDED
                && failed.doubt().isEmpty()
                && failed.done() == 0;
    }

    private static MigrateResult.Completed completed(Prepared prepared, int done, Duration elapsed) {
        return new MigrateResult.Completed(
                prepared.migration().id(), prepared.migration().description(), prepared.statements(), done, elapsed);
    }

    private LedgerException report(
            AttemptFailed failed,
            Direction direction,
            List<MigrateResult.Completed> completed,
            List<MigrationId> planned) {
        List<MigrationId> notRun = new ArrayList<>(planned);
        List<MigrationId> byOthers = isOvertaken(failed) ? doneByOthers(failed, direction, planned) : List.of();
        notRun.removeAll(byOthers);
        boolean inEffect = isInEffect(failed.prepared());
        Action again =
                direction == Direction.UP ? Action.MIGRATE : inEffect ? Action.ROLLBACK : Action.ROLLBACK_PART_WAY;
        return FailureReport.of(
                failed,
                direction,
                completed,
                notRun,
                byOthers,
                context.recorder(),
                elapsed(),
                notes,
                runner.explain(),
                again,
                inEffect);
    }

    private static boolean isOvertaken(AttemptFailed failed) {
        return failed.outcome() != AttemptFailed.Outcome.RECORDED
                && failed.getCause() instanceof LedgerException error
                && (error.code() == FENCED || error.code() == LOCK_LOST);
    }

    /** Another run has gone on where this one was stopped: what it has done is not left to do. */
    private List<MigrationId> doneByOthers(AttemptFailed failed, Direction direction, List<MigrationId> planned) {
        try {
            LedgerState state = runner.state();
            return planned.stream()
                    .filter(id ->
                            state.of(id).filter(MigrationState::isInEffect).isPresent() == (direction == Direction.UP))
                    .toList();
        } catch (SQLException | RuntimeException e) {
            Suppressed.add(failed.reported(), e);
            return List.of();
        }
    }

    private boolean isInEffect(Prepared prepared) {
        return context.recorder()
                .of(prepared.migration().id())
                .filter(MigrationState::isInEffect)
                .isPresent();
    }

    /** Returns how many statements of an attempt in this direction are in effect already. */
    public static int done(Optional<MigrationState> state, Direction direction) {
        return state.filter(s -> s.status() == MigrationStatus.PART_WAY)
                .flatMap(MigrationState::attempt)
                .filter(attempt -> attempt.direction() == direction)
                .map(MigrationState.Attempted::done)
                .orElse(0);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
