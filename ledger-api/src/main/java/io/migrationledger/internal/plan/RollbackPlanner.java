package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.DECLARED;
import static io.migrationledger.ErrorCode.FENCED;
import static io.migrationledger.ErrorCode.MISSING_FILE;
import static io.migrationledger.ErrorCode.NO_DOWN_SCRIPT;
import static io.migrationledger.ErrorCode.STILL_REQUIRED;
import static io.migrationledger.ErrorCode.UNKNOWN_MIGRATION;
import static io.migrationledger.ErrorCode.UNSETTLED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.UnfinishedRollback;
import io.migrationledger.internal.words.DoubtWords;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses what a rollback undoes: what is part-way first, then the migrations that were put into effect last.
 * Repeatable migrations without a down script have nothing to undo and are left alone.
 */
public final class RollbackPlanner {
    private final Map<MigrationId, Migration> local = new LinkedHashMap<>();
    private final Squashes squashes;
    private final KeptMigrations kept;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Migration> toRollBack = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Optional<UnfinishedRollback> begun;

    /**
     * Chooses.
     *
     * @param recorded what the ledger says of every migration
     * @param begun a rollback that did not end, as the ledger told before anything of it was settled; empty where there is none
     */
    public RollbackPlanner(
            LocalMigrations found,
            Collection<MigrationState> recorded,
            Optional<UnfinishedRollback> begun,
            RollbackOptions options,
            KeptMigrations kept)
            throws SQLException {
        this.kept = kept;
        this.begun = begun;
        Set<String> namespaces = found.namespaces();
        for (Migration migration : found.ordered()) {
            local.put(migration.id(), migration);
        }
        squashes = new Squashes(found.ordered(), recorded);
        List<MigrationState> ours = recorded.stream()
                .filter(state -> namespaces.contains(state.id().namespace()))
                .toList();
        LastBatches batches = new LastBatches(ours, local, this::isTakenBack);
        List<MigrationState> inEffect = new ArrayList<>();
        List<MigrationState> undone = new ArrayList<>();
        for (MigrationState state : ours) {
            if (state.status() == MigrationStatus.IN_DOUBT) {
                problems.add(DoubtWords.problem(state, DoubtWords.AGAIN));
            } else if (state.status() == MigrationStatus.PART_WAY && !state.isRollback()) {
                boolean undoable = isTakenBack(state.id());
                if (undoable && options.partWay()) {
                    undone.add(state);
                } else {
                    problems.add(partWay(state.id(), undoable));
                }
            } else if (state.status() == MigrationStatus.PART_WAY && !state.isInEffect()) {
                undone.add(state);
            } else if (state.isInEffect() && isTakenBack(state.id())) {
                inEffect.add(state);
            }
        }
        inEffect.sort(Comparator.comparing(
                        (MigrationState state) -> batches.place(state).sequence())
                .reversed());
        Set<MigrationState> chosen = choose(undone, inEffect, batches, options);
        for (MigrationState state : chosen) {
            add(state, options);
        }
        checkStillRequired(inEffect, chosen);
        checkOptions(chosen, options);
    }

    /** Returns the migrations to roll back, in that order. */
    public List<Migration> toRollBack() {
        return toRollBack;
    }

    /** Returns everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns what a person should know and that stops nothing. */
    public List<String> notes() {
        return notes;
    }

    private static Problem partWay(MigrationId id, boolean undoable) {
        return new Problem(
                UNSETTLED,
                Optional.of(id),
                "migration " + id + " is part-way applied",
                Advice.of(
                        "Finish it with '",
                        Action.MIGRATE,
                        "'; ",
                        undoable
                                ? Advice.of(
                                        "or undo it with '",
                                        Action.ROLLBACK_PART_WAY,
                                        "', if its down script bears that only a part took effect; ")
                                : "",
                        "or say with '",
                        Action.RESOLVE.about(id),
                        "' how it stands."));
    }

    /** One that runs again when it changes is taken back only where it says itself how. */
    private boolean isTakenBack(MigrationId id) {
        Migration migration = local.get(id);
        return migration == null
                ? id.isVersion()
                : !migration.repeatable() || migration.down().isPresent();
    }

    /** What is part-way comes first: what was never wholly applied, and what was being rolled back. */
    private Set<MigrationState> choose(
            List<MigrationState> undone,
            List<MigrationState> newestFirst,
            LastBatches batches,
            RollbackOptions options) {
        Set<MigrationState> chosen = new LinkedHashSet<>(undone);
        newestFirst.stream()
                .filter(state -> state.status() == MigrationStatus.PART_WAY)
                .forEach(chosen::add);
        List<MigrationState> wanted = new ArrayList<>();
        Optional<UnfinishedRollback> goesOn = begun.filter(rollback -> isFinishedBy(options, rollback));
        if (goesOn.isPresent()) {
            List<MigrationId> left = goesOn.get().left();
            newestFirst.stream()
                    .filter(state -> left.contains(state.id()))
                    .limit(options.steps() > 0 ? options.steps() : Long.MAX_VALUE)
                    .forEach(wanted::add);
            notes.add("the last rollback did not end: this one finishes it, and undoes nothing beyond it");
        } else if (options.to().isPresent()) {
            wanted.addAll(above(newestFirst, options.to().get()));
        } else if (options.all()) {
            newestFirst.stream()
                    .filter(state -> !state.isDeclared() || options.declared().contains(state.id()))
                    .forEach(wanted::add);
        } else if (options.steps() > 0) {
            wanted.addAll(newestFirst.subList(0, Math.min(options.steps(), newestFirst.size())));
        } else if (options.batches() > 0 || (undone.isEmpty() && !options.partWay())) {
            int count = Math.max(options.batches(), 1);
            wanted.addAll(batches.newest(newestFirst, count, options.declared()));
            if (wanted.isEmpty() && chosen.isEmpty()) {
                batches.nothingIn(newestFirst, count).ifPresent(notes::add);
            }
        }
        wanted.sort(batches.undoing());
        chosen.addAll(wanted);
        return chosen;
    }

    /**
     * Whoever runs the same command again means the same migrations, and not those before them: what is counted from the
     * newest is counted from where the rollback began. One that names its end finds it by itself.
     */
    private static boolean isFinishedBy(RollbackOptions options, UnfinishedRollback begun) {
        boolean counts = options.to().isEmpty() && !options.all() && !options.partWay();
        boolean plain = options.steps() == 0 && options.batches() == 0;
        return counts && (begun.undidSome() || plain);
    }

    /** Returns what was applied after a migration, in its own namespace: the chains of others are independent. */
    private static List<MigrationState> above(List<MigrationState> newestFirst, MigrationId stays) {
        List<MigrationState> above = new ArrayList<>();
        for (MigrationState state : newestFirst) {
            if (state.id().equals(stays)) {
                return above;
            }
            if (state.id().namespace().equals(stays.namespace())) {
                above.add(state);
            }
        }
        throw LedgerException.input(
                UNKNOWN_MIGRATION,
                "migration " + stays + " is not in effect",
                Advice.of("Name the migration that is to stay as the newest one; '", Action.STATUS, "' lists them."));
    }

    private void checkOptions(Set<MigrationState> chosen, RollbackOptions options) {
        Set<MigrationId> ids = new HashSet<>();
        chosen.forEach(state -> ids.add(state.id()));
        for (MigrationId named : options.declared()) {
            if (!ids.contains(named)) {
                problems.add(new Problem(
                        UNKNOWN_MIGRATION,
                        Optional.of(named),
                        "migration " + named + " is not among those that would be rolled back",
                        Advice.of(
                                "Leave it out of ",
                                Action.DECLARED,
                                ", or roll back more (",
                                Action.ROLLBACK_MORE,
                                ").")));
            }
        }
        List<MigrationId> found = toRollBack.stream().map(Migration::id).toList();
        if (options.exactly().isPresent() && !options.exactly().get().equals(found)) {
            problems.add(new Problem(
                    FENCED,
                    Optional.empty(),
                    "another run has changed what would be rolled back since that was asked",
                    Advice.again(", and look at what it asks.")));
        }
    }

    private void add(MigrationState state, RollbackOptions options) throws SQLException {
        Migration migration = local.get(state.id());
        boolean isGone = (migration == null || migration.down().isEmpty())
                && !state.ranNothing()
                && !isDeclaredOnly(state, options);
        Optional<Migration> fromLedger = isGone ? kept.withKeptDown(state, migration) : Optional.empty();
        if (squashes.isReplacedHere(state.id())
                && squashes.isOpen(squashes.standsHere(state.id()).id())) {
            problems.add(notRecorded(state, squashes.standsHere(state.id())));
        } else if (options.fromLedger() && fromLedger.isPresent()) {
            toRollBack.add(fromLedger.get());
        } else if (migration == null) {
            problems.add(new Problem(
                    MISSING_FILE,
                    Optional.of(state.id()),
                    "migration " + state.id() + (state.isInEffect() ? " is in effect" : " is part-way applied")
                            + " and its file is gone" + noneKept(options),
                    Advice.of("Restore the file and its down script", orFromLedger(fromLedger), ".")));
        } else if (isDeclaredOnly(state, options)) {
            problems.add(declared(state, migration));
        } else if (state.ranNothing()) {
            toRollBack.add(migration.withEmptyDown()); // a down script would undo what was made otherwise
        } else if (migration.down().isEmpty()) {
            problems.add(new Problem(
                    NO_DOWN_SCRIPT,
                    Optional.of(state.id()),
                    migration.location() + ": migration " + state.id() + without(migration) + noneKept(options),
                    state.isInEffect()
                            ? Advice.of(
                                    write(migration) + ", or roll back fewer migrations (",
                                    Action.ROLLBACK_FEWER,
                                    ")",
                                    orFromLedger(fromLedger),
                                    ".")
                            : Advice.of(
                                    write(migration) + "; or finish it with '",
                                    Action.MIGRATE,
                                    "', or say with '",
                                    Action.RESOLVE.about(state.id()),
                                    "' how it stands",
                                    orFromLedger(fromLedger),
                                    ".")));
        } else {
            toRollBack.add(migration);
        }
    }

    private static boolean isCode(Migration migration) {
        return migration.up() instanceof MigrationBody.Code;
    }

    private static String without(Migration migration) {
        return isCode(migration) ? " has no way back: hasDown() of its class is false" : " has no down script";
    }

    private static String write(Migration migration) {
        return isCode(migration) ? "Write down() in the class, and let hasDown() return true" : "Write the down script";
    }

    private static String noneKept(RollbackOptions options) {
        return options.fromLedger() ? ", and the ledger keeps none" : "";
    }

    /** Says the way that a kept down script is. */
    private static Advice orFromLedger(Optional<Migration> fromLedger) {
        return fromLedger.isEmpty()
                ? Advice.of("")
                : Advice.of(
                        "; or roll it back by the down script that the ledger keeps, as it was when it ran (",
                        Action.ROLLBACK_FROM_LEDGER,
                        ")");
    }

    /** Returns whether it was declared, and its down script was not asked for; what was asked for and cut off is finished. */
    private static boolean isDeclaredOnly(MigrationState state, RollbackOptions options) {
        return state.isDeclared()
                && state.status() != MigrationStatus.PART_WAY
                && !options.declared().contains(state.id());
    }

    /** The ledger knows the migration as it was: the down script that is here would undo all that the script stands for. */
    private static Problem notRecorded(MigrationState state, Migration script) {
        return new Problem(
                UNSETTLED,
                Optional.of(state.id()),
                script.location() + ": migration " + script.id() + " stands for migration " + state.id()
                        + " and others, which the ledger does not say yet",
                Advice.of(
                        "Run '",
                        Action.MIGRATE,
                        "' first, which records that; or roll back with the files that it replaces."));
    }

    private static Problem declared(MigrationState state, Migration migration) {
        boolean squashed = state.inEffect().orElseThrow().origin() == Origin.SQUASHED || wasRun(state);
        return new Problem(
                DECLARED,
                Optional.of(state.id()),
                migration.location() + ": migration " + state.id()
                        + (squashed
                                ? " has come to stand for others that were run before it"
                                : isAdopted(state)
                                        ? " was run by another tool, whose history was adopted"
                                        : " was declared as in effect and never run here")
                        + ": its down script would undo what was made otherwise",
                Advice.of(
                        "Roll back fewer migrations; ",
                        squashed || isAdopted(state)
                                ? "or run it all the same with "
                                : Advice.of(
                                        "undo the declaration with '",
                                        Action.UNDO_BASELINE.about(state.id()),
                                        "', which runs nothing; or run its down script all the same with "),
                        Action.DECLARED.about(state.id()),
                        "."));
    }

    /** Returns whether it was declared as what it stands for now, and not when it came into effect. */
    private static boolean wasRun(MigrationState state) {
        Origin since = state.since().orElseThrow().origin();
        return since != Origin.BASELINED && since != Origin.ADOPTED;
    }

    private static boolean isAdopted(MigrationState state) {
        return state.since()
                .filter(applied -> applied.origin() == Origin.ADOPTED)
                .isPresent();
    }

    /** Of what was to go and cannot, that is said already. */
    private void checkStillRequired(List<MigrationState> inEffect, Set<MigrationState> chosen) {
        Set<MigrationId> going = new HashSet<>();
        toRollBack.forEach(migration -> going.add(migration.id()));
        for (MigrationState state : inEffect) {
            Migration staying = local.get(state.id());
            if (staying == null || chosen.contains(state)) {
                continue;
            }
            for (MigrationId required : staying.directives().requires()) {
                if (going.contains(required)) {
                    problems.add(new Problem(
                            STILL_REQUIRED,
                            Optional.of(required),
                            "migration " + state.id() + " is in effect and requires " + required,
                            "Roll " + state.id() + " back, too."));
                }
            }
        }
    }
}
