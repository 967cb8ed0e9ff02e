package io.migrationledger.internal.settle;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.NOTHING_TO_DECLARE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.Squashes;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes migrations out of account without running anything: a baseline that was a mistake, a file that is gone. All events
 * of one call are one commit.
 */
public final class Withdrawals {
    private final Declarations declarations;
    private final Recorder recorder;
    private final LedgerState state;

    Withdrawals(Declarations declarations, Recorder recorder, LedgerState state) {
        this.declarations = declarations;
        this.recorder = recorder;
        this.state = state;
    }

    /**
     * Records that migrations which were baselined are not in effect after all.
     *
     * @param only the one that is meant, or empty for all of the namespace that stand as baselined
     */
    public List<LedgerEvent> undoBaseline(String namespace, Optional<MigrationId> only, String reason)
            throws SQLException {
        Declarations.checkReason(reason);
        List<MigrationState> baselined = new ArrayList<>();
        for (MigrationState migration : state.migrations()) {
            boolean meant = only.map(migration.id()::equals)
                    .orElse(migration.id().namespace().equals(namespace));
            if (meant && isBaselined(migration)) {
                baselined.add(migration);
            }
        }
        if (baselined.isEmpty()) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    only.map(id -> "migration " + id + " is not in effect by a baseline")
                            .orElse("no migration of namespace " + namespace + " is in effect by a baseline"),
                    only.flatMap(state::of)
                                    .filter(MigrationState::isInEffect)
                                    .flatMap(MigrationState::since)
                                    .filter(applied -> applied.origin() == Origin.ADOPTED)
                                    .isPresent()
                            ? Declarations.adopted(only.get())
                            : Advice.of(
                                    "Nothing needs to be undone; '",
                                    Action.HISTORY_OF_BASELINES,
                                    "' shows what was baselined."));
        }
        return withdraw(baselined, Origin.RESOLVED, reason);
    }

    private static boolean isBaselined(MigrationState migration) {
        boolean squashed = migration
                .inEffect()
                .filter(applied -> applied.origin() == Origin.SQUASHED)
                .isPresent();
        return !squashed
                && migration
                        .since()
                        .filter(applied -> applied.origin() == Origin.BASELINED)
                        .isPresent();
    }

    /**
     * Records that migrations whose files are gone no longer count.
     *
     * @param ids the migrations, each of which must be in effect and have no file here
     */
    public List<LedgerEvent> forget(LocalMigrations local, Collection<MigrationId> ids, String reason)
            throws SQLException {
        Declarations.checkReason(reason);
        Map<MigrationId, Migration> here = byId(local);
        Squashes squashes = new Squashes(local.ordered(), state.migrations());
        List<MigrationState> gone = new ArrayList<>();
        for (MigrationId id : new LinkedHashSet<>(ids)) {
            if (!local.namespaces().contains(id.namespace())) {
                throw LedgerException.input(
                        BAD_OPTION,
                        "no directory is named for namespace " + id.namespace()
                                + ", so that nobody can tell whether the file of " + id + " is gone",
                        Advice.of(
                                "Name the directory of that namespace: ", Action.DIRECTORY.about(id.namespace()), "."));
            }
            Migration migration = here.get(id);
            if (migration != null) {
                throw LedgerException.input(
                        BAD_OPTION,
                        migration.location() + ": the file of migration " + id + " is here",
                        Advice.of(
                                "Only a migration whose file is gone can be forgotten; what is in effect is undone with '",
                                Action.ROLLBACK,
                                "'."));
            }
            if (squashes.isReplacedHere(id)) {
                throw LedgerException.input(
                        BAD_OPTION,
                        squashes.standsHere(id).location() + ": migration "
                                + squashes.standsHere(id).id() + " stands for " + id,
                        Advice.of("Run '", Action.MIGRATE, "', which records that where all of these are in effect."));
            }
            MigrationState known = state.of(id).orElseThrow(() -> Declarations.unknown(id));
            declarations.checkSettled(id);
            if (!known.isInEffect()) {
                throw LedgerException.input(
                        NOTHING_TO_DECLARE, "migration " + id + " is not in effect", "Nothing needs to be forgotten.");
            }
            gone.add(known);
        }
        return withdraw(gone, Origin.FORGOTTEN, reason);
    }

    /** Forgets everything that is in effect and has no file here, but for what a newer version of the program has run. */
    public List<LedgerEvent> forgetMissing(LocalMigrations local, String reason) throws SQLException {
        Declarations.checkReason(reason);
        Map<MigrationId, Migration> here = byId(local);
        Squashes squashes = new Squashes(local.ordered(), state.migrations());
        Map<String, MigrationId> highest = local.highest();
        List<MigrationId> missing = new ArrayList<>();
        for (MigrationState migration : state.migrations()) {
            MigrationId id = migration.id();
            MigrationId top = highest.get(id.namespace());
            boolean newer = id.isVersion() && (top == null || id.compareTo(top) > 0);
            boolean ours = local.namespaces().contains(id.namespace());
            boolean gone = !here.containsKey(id) && !squashes.isReplacedHere(id);
            if (ours && migration.isInEffect() && gone && !newer) {
                missing.add(id);
            }
        }
        if (missing.isEmpty()) {
            throw LedgerException.input(
                    NOTHING_TO_DECLARE,
                    "no migration is in effect whose file is missing, but for those that are newer than any file here",
                    Advice.of("Name those to forget by their ids; '", Action.STATUS, "' shows them."));
        }
        return forget(local, missing, reason);
    }

    private static Map<MigrationId, Migration> byId(LocalMigrations local) {
        Map<MigrationId, Migration> here = new HashMap<>();
        local.ordered().forEach(migration -> here.put(migration.id(), migration));
        local.afterFailure().forEach(migration -> here.put(migration.id(), migration));
        return here;
    }

    private List<LedgerEvent> withdraw(List<MigrationState> migrations, Origin origin, String reason)
            throws SQLException {
        migrations.forEach(migration -> declarations.checkSettled(migration.id()));
        List<LedgerEvent> events = new ArrayList<>();
        for (MigrationState migration : migrations) {
            events.add(recorder.stage(draft(migration, origin, reason)));
        }
        declarations.write();
        return events;
    }

    /** Stages that a script takes the place of migrations that are in effect; to be committed at once. */
    public static void stage(Squashes.Squash squash, Recorder recorder) {
        Migration script = squash.script();
        for (MigrationState replaced : squash.gone()) {
            recorder.stage(draft(replaced, Origin.SQUASHED, "migration " + script.id() + " stands for it"));
        }
        recorder.stage(new EventDraft(
                EventType.APPLIED,
                Origin.SQUASHED,
                script.id(),
                Direction.UP,
                script.checksum(),
                0,
                Duration.ZERO,
                EventDetail.settled(
                        script.description(),
                        Optional.empty(),
                        script.directives().replaces())));
    }

    /** Returns the event by which a migration no longer counts as in effect. */
    static EventDraft draft(MigrationState migration, Origin origin, String reason) {
        LedgerEvent.Applied applied = migration.inEffect().orElseThrow();
        return new EventDraft(
                EventType.ROLLED_BACK,
                origin,
                migration.id(),
                Direction.DOWN,
                applied.header().checksum(),
                0,
                Duration.ZERO,
                EventDetail.settled(applied.description(), Optional.of(reason)));
    }
}
