package io.migrationledger.internal.settle;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.NOTHING_TO_DECLARE;
import static io.migrationledger.ErrorCode.NOT_KEPT;
import static io.migrationledger.ErrorCode.UNKNOWN_MIGRATION;
import static io.migrationledger.ErrorCode.UNSETTLED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.Resolution;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.ScriptMark;
import io.migrationledger.internal.connect.LockWait;
import io.migrationledger.internal.plan.OtherTools;
import io.migrationledger.internal.plan.Squashes;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.schema.SchemaLook;
import io.migrationledger.internal.schema.SnapshotDocument;
import io.migrationledger.internal.script.PackedText;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.HistoryAdopter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people declare instead of running it: baselines, answers to doubts, accepted edits. Always events. */
public final class Declarations {
    private final DialectSession session;
    private final Recorder recorder;
    private final LedgerState state;
    private final Settings settings;

    /** Locks, and reads the whole state. */
    public Declarations(DialectSession session, LedgerStore store, Settings settings) throws SQLException {
        this.session = session;
        this.settings = settings;
        LockWait.lock(session, settings.lockTimeout(), settings.listener()::waitingForLock);
        this.state = store.state();
        OtherLedgers.check(session, state, settings.newLedger());
        this.recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
    }

    public List<LedgerEvent> baseline(List<Migration> migrations, MigrationId upTo, String reason) throws SQLException {
        checkReason(reason);
        if (local(migrations, upTo).repeatable()) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "migration " + upTo + " is repeatable: it stands above no other",
                    "Name the last versioned migration that is in effect.");
        }
        List<LedgerEvent> events = new ArrayList<>();
        for (Migration migration : upTo(migrations, upTo)) {
            boolean covered =
                    !migration.repeatable() && migration.id().namespace().equals(upTo.namespace());
            boolean inEffect =
                    state.of(migration.id()).filter(MigrationState::isInEffect).isPresent();
            if (covered
                    && !(inEffect && isKnown(migration))
                    && standsFor(migration.id()).isEmpty()) {
                checkSettled(migration.id());
                events.addAll(withdrawn(migration, reason));
                events.add(applied(migration, Origin.BASELINED, reason));
            }
        }
        if (events.isEmpty()) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    "everything up to " + upTo + " is in effect already",
                    "Nothing needs to be declared.");
        }
        if (state.migrations().isEmpty()) {
            tellOfHistories();
        }
        write();
        return events;
    }

    /** Returns what runs before a migration, and that one: ids that are names, and tools, have an order of their own. */
    private static List<Migration> upTo(List<Migration> ordered, MigrationId last) {
        int end = 0;
        while (!ordered.get(end).id().equals(last)) {
            end++;
        }
        return ordered.subList(0, end + 1);
    }

    /** The ledger begins, and another tool's history would go into an empty one only. */
    private void tellOfHistories() throws SQLException {
        Optional<HistoryAdopter> reader = OtherTools.reader();
        if (reader.isEmpty()) {
            return;
        }
        for (HistoryAdopter.Found found : reader.get().find(session)) {
            settings.listener()
                    .warning(found.table() + " is the history of " + found.product()
                            + ", and this baseline takes nothing"
                            + " of it over. An adoption of " + found.product()
                            + " does, but only as the first thing in"
                            + " a ledger, before any baseline");
        }
    }

    /** Returns the other migration in effect that stands for this one, which then counts no more by itself. */
    private Optional<MigrationId> standsFor(MigrationId id) {
        return state.migrations().stream()
                .filter(other -> !other.id().equals(id))
                .filter(other -> other.inEffect()
                        .filter(applied -> applied.replaces().contains(id))
                        .isPresent())
                .map(MigrationState::id)
                .findFirst();
    }

    /** A script that stands for others is not known yet where what it replaces has its id. */
    private boolean isKnown(Migration migration) {
        return migration.directives().replaces().isEmpty()
                || Squashes.isKnown(migration, state.of(migration.id()).orElse(null));
    }

    /** What a script stands for no longer counts by itself once the script does. */
    private List<LedgerEvent> withdrawn(Migration script, String reason) {
        List<LedgerEvent> events = new ArrayList<>();
        for (MigrationId id : script.directives().replaces()) {
            checkSettled(id);
            Optional<MigrationState> known = state.of(id).filter(MigrationState::isInEffect);
            if (known.isPresent() && !id.equals(script.id())) {
                events.add(recorder.stage(Withdrawals.draft(known.get(), Origin.SQUASHED, reason)));
            }
        }
        return events;
    }

    public LedgerEvent accept(List<Migration> migrations, MigrationId id, String reason) throws SQLException {
        checkReason(reason);
        Migration migration = local(migrations, id);
        Optional<LedgerEvent.Applied> inEffect = state.of(id).flatMap(MigrationState::inEffect);
        if (inEffect.isEmpty() || inEffect.get().header().checksum().equals(migration.checksum())) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    "migration " + id
                            + (inEffect.isEmpty() ? " is not in effect" : " has not been edited since it was applied"),
                    "Nothing needs to be accepted.");
        }
        checkSettled(id);
        if (!isKnown(migration)) {
            throw LedgerException.input(
                    BAD_OPTION,
                    migration.location() + ": migration " + id + " was not edited: it stands for others now",
                    Advice.of("Run '", Action.MIGRATE, "', which records that where all of them are in effect."));
        }
        if (state.of(id).filter(MigrationState::ranNothing).isPresent()) {
            settings.listener()
                    .warning(
                            "the run of migration " + id + " that is recorded had 0 statements: what is in its file now"
                                    + " has not run, and accepting it runs nothing");
        }
        LedgerEvent event = applied(migration, Origin.ACCEPTED, reason);
        write();
        return event;
    }

    /** Records that the schema is known as it is now. */
    public LedgerEvent acceptSchema(String reason) throws SQLException {
        checkReason(reason);
        Optional<MigrationState> open = state.migrations().stream()
                .filter(migration -> migration.status() == MigrationStatus.RUNNING)
                .findFirst();
        if (open.isPresent()) {
            throw LedgerException.input(
                    UNSETTLED,
                    "an attempt at migration " + open.get().id()
                            + " has not ended: what it left behind is not known yet",
                    Advice.of("Run '", Action.MIGRATE, "' first, which finds out."));
        }
        if (session.declined().contains(Capability.KEPT_SCRIPTS)) {
            throw LedgerException.input(
                    NOT_KEPT,
                    "the driver of this database keeps no texts beside the ledger, and so no snapshots",
                    "Compare schemas by the database's own means.");
        }
        KeptScript row;
        try {
            row = SnapshotDocument.of(SchemaLook.snapshot(session));
        } catch (PackedText.TooLong e) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "the schema cannot be kept: its snapshot is " + e.getMessage(),
                    "Compare it by the database's own means.");
        }
        recorder.scripts().snapshotsOn();
        recorder.scripts().stage(row);
        LedgerEvent event = noted(
                LedgerEvent.Noted.SCHEMA,
                row.hash(),
                EventDetail.withSnapshot(
                        EventDetail.noted(Optional.empty(), Optional.of(reason)), ScriptMark.of(row.hash())));
        write();
        if (!recorder.head().flatMap(LedgerEvent::snapshot).equals(Optional.of(row.hash()))) {
            throw new LedgerException(
                    NOT_KEPT,
                    "the snapshot could not be written",
                    "That somebody accepted the schema is recorded; what it holds is not.",
                    "Allow the account to write the table of kept scripts, which the warning names, and accept it again.");
        }
        return event;
    }

    /** Records what environment the database is. */
    public LedgerEvent.Noted environment(String name, Optional<String> reason) throws SQLException {
        if (!MigrationId.isAllowed(name)) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "'" + name + "' cannot be the name of an environment",
                    "Write 1 to 200 characters, none of them a control character: production, staging.");
        }
        LedgerEvent event =
                noted(LedgerEvent.Noted.ENVIRONMENT, Sha256.hex(name), EventDetail.noted(Optional.of(name), reason));
        write();
        return (LedgerEvent.Noted) event;
    }

    private LedgerEvent noted(MigrationId id, String checksum, String detail) {
        return recorder.stage(
                new EventDraft(EventType.NOTED, Origin.DECLARED, id, Direction.UP, checksum, 0, Duration.ZERO, detail));
    }

    /** What is open, part-way or in doubt has to be answered by itself, not in passing. */
    void checkSettled(MigrationId id) {
        state.of(id).filter(MigrationState::unsettled).ifPresent(open -> {
            throw LedgerException.input(
                    UNSETTLED,
                    "migration " + id + " is "
                            + (open.status() == MigrationStatus.PART_WAY
                                    ? "part-way"
                                    : open.status()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' ')),
                    Advice.of(
                            "Run again what was interrupted, or say with '",
                            Action.RESOLVE.about(id),
                            "' how it stands."));
        });
    }

    public LedgerEvent resolve(List<Migration> migrations, Resolution answer) throws SQLException {
        checkReason(answer.reason());
        MigrationState known = state.of(answer.id()).orElseThrow(() -> unknown(answer.id()));
        Optional<MigrationId> script = standsFor(answer.id());
        if (known.status() == MigrationStatus.FORGOTTEN && script.isPresent()) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    "migration " + answer.id() + " is in effect by " + script.get() + ", which stands for it",
                    "Nothing needs to be resolved.");
        }
        if (known.status() == MigrationStatus.FORGOTTEN && answer.step().isEmpty()) {
            LedgerEvent event = forgotten(migrations, known, answer);
            write();
            return event;
        }
        MigrationState.Attempted attempt = known.attempt()
                .orElseThrow(() -> LedgerException.input(
                        NOTHING_TO_DECLARE,
                        "migration " + answer.id() + " is not failed, part-way or in doubt",
                        known.since()
                                        .filter(applied -> applied.origin() == Origin.ADOPTED)
                                        .isPresent()
                                ? adopted(answer.id())
                                : known.isDeclared()
                                        ? Advice.of(
                                                "It was declared as in effect; '",
                                                Action.UNDO_BASELINE.about(answer.id()),
                                                "' undoes a baseline.")
                                        : Advice.of(
                                                "Nothing needs to be resolved; '",
                                                Action.STATUS,
                                                "' shows how it stands.")));
        LedgerEvent event = resolve(migrations, known, attempt, answer);
        write();
        return event;
    }

    /** What was forgotten counts again, or has to run again. */
    private LedgerEvent forgotten(List<Migration> migrations, MigrationState known, Resolution answer) {
        if (answer.applied()) {
            Optional<Migration> here = migrations.stream()
                    .filter(migration -> migration.id().equals(known.id()))
                    .findFirst();
            return applied(
                    known.id(),
                    here.map(Migration::checksum).orElse(known.last().header().checksum()),
                    here.map(Migration::description).orElse(""),
                    Origin.RESOLVED,
                    answer.reason(),
                    replaces(here));
        }
        return recorder.stage(new EventDraft(
                EventType.FAILED,
                Origin.RESOLVED,
                known.id(),
                Direction.UP,
                known.last().header().checksum(),
                0,
                Duration.ZERO,
                EventDetail.failed(Optional.empty(), Optional.empty(), Optional.of(answer.reason()))));
    }

    /** Takes migrations out of account of which nothing is to be undone. */
    public Withdrawals withdrawals() {
        return new Withdrawals(this, recorder, state);
    }

    private LedgerEvent resolve(
            List<Migration> migrations, MigrationState known, MigrationState.Attempted attempt, Resolution resolution) {
        PersonsAnswer answer = new PersonsAnswer(attempt, resolution);
        if (resolution.step().isEmpty()) {
            answer.checkWhole();
            return whole(migrations, known, attempt, resolution);
        }
        int done = answer.doneByStep();
        boolean up = attempt.direction() == Direction.UP;
        boolean gone = migrations.stream()
                .noneMatch(migration -> migration.id().equals(known.id())
                        && (up || migration.down().isPresent()));
        // No run can finish what has no file: with its last statement all of it is in effect.
        return gone && answer.namesTheLastAsApplied()
                ? whole(migrations, known, attempt, resolution)
                : recorder.stage(failed(attempt, done, resolution.reason()));
    }

    private LedgerEvent whole(
            List<Migration> migrations, MigrationState known, MigrationState.Attempted attempt, Resolution answer) {
        boolean up = attempt.direction() == Direction.UP;
        if (!answer.applied()) {
            return recorder.stage(failed(attempt, 0, answer.reason()));
        }
        if (!up) {
            LedgerEvent rolledBack = recorder.stage(new EventDraft(
                    EventType.ROLLED_BACK,
                    Origin.RESOLVED,
                    known.id(),
                    Direction.DOWN,
                    attempt.started().header().checksum(),
                    attempt.started().statements(),
                    Duration.ZERO,
                    EventDetail.settled(attempt.started().description(), Optional.of(answer.reason()))));
            new RepeatablesAfterRollback(migrations, recorder).stage(known.id());
            return rolledBack;
        }
        // Where the file is gone, what the attempt said of itself has to do.
        return migrations.stream()
                .filter(migration -> migration.id().equals(known.id()))
                .findFirst()
                .map(migration -> applied(migration, Origin.RESOLVED, answer.reason()))
                .orElseGet(() -> applied(
                        known.id(),
                        attempt.started().header().checksum(),
                        attempt.started().description(),
                        Origin.RESOLVED,
                        answer.reason(),
                        List.of()));
    }

    private static EventDraft failed(MigrationState.Attempted attempt, int done, String reason) {
        return new EventDraft(
                EventType.FAILED,
                Origin.RESOLVED,
                attempt.started().id(),
                attempt.direction(),
                attempt.started().header().checksum(),
                done,
                Duration.ZERO,
                EventDetail.failed(Optional.empty(), Optional.empty(), Optional.of(reason)));
    }

    private LedgerEvent applied(Migration migration, Origin origin, String reason) {
        return applied(
                migration.id(),
                migration.checksum(),
                migration.description(),
                origin,
                reason,
                migration.directives().replaces());
    }

    private static List<MigrationId> replaces(Optional<Migration> here) {
        return here.map(migration -> migration.directives().replaces()).orElse(List.of());
    }

    private LedgerEvent applied(
            MigrationId id,
            String checksum,
            String description,
            Origin origin,
            String reason,
            List<MigrationId> replaces) {
        return recorder.stage(new EventDraft(
                EventType.APPLIED,
                origin,
                id,
                Direction.UP,
                checksum,
                0,
                Duration.ZERO,
                EventDetail.settled(description, Optional.of(reason), replaces)));
    }

    void write() throws SQLException {
        new EventCommit(session, recorder, settings.listener()::warning).commitStaged();
    }

    private static Migration local(List<Migration> migrations, MigrationId id) {
        return migrations.stream()
                .filter(migration -> migration.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    /** What to do about a migration that another tool ran. */
    static Advice adopted(MigrationId id) {
        return Advice.of(
                "It was adopted from another tool's history; '",
                Action.ROLLBACK_DECLARED.about(id),
                "' runs its down script.");
    }

    static LedgerException unknown(MigrationId id) {
        return LedgerException.input(
                UNKNOWN_MIGRATION,
                "no migration has the id " + id,
                Advice.of("See '", Action.STATUS, "' for the ids."));
    }

    static void checkReason(String reason) {
        if (reason.isBlank()) {
            throw LedgerException.input(
                    BAD_OPTION, "a declaration needs a reason", Advice.of("Say how you know: ", Action.REASON, "."));
        }
    }
}
