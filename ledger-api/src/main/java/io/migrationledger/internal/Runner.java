package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.UNKNOWN_MIGRATION;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run: reads, locks, reads again, settles, plans, executes. Of one use, confined to one thread. */
final class Runner {
    private final DialectSession session;
    private final List<MigrationSource> sources;
    private final Optional<List<String>> fileVariants;
    private final Optional<Connections.Opener> second;
    private final Settings settings;
    private final Placeholders placeholders;
    private final LedgerStore store;
    private final Function<SQLException, LedgerException> explain;
    private final long start = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private @Nullable List<Migration> ordered;

    /**
     * Prepares a run on a session; the sources are read when they are needed.
     *
     * @param fileVariants the names of the dialect's file variants, or empty where only the session can tell
     * @param explain tells a person of an error of the database
     * @param second opens a second connection, to watch long statements from; empty where the caller has only one
     */
    Runner(
            DialectSession session,
            List<MigrationSource> sources,
            Optional<List<String>> fileVariants,
            Settings settings,
            Function<SQLException, LedgerException> explain,
            Optional<Connections.Opener> second) {
        this.session = session;
        this.second = second;
        this.sources = sources;
        this.fileVariants = fileVariants;
        this.settings = settings;
        this.explain = explain;
        this.placeholders = new Placeholders(settings.placeholders());
        this.store = new LedgerStore(session);
    }

    /** Reads all sources. */
    static List<Migration> read(List<MigrationSource> sources, List<String> fileVariants) {
        List<Migration> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(source.migrations(fileVariants)));
        return MigrationOrder.of(all);
    }

    /** Uses migrations that were read before connecting. */
    void use(List<Migration> migrations) {
        ordered = migrations;
    }

    List<Migration> migrations() throws SQLException {
        if (ordered == null) {
            ordered = read(sources, fileVariants.isPresent() ? fileVariants.get() : session.fileVariants());
        }
        return ordered;
    }

    private Set<String> namespaces() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (Migration migration : migrations()) {
            names.add(migration.id().namespace());
        }
        return names;
    }

    /** Applies what is pending. */
    MigrateResult migrate(MigrateOptions options) throws SQLException {
        List<Migration> all = migrations();
        if (options.to().isPresent()) {
            checkKnown(options.to().get());
        }
        Heads heads = new Heads(store, all, namespaces());
        Optional<List<Migration>> pending = heads.pending();
        if (pending.isPresent() && pending.get().isEmpty()) {
            return result(Direction.UP, List.of(), 0);
        }
        LockWait.lock(session, settings.lockTimeout(), settings.listener()::waitingForLock);
        boolean plain = options.equals(MigrateOptions.ALL);
        pending = plain ? heads.pending() : Optional.empty();
        if (pending.isPresent() && HeadCheck.requiresElsewhere(pending.get())) {
            pending = Optional.empty();
        }
        Recorder recorder;
        List<Migration> toRun;
        if (pending.isPresent()) {
            if (pending.get().isEmpty()) {
                return result(Direction.UP, List.of(), 0);
            }
            recorder = heads.recorder(settings.clock(), settings.actor(session.currentUser()));
            toRun = pending.get();
            checkRequired(toRun);
        } else {
            LedgerState state = state();
            recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
            Set<MigrationId> touched = settle(recorder, state);
            Planner planner = new Planner(all, current(recorder, state, touched), options);
            stopOn(planner.problems(), recorder);
            notes.addAll(planner.notes());
            toRun = planner.pending();
        }
        return execute(Direction.UP, toRun, recorder);
    }

    /** Takes back what the options name, newest first. */
    MigrateResult rollback(RollbackOptions options) throws SQLException {
        LockWait.lock(session, settings.lockTimeout(), settings.listener()::waitingForLock);
        LedgerState state = state();
        Recorder recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
        Set<MigrationId> touched = settle(recorder, state);
        RollbackPlanner planner = new RollbackPlanner(migrations(), current(recorder, state, touched), options);
        stopOn(planner.problems(), recorder);
        return execute(Direction.DOWN, planner.toRollBack(), recorder);
    }

    /** Returns what {@link #migrate} would do; takes no lock and writes nothing. */
    Plan plan(MigrateOptions options) throws SQLException {
        if (options.to().isPresent()) {
            checkKnown(options.to().get());
        }
        LedgerState state = state();
        Planner planner = new Planner(migrations(), state.migrations(), options);
        stopOn(planner.problems(), null);
        notes.addAll(planner.notes());
        noteRunning(state);
        return plan(Direction.UP, planner.pending(), state);
    }

    /** Returns what {@link #rollback} would do; takes no lock and writes nothing. */
    Plan plan(RollbackOptions options) throws SQLException {
        LedgerState state = state();
        RollbackPlanner planner = new RollbackPlanner(migrations(), state.migrations(), options);
        stopOn(planner.problems(), null);
        noteRunning(state);
        return plan(Direction.DOWN, planner.toRollBack(), state);
    }

    /** Returns where every migration stands. */
    StatusReport status() throws SQLException {
        LedgerState state = state();
        Planner planner = new Planner(migrations(), state.migrations(), MigrateOptions.ALL);
        notes.addAll(planner.notes());
        noteRunning(state);
        return new StatusReport(
                session.database(),
                state.head(),
                new StatusReader(state).read(migrations()),
                planner.problems(),
                notes);
    }

    /** Returns everything that would stop a run, the contents of pending scripts included. */
    List<Problem> validate() throws SQLException {
        try {
            migrations();
        } catch (LedgerException e) {
            return List.of(new Problem(e.code(), Optional.empty(), e.what(), e.next()));
        }
        LedgerState state = state();
        Planner planner = new Planner(migrations(), state.migrations(), MigrateOptions.ALL);
        List<Problem> problems = new ArrayList<>(planner.problems());
        for (Migration migration : planner.pending()) {
            try {
                Prepared prepared = Prepared.of(migration, Direction.UP, session, placeholders);
                if (migration.down().isPresent()) {
                    Prepared.of(migration, Direction.DOWN, session, placeholders);
                }
                checkUnedited(prepared, state.of(migration.id()));
            } catch (LedgerException e) {
                problems.add(new Problem(e.code(), Optional.of(migration.id()), e.what(), e.next()));
            }
        }
        return problems;
    }

    /** Hands every statement of a planned migration to the consumer. */
    void statements(PlannedMigration planned, Consumer<PlannedStatement> consumer) throws SQLException {
        Prepared prepared = Prepared.of(planned.migration(), planned.direction(), session, placeholders);
        try (Units units = prepared.units(session, placeholders)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                consumer.accept(new PlannedStatement(
                        unit.number(), unit.line(), unit.text(), unit.kind(), unit.number() <= planned.resumesAfter()));
            }
        }
    }

    /** Locks, and prepares to record what a person declares. */
    Declarations declarations() throws SQLException {
        return new Declarations(session, store, settings);
    }

    LedgerState state() throws SQLException {
        LedgerState state = new LedgerState();
        store.forEach(state::add);
        return state;
    }

    private Plan plan(Direction direction, List<Migration> migrations, LedgerState state) throws SQLException {
        List<PlannedMigration> planned = new ArrayList<>();
        for (Migration migration : migrations) {
            Prepared prepared = Prepared.of(migration, direction, session, placeholders);
            Optional<MigrationState> known = state.of(migration.id());
            int done = known.filter(k -> k.status() == MigrationStatus.RUNNING)
                    .flatMap(MigrationState::attempt)
                    .filter(attempt -> attempt.direction() == direction)
                    .map(MigrationState.Attempted::done)
                    .orElse(done(known, direction));
            checkUnedited(prepared, known);
            planned.add(new PlannedMigration(
                    migration, direction, prepared.strategy(), prepared.statements(), done, prepared.reasons()));
        }
        return new Plan(planned, notes);
    }

    private void noteRunning(LedgerState state) throws SQLException {
        Set<String> ours = namespaces();
        for (MigrationState migration : state.migrations()) {
            if (migration.status() == MigrationStatus.RUNNING
                    && ours.contains(migration.id().namespace())) {
                notes.add("migration " + migration.id() + " is running now, or its process ended without a word; "
                        + "the next run finds out and goes on from where it stopped");
            }
        }
    }

    private MigrateResult execute(Direction direction, List<Migration> toRun, Recorder recorder) throws SQLException {
        Writer writer = new Writer(session, recorder, text -> {
            notes.add(text);
            settings.listener().warning(text);
        });
        List<Prepared> prepared = new ArrayList<>();
        for (Migration migration : toRun) {
            Prepared next = Prepared.of(migration, direction, session, placeholders);
            checkUnedited(next, recorder.of(migration.id()));
            prepared.add(next);
        }
        if (prepared.isEmpty()) {
            boolean settled = recorder.hasStaged();
            if (settled) {
                writer.commitStaged();
            }
            return result(direction, List.of(), settled ? recorder.batch() : 0);
        }
        settings.listener().planned(prepared.size());
        Execution execution = new Execution(
                session,
                recorder,
                writer,
                placeholders,
                new RepeatablesAfterRollback(migrations(), recorder),
                settings.listener(),
                new Retry(settings.lockRetries()),
                second);
        List<MigrateResult.Completed> completed = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Prepared now = prepared.get(i);
            Optional<Prepared> next = i + 1 < prepared.size() ? Optional.of(prepared.get(i + 1)) : Optional.empty();
            next = next.filter(p -> done(recorder.of(p.migration().id()), direction) == 0);
            int done = done(recorder.of(now.migration().id()), direction);
            try {
                Duration elapsed = execution.run(now, done, next);
                completed.add(new MigrateResult.Completed(
                        now.migration().id(), now.migration().description(), now.statements(), done, elapsed));
            } catch (AttemptFailed e) {
                List<MigrationId> notRun = prepared.subList(i + 1, prepared.size()).stream()
                        .map(p -> p.migration().id())
                        .toList();
                String again = direction == Direction.UP
                        ? "ledger migrate"
                        : isInEffect(recorder, now) ? "ledger rollback" : "ledger rollback --part-way";
                throw FailureReport.of(
                        e, direction, completed, notRun, recorder.batch(), elapsed(), notes, explain, again);
            }
        }
        return result(direction, completed, recorder.batch());
    }

    private static boolean isInEffect(Recorder recorder, Prepared prepared) {
        return recorder.of(prepared.migration().id())
                .filter(MigrationState::isInEffect)
                .isPresent();
    }

    private static void checkUnedited(Prepared prepared, Optional<MigrationState> state) {
        state.flatMap(MigrationState::attempt)
                .filter(attempt -> attempt.direction() == prepared.direction())
                .ifPresent(attempt -> Settlement.checkUnedited(prepared, attempt));
    }

    /** Returns how many statements of an attempt in this direction are in effect already. */
    private static int done(Optional<MigrationState> state, Direction direction) {
        return state.filter(s -> s.status() == MigrationStatus.PART_WAY)
                .flatMap(MigrationState::attempt)
                .filter(attempt -> attempt.direction() == direction)
                .map(MigrationState.Attempted::done)
                .orElse(0);
    }

    private Set<MigrationId> settle(Recorder recorder, LedgerState state) throws SQLException {
        Map<MigrationId, Migration> local = new LinkedHashMap<>();
        migrations().forEach(migration -> local.put(migration.id(), migration));
        Set<MigrationId> touched = new LinkedHashSet<>();
        state.migrations().stream()
                .filter(migration -> migration.status() == MigrationStatus.RUNNING)
                .forEach(migration -> touched.add(migration.id()));
        new Settlement(session, recorder, placeholders, local, settings.listener())
                .settle(state.migrations(), namespaces());
        return touched;
    }

    private static Collection<MigrationState> current(Recorder recorder, LedgerState state, Set<MigrationId> touched) {
        if (touched.isEmpty()) {
            return state.migrations();
        }
        return state.migrations().stream()
                .map(migration -> touched.contains(migration.id())
                        ? recorder.of(migration.id()).orElseThrow()
                        : migration)
                .toList();
    }

    /** Stops where something is wrong; what was found out about interrupted attempts is recorded all the same. */
    private void stopOn(List<Problem> problems, @Nullable Recorder recorder) throws SQLException {
        if (problems.isEmpty()) {
            return;
        }
        if (recorder != null && recorder.hasStaged()) {
            new Writer(session, recorder, notes::add).commitStaged();
        }
        throw Problems.toException(problems);
    }

    private void checkKnown(MigrationId id) throws SQLException {
        if (migrations().stream().noneMatch(migration -> migration.id().equals(id))) {
            throw LedgerException.input(
                    UNKNOWN_MIGRATION, "no migration here has the id " + id, "See 'ledger status' for the ids.");
        }
    }

    /** What a pending migration requires stands before it in the order, or it does not exist. */
    private void checkRequired(List<Migration> pending) throws SQLException {
        Set<MigrationId> known = new LinkedHashSet<>();
        migrations().forEach(migration -> known.add(migration.id()));
        List<Problem> unknown = new ArrayList<>();
        for (Migration migration : pending) {
            for (MigrationId required : migration.directives().requires()) {
                if (!known.contains(required)) {
                    unknown.add(Problems.unknownRequires(migration, required));
                }
            }
        }
        stopOn(unknown, null);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private MigrateResult result(Direction direction, List<MigrateResult.Completed> completed, int batch) {
        return new MigrateResult(direction, completed, Optional.empty(), List.of(), batch, elapsed(), notes);
    }
}
