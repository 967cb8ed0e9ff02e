package io.migrationledger.internal.look;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
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
        LedgerState state = runner.state();
        Planner planner = runner.planner(state.migrations(), options);
        notes.addAll(planner.notes());
        planner.squashed().forEach(squash -> notes.add(squash.planned()));
        List<Problem> problems = new ArrayList<>(planner.problems());
        problems.addAll(runner.beginning(state.head(), planner.pending()));
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
        LedgerState state = runner.state();
        LockSight sight = sight(session, state);
        LocalMigrations local = runner.local();
        Planner planner = runner.planner(state.migrations(), MigrateOptions.ALL);
        notes.addAll(planner.notes());
        planner.squashed().forEach(squash -> notes.add(squash.planned()));
        notes.addAll(local.notes());
        session.leaseReason().ifPresent(reason -> notes.add("the lock between runners is a lease: " + reason));
        List<Problem> problems = new ArrayList<>(planner.problems());
        problems.addAll(runner.beginning(state.head(), planner.pending()));
        StatusReader reader = new StatusReader(state, local, settings.ignoreMissing(), sight);
        notes.addAll(reader.notes());
        return new StatusReport(session.database(), state.head(), state.environment(), reader.read(), problems, notes);
    }

    /** Returns what would stop a run or a rollback; tells the listener of what is left out and not ended. */
    public List<Problem> validate() throws SQLException {
        LedgerState state = runner.state();
        List<Problem> problems = new ArrayList<>(runner.validation(state).of(runner.local()));
        problems.addAll(runner.beginning(state.head(), runner.local().ordered()));
        notes.addAll(runner.local().notes());
        noteRunning(state, sight(session, state));
        notes.forEach(settings.listener()::warning);
        return problems;
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
