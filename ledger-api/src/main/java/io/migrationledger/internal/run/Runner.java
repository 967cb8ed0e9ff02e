package io.migrationledger.internal.run;

import io.migrationledger.AdoptResult;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.SquashedScript;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.UnfinishedRollback;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.LockWait;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.plan.FirstRun;
import io.migrationledger.internal.plan.KeptMigrations;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.Planner;
import io.migrationledger.internal.plan.RollbackPlanner;
import io.migrationledger.internal.plan.Squasher;
import io.migrationledger.internal.plan.Squashes;
import io.migrationledger.internal.plan.Validation;
import io.migrationledger.internal.record.DigestCheck;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.HeadCheck;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.NewestEvents;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.FlywayPlaceholders;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.internal.settle.Adoptions;
import io.migrationledger.internal.settle.Declarations;
import io.migrationledger.internal.settle.RepeatablesAfterRollback;
import io.migrationledger.internal.settle.Settlement;
import io.migrationledger.internal.settle.Withdrawals;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run: reads, locks, reads again, settles, plans, executes. Of one use, confined to one thread. */
public final class Runner {
    private final DialectSession session;
    private final List<MigrationSource> sources;
    private final Optional<List<String>> fileVariants;
    private final Optional<Connections.Opener> second;
    private final Settings settings;
    private final Placeholders placeholders;
    private final LedgerStore store;
    private final Function<SQLException, LedgerException> explain;
    private long start = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private Optional<LedgerEvent> newest = Optional.empty();
    /** The newest event of the ledger, where this run recorded it; its migrations' own events are not among these. */
    private Optional<LedgerEvent> recorded = Optional.empty();

    private @Nullable LocalMigrations local;
    /** What all events told before the lock was asked for; absent where the newest told enough. */
    private @Nullable LedgerState seen;

    private List<Prepared> afterFailure = List.of();

    /**
     * Prepares a run on a session; the sources are read when they are needed.
     *
     * @param fileVariants the names of the dialect's file variants, or empty where only the session can tell
     * @param explain tells a person of an error of the database
     * @param second opens a second connection, to watch long statements from; empty where the caller has only one
     */
    public Runner(
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
        this.placeholders = new Placeholders(
                settings.replacePlaceholders(),
                settings.placeholders(),
                new FlywayPlaceholders(session, settings.clock()));
        this.store = new LedgerStore(session);
    }

    /** Uses migrations that were read before connecting. */
    public void use(LocalMigrations migrations) {
        local = migrations;
    }

    public LocalMigrations local() throws SQLException {
        LocalMigrations found = found();
        if (!found.bases().isEmpty()) {
            LedgerState state = state();
            // A history that is taken over decides, not the ledger that tells of no migration yet.
            boolean adopting = settings.adopt().isPresent()
                    && state.migrations().isEmpty()
                    && adoptions()
                            .mayTake(found.withoutBases(), settings.adopt().get());
            found = adopting ? found.withoutBases() : found.on(state);
            local = found;
        }
        return found;
    }

    /** Plans from here on for a ledger of this state, as another tool's history that a run takes over first will make it. */
    public void expect(LedgerState state) throws SQLException {
        local = local().withBases().on(state);
    }

    /**
     * Returns what another tool's history is compared with; with its problems where there is no script at all.
     *
     * @throws ValidationException where something else is wrong with the sources
     */
    public LocalMigrations adoptable() throws SQLException {
        LocalMigrations found = found().withoutBases();
        local = found;
        return found.isWithoutScripts() ? found : usable();
    }

    private LocalMigrations found() throws SQLException {
        LocalMigrations found = local;
        if (found == null) {
            found = LocalMigrations.read(
                    sources, fileVariants.isPresent() ? fileVariants.get() : session.fileVariants());
            local = found;
        }
        return found;
    }

    /**
     * Returns the local migrations in the order in which they run.
     *
     * @throws ValidationException where something is wrong with the sources
     */
    public List<Migration> migrations() throws SQLException {
        if (!local().problems().isEmpty()) {
            throw new ValidationException(local().problems());
        }
        return local().ordered();
    }

    /**
     * Returns what the sources hold.
     *
     * @throws ValidationException where something is wrong with the sources
     */
    public LocalMigrations usable() throws SQLException {
        migrations();
        return local();
    }

    /**
     * Returns the local migrations for a run.
     *
     * @throws ValidationException where something is wrong with the sources; also telling what is wrong inside of the
     *     scripts that are pending, so that nobody has to come back for that
     */
    public List<Migration> runnable() throws SQLException {
        if (!local().problems().isEmpty()) {
            throw new ValidationException(validation(state()).ofSources(local()));
        }
        return local().ordered();
    }

    private Set<String> namespaces() throws SQLException {
        return local().namespaces();
    }

    public Planner planner(Collection<MigrationState> recorded, MigrateOptions options) throws SQLException {
        return new Planner(local(), recorded, options, settings.ignoreMissing());
    }

    /** Applies what is pending. */
    public MigrateResult migrate(MigrateOptions options) throws SQLException {
        List<Migration> all = runnable();
        if (options.to().isPresent()) {
            local().checkKnown(options.to().get());
        }
        NewestEvents heads = new NewestEvents(store, all, namespaces());
        Optional<List<Migration>> pending = heads.pending();
        HeadCheck.check(store, settings.expectedHead(), heads.newest());
        if (isNothing(pending, heads)
                || (pending.isEmpty() && isNothingByEvents(options, false))
                || !lock(new UntilDone(heads, options))) {
            newest = heads.newest();
            notes.addAll(local().notes());
            return nothing(Direction.UP);
        }
        adopt();
        boolean plain = options.equals(MigrateOptions.ALL);
        pending = plain ? heads.pending() : Optional.empty();
        if (pending.isPresent() && (DigestCheck.requiresElsewhere(pending.get()) || heads.mayHide(pending.get()))) {
            pending = Optional.empty();
        }
        Recorder recorder;
        List<Migration> toRun;
        List<Squashes.Squash> squashed = List.of();
        List<Problem> problems = new ArrayList<>();
        if (pending.isPresent()) {
            if (pending.get().isEmpty()) {
                newest = heads.newest();
                notes.addAll(local().notes());
                return nothing(Direction.UP);
            }
            recorder = heads.recorder(settings.clock(), settings.actor(session.currentUser()));
            toRun = pending.get();
            // What a pending migration requires stands before it in the order, or it does not exist.
            problems.addAll(Validation.unknownRequires(toRun, all));
        } else {
            LedgerState state = stateUnderLock();
            recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
            Set<MigrationId> touched = settle(recorder, state);
            Planner planner = planner(current(recorder, state, touched), options);
            problems.addAll(planner.problems());
            notes.addAll(planner.notes());
            toRun = planner.pending();
            squashed = planner.squashed();
        }
        problems.addAll(beginning(recorder.head(), toRun));
        return execute(Direction.UP, toRun, problems, squashed, recorder);
    }

    /** A ledger that tells of no migration may have to take over another tool's history, where that is wanted. */
    private boolean mayAdopt(NewestEvents heads) throws SQLException {
        return settings.adopt().isPresent() && heads.newest().isEmpty() && tellsOfNoMigration(store.head());
    }

    /** Takes over another tool's history, under the lock, where that is wanted and the ledger tells of no migration yet. */
    private void adopt() throws SQLException {
        if (settings.adopt().isEmpty()) {
            return;
        }
        if (tellsOfNoMigration(store.head())) {
            adoptions().record(local(), settings.adopt().get()).ifPresent(this::adopted);
        }
        local = local().withBases(); // also where another run has just adopted
    }

    private void adopted(AdoptResult result) {
        settings.listener().adopted(result);
        notes.addAll(result.notes());
        if (!result.events().isEmpty()) {
            recorded = Optional.of(result.events().get(result.events().size() - 1));
        }
    }

    /** Returns what takes over another tool's history. */
    public Adoptions adoptions() {
        return new Adoptions(session, store, settings, placeholders);
    }

    /** Returns whether the newest rows tell that there is nothing to do, with the lock or without it. */
    private boolean isNothing(Optional<List<Migration>> pending, NewestEvents heads) throws SQLException {
        return pending.isPresent() && pending.get().isEmpty() && !mayAdopt(heads);
    }

    /**
     * Returns whether all events tell, without the lock, that there is nothing to do: an older version of the program starts
     * beside a newer one, and the ledger has more than its files.
     *
     * @param othersAtWork whether another run has the lock: what is unfinished and not this program's own is that run's matter
     */
    private boolean isNothingByEvents(MigrateOptions options, boolean othersAtWork) throws SQLException {
        if (settings.adopt().isPresent()) {
            return false;
        }
        LedgerState state = state();
        seen = state;
        Set<MigrationId> own = new HashSet<>();
        usable().ordered().forEach(migration -> own.add(migration.id()));
        usable().afterFailure().forEach(migration -> own.add(migration.id()));
        if (state.migrations().stream().anyMatch(one -> one.unsettled() && (!othersAtWork || own.contains(one.id())))) {
            return false;
        }
        Planner planner = planner(state.migrations(), options);
        boolean nothing = planner.problems().isEmpty()
                && planner.pending().isEmpty()
                && planner.squashed().isEmpty();
        if (nothing) {
            planner.notes().forEach(settings.listener()::warning);
            notes.addAll(planner.notes());
        }
        return nothing;
    }

    /** Returns what all events tell; read once more only where one was added since they were read without the lock. */
    private LedgerState stateUnderLock() throws SQLException {
        LedgerState before = seen;
        return before != null && before.head().equals(store.head()) ? before : state();
    }

    /** Somebody else may do it all: looked at while that runner has the lock. */
    private final class UntilDone implements LockWait.Needless {
        private final NewestEvents heads;
        private final MigrateOptions options;
        private OptionalInt left = OptionalInt.empty();
        private boolean looked;

        UntilDone(NewestEvents heads, MigrateOptions options) {
            this.heads = heads;
            this.options = options;
        }

        @Override
        public boolean isSo() throws SQLException {
            left = OptionalInt.empty(); // also where the database is too busy to tell
            Optional<List<Migration>> pending = heads.pending();
            if (pending.isPresent()) {
                left = OptionalInt.of(pending.get().size());
                return isNothing(pending, heads);
            }
            boolean known = looked && !heads.hasMoved();
            looked = true;
            return !known && isNothingByEvents(options, true);
        }

        @Override
        public boolean hasMoved() {
            return heads.hasMoved();
        }

        @Override
        public OptionalInt left() {
            return left;
        }
    }

    /** Rolls back what the options name, newest first. */
    public MigrateResult rollback(RollbackOptions options) throws SQLException {
        runnable();
        HeadCheck.check(store, settings.expectedHead(), Optional.empty());
        lock(LockWait.Needless.NEVER);
        LedgerState state = state();
        OtherLedgers.check(session, state, settings.newLedger());
        Recorder recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
        Optional<UnfinishedRollback> begun = state.unfinishedRollback(local().namespaces());
        Set<MigrationId> touched = settle(recorder, state);
        RollbackPlanner planner = new RollbackPlanner(
                local(), current(recorder, state, touched), begun, options, new KeptMigrations(store.scripts()));
        notes.addAll(planner.notes());
        return execute(Direction.DOWN, planner.toRollBack(), planner.problems(), List.of(), recorder);
    }

    /** Adds what the newest event says of the run that holds the lock. */
    private LockHolder atWork(LockHolder holder) throws SQLException {
        Optional<String> at = store.head()
                .filter(event -> event.type() == EventType.STARTED || event.type() == EventType.STEP)
                .map(event -> ", at migration " + event.id()
                        + (event instanceof LedgerEvent.Step step
                                ? step.intent()
                                        .map(intent -> ", statement " + intent.statement())
                                        .orElse("")
                                : ""));
        return new LockHolder(holder.description() + at.orElse(""), holder.since());
    }

    private boolean lock(LockWait.Needless needless) throws SQLException {
        boolean taken = LockWait.lock(
                session, this::atWork, needless, settings.lockTimeout(), settings.listener()::waitingForLock);
        start = System.nanoTime(); // to wait for others is no part of the run
        return taken;
    }

    public DialectSession session() {
        return session;
    }

    public Settings settings() {
        return settings;
    }

    public List<String> notes() {
        return notes;
    }

    public Validation validation(LedgerState state) {
        return new Validation(session, placeholders, state, settings.ignoreMissing());
    }

    /** Returns what stands in the way of a first run on this database. */
    public List<Problem> beginning(Optional<LedgerEvent> head, List<Migration> toRun) throws SQLException {
        Optional<Problem> lost = HeadCheck.problem(store, settings.expectedHead(), head);
        if (lost.isPresent()) {
            return List.of(lost.get());
        }
        if (head.isEmpty()) {
            Optional<Problem> elsewhere = OtherLedgers.problem(session, settings.newLedger());
            if (elsewhere.isPresent()) {
                return List.of(elsewhere.get());
            }
        } else if (toRun.isEmpty() || !tellsOfNoMigration(head)) {
            return List.of();
        }
        return toRun.isEmpty() ? List.of() : new FirstRun(session, settings.onExisting()).problems(notes::add);
    }

    /** What environment it is, or that its schema is known, says nothing of migrations: the first run is still to come. */
    private boolean tellsOfNoMigration(Optional<LedgerEvent> head) throws SQLException {
        return head.isEmpty()
                || (head.get() instanceof LedgerEvent.Noted
                        && state().migrations().isEmpty());
    }

    /** Hands every statement of a planned migration to the consumer. */
    public void statements(PlannedMigration planned, Consumer<PlannedStatement> consumer) throws SQLException {
        Prepared.of(planned.migration(), planned.direction(), session, placeholders)
                .statements(session, placeholders, planned.resumesAfter(), consumer);
    }

    /** Writes one script that has the effect of several. */
    public SquashedScript squash(Optional<MigrationId> from, MigrationId to, String description) throws SQLException {
        List<String> variants = fileVariants.isPresent() ? fileVariants.get() : session.fileVariants();
        return new Squasher(session, sources, variants).squash(from, to, description);
    }

    /** Locks, and prepares to record what a person declares. */
    public Declarations declarations() throws SQLException {
        return new Declarations(session, store, settings);
    }

    public LedgerState state() throws SQLException {
        return store.state();
    }

    /** Reads the scripts, and stops where something is wrong with them, or was wrong before. */
    public List<Prepared> prepared(
            Direction direction,
            List<Migration> migrations,
            List<Problem> found,
            Function<MigrationId, Optional<MigrationState>> states,
            @Nullable Recorder recorder)
            throws SQLException {
        Preparation preparation = new Preparation(session, placeholders);
        List<Prepared> prepared = preparation.read(direction, migrations, states);
        if (direction == Direction.UP && !migrations.isEmpty()) {
            afterFailure = preparation.read(direction, local().afterFailureBut(migrations), id -> Optional.empty());
        }
        List<Problem> problems = new ArrayList<>(found);
        problems.addAll(preparation.problems());
        if (!problems.isEmpty()) {
            if (recorder != null && recorder.hasStaged()) {
                // What was found out about interrupted attempts is recorded all the same.
                commit(new EventCommit(session, recorder, notes::add), recorder);
            }
            throw new ValidationException(problems, recorded);
        }
        notes.addAll(local().notes());
        notes.addAll(preparation.notes());
        return prepared;
    }

    private MigrateResult execute(
            Direction direction,
            List<Migration> toRun,
            List<Problem> found,
            List<Squashes.Squash> squashed,
            Recorder recorder)
            throws SQLException {
        List<Prepared> prepared = prepared(direction, toRun, found, recorder::of, recorder);
        Optional<SnapshotKeeper> snapshots =
                prepared.isEmpty() ? Optional.empty() : keeping().snapshots(direction, recorder);
        EventCommit writer = new EventCommit(session, recorder, text -> {
            notes.add(text);
            settings.listener().warning(text);
        });
        for (Squashes.Squash squash : squashed) {
            Withdrawals.stage(squash, recorder);
            commit(writer, recorder);
            notes.add(squash.recorded());
        }
        notes.forEach(settings.listener()::warning);
        if (prepared.isEmpty()) {
            if (recorder.hasStaged()) {
                commit(writer, recorder);
            }
            return nothing(direction);
        }
        try (ProgressWatch progress = new ProgressWatch(second)) {
            ExecutionContext context = new ExecutionContext(
                    session,
                    recorder,
                    writer,
                    placeholders,
                    new RepeatablesAfterRollback(migrations(), recorder),
                    settings.listener(),
                    new Retry(settings.lockRetries()),
                    progress,
                    keeping().scripts(recorder, prepared),
                    snapshots,
                    direction == Direction.DOWN
                            ? toRun.stream().map(Migration::id).toList()
                            : List.of());
            return new Executions(context, this, start, notes).run(direction, prepared, afterFailure);
        }
    }

    private void commit(EventCommit writer, Recorder recorder) throws SQLException {
        writer.commitStaged();
        recorded = recorder.head();
    }

    private Keeping keeping() {
        return new Keeping(session, store, settings, notes);
    }

    /** Returns why a run would be refused as the schema was changed outside of the ledger; a note tells what only warns. */
    public List<Problem> drift() throws SQLException {
        return keeping().drift();
    }

    private Set<MigrationId> settle(Recorder recorder, LedgerState state) throws SQLException {
        Map<MigrationId, Migration> local = new LinkedHashMap<>();
        migrations().forEach(migration -> local.put(migration.id(), migration));
        local().afterFailure().forEach(migration -> local.put(migration.id(), migration));
        Set<MigrationId> touched = new LinkedHashSet<>();
        state.migrations().stream()
                .filter(migration -> migration.status() == MigrationStatus.RUNNING)
                .forEach(migration -> touched.add(migration.id()));
        KeptMigrations kept = new KeptMigrations(store.scripts());
        new Settlement(session, recorder, placeholders, local, kept, settings.listener(), notes)
                .settle(state, namespaces());
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

    private MigrateResult nothing(Direction direction) {
        int batch = recorded.map(event -> event.header().batch()).orElse(0);
        return result(direction, List.of(), batch, Duration.ofNanos(System.nanoTime() - start), recorded);
    }

    MigrateResult result(
            Direction direction,
            List<MigrateResult.Completed> completed,
            int batch,
            Duration elapsed,
            Optional<LedgerEvent> head) {
        return new MigrateResult(
                direction, completed, Optional.empty(), List.of(), batch, elapsed, notes, newest, head);
    }

    /** Tells a person of an error of the database. */
    Function<SQLException, LedgerException> explain() {
        return explain;
    }
}
