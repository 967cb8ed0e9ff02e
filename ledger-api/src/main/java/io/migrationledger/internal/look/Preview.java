package io.migrationledger.internal.look;

import io.migrationledger.AdoptResult;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.plan.KeptMigrations;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.Planner;
import io.migrationledger.internal.plan.RollbackPlanner;
import io.migrationledger.internal.record.HeadCheck;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.record.ScriptStore;
import io.migrationledger.internal.run.Executions;
import io.migrationledger.internal.run.Runner;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.internal.settle.Adoptions;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockSight;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said without the lock: where everything stands, what would run, what would stop it. Writes nothing. */
public final class Preview {
    private final Runner runner;
    private final DialectSession session;
    private final Settings settings;
    private final List<String> notes;

    public Preview(Runner runner) {
        this.runner = runner;
        this.session = runner.session();
        this.settings = runner.settings();
        this.notes = runner.notes();
    }

    /** Looks at the lock, where a migration has begun and not ended; otherwise there is nothing to look for. */
    public static LockSight sight(DialectSession session, LedgerState state) throws SQLException {
        boolean running = state.migrations().stream().anyMatch(known -> known.status() == MigrationStatus.RUNNING);
        return running ? session.lookAtLock() : LockSight.UNKNOWN;
    }

    public Plan plan(MigrateOptions options) throws SQLException {
        runner.runnable();
        if (options.to().isPresent()) {
            runner.local().checkKnown(options.to().get());
        }
        Outset outset = outset();
        LedgerState state = outset.state();
        Planner planner = runner.planner(state.migrations(), options);
        notes.addAll(planner.notes());
        planner.squashed().forEach(squash -> notes.add(squash.planned()));
        List<Problem> problems = new ArrayList<>(planner.problems());
        problems.addAll(beginning(outset, planner.pending()));
        if (!planner.pending().isEmpty()) {
            problems.addAll(runner.drift());
        }
        noteRunning(state, sight(session, state));
        List<MigrationId> afterFailure = runner.local().afterFailureBut(planner.pending()).stream()
                .map(Migration::id)
                .toList();
        return new Plan(planned(Direction.UP, planner.pending(), problems, state), notes, afterFailure);
    }

    public Plan plan(RollbackOptions options) throws SQLException {
        runner.runnable();
        LedgerState state = runner.state();
        HeadCheck.check(new LedgerStore(session), settings.expectedHead(), state.head());
        OtherLedgers.check(session, state, settings.newLedger());
        RollbackPlanner planner = new RollbackPlanner(
                runner.local(),
                state.migrations(),
                state.unfinishedRollback(runner.local().namespaces()),
                options,
                new KeptMigrations(new ScriptStore(session)));
        notes.addAll(planner.notes());
        noteRunning(state, sight(session, state));
        return new Plan(planned(Direction.DOWN, planner.toRollBack(), planner.problems(), state), notes, List.of());
    }

    private List<PlannedMigration> planned(
            Direction direction, List<Migration> migrations, List<Problem> found, LedgerState state)
            throws SQLException {
        List<PlannedMigration> planned = new ArrayList<>();
        for (Prepared prepared : runner.prepared(direction, migrations, found, state::of, null)) {
            Optional<MigrationState> known = state.of(prepared.migration().id());
            int done = known.filter(k -> k.status() == MigrationStatus.RUNNING)
                    .flatMap(MigrationState::attempt)
                    .filter(attempt -> attempt.direction() == direction)
                    .map(MigrationState.Attempted::done)
                    .orElse(Executions.done(known, direction));
            planned.add(prepared.planned(done));
        }
        return planned;
    }

    public StatusReport status() throws SQLException {
        runner.migrations();
        Outset outset = outset();
        LedgerState state = outset.recorded();
        LockSight sight = sight(session, state);
        LocalMigrations local = runner.local();
        Planner planner = runner.planner(outset.state().migrations(), MigrateOptions.ALL);
        notes.addAll(planner.notes());
        planner.squashed().forEach(squash -> notes.add(squash.planned()));
        notes.addAll(local.notes());
        session.leaseReason().ifPresent(reason -> notes.add("the lock between runners is a lease: " + reason));
        List<Problem> problems = new ArrayList<>(planner.problems());
        problems.addAll(beginning(outset, planner.pending()));
        StatusReader reader = new StatusReader(state, local, settings.ignoreMissing(), sight);
        notes.addAll(reader.notes());
        return new StatusReport(session.database(), state.head(), state.environment(), reader.read(), problems, notes);
    }

    /** Returns what would stop a run or a rollback; tells the listener of what is left out and not ended. */
    public List<Problem> validate() throws SQLException {
        Outset outset = outset();
        LedgerState state = outset.state();
        List<Problem> problems = new ArrayList<>(runner.validation(state).of(runner.local()));
        problems.addAll(beginning(outset, runner.local().ordered()));
        notes.addAll(runner.local().notes());
        noteRunning(state, sight(session, state));
        notes.forEach(settings.listener()::warning);
        return problems.stream().distinct().toList(); // what is wrong with the files stops an adoption, too
    }

    /**
     * Where a run begins.
     *
     * @param recorded what the ledger tells
     * @param state what it tells after a run has taken another tool's history over, where a run does that first; otherwise
     *     the same
     * @param problems what stands in the way of that
     */
    private record Outset(LedgerState recorded, LedgerState state, List<Problem> problems) {
        boolean adopts() {
            return state != recorded;
        }
    }

    /** A run on a ledger that tells of no migration takes over another tool's history first, where that is wanted. */
    private Outset outset() throws SQLException {
        LedgerState recorded = runner.state();
        if (settings.adopt().isEmpty() || !recorded.migrations().isEmpty()) {
            return new Outset(recorded, recorded, List.of());
        }
        try {
            Optional<Adoptions.Expected> expected =
                    runner.adoptions().expected(runner.local(), settings.adopt().get());
            if (expected.isEmpty()) {
                return new Outset(recorded, recorded, List.of());
            }
            AdoptResult result = expected.get().result();
            notes.add("a run takes over the history of " + result.product() + " (" + result.table()
                    + ") first: what it had applied does not run again");
            notes.addAll(result.notes());
            runner.expect(expected.get().state());
            return new Outset(recorded, expected.get().state(), List.of());
        } catch (ValidationException e) {
            return new Outset(recorded, recorded, e.problems());
        } catch (LedgerException e) {
            return new Outset(
                    recorded, recorded, List.of(new Problem(e.code(), Optional.empty(), e.what(), e.advice())));
        }
    }

    private List<Problem> beginning(Outset outset, List<Migration> toRun) throws SQLException {
        if (!outset.problems().isEmpty()) {
            return outset.problems();
        }
        // What was taken over is no schema of unknown origin.
        return runner.beginning(outset.recorded().head(), outset.adopts() ? List.of() : toRun);
    }

    private void noteRunning(LedgerState state, LockSight sight) throws SQLException {
        Set<String> ours = runner.local().namespaces();
        for (MigrationState migration : state.migrations()) {
            if (migration.status() == MigrationStatus.RUNNING
                    && ours.contains(migration.id().namespace())) {
                notes.add(AttemptWords.note(migration, sight));
            }
        }
    }
}
