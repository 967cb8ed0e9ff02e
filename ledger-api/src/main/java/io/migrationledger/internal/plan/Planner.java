package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.EDITED;
import static io.migrationledger.ErrorCode.FORGOTTEN;
import static io.migrationledger.ErrorCode.OUT_OF_ORDER;
import static io.migrationledger.ErrorCode.UNSETTLED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.words.DoubtWords;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Precondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the local migrations with the ledger: what is pending, and what is wrong. Linear in both. */
public final class Planner {
    private final Map<MigrationId, Migration> local = new LinkedHashMap<>();
    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Set<String> namespaces;
    private final MissingFiles missing;
    private final Squashes squashes;
    private final Map<String, MigrationId> lastInEffect = new HashMap<>();
    private final Map<String, MigrationId> highestElsewhere = new HashMap<>();
    private final Map<String, MigrationId> highestLocal = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Migration> pending = new ArrayList<>();

    /**
     * Compares.
     *
     * @param found what the sources hold
     * @param recorded what the ledger says of every migration
     * @param ignoreMissing whether what is in effect and has no file stops nothing
     */
    public Planner(
            LocalMigrations found, Collection<MigrationState> recorded, MigrateOptions options, boolean ignoreMissing) {
        List<Migration> ordered = found.ordered();
        namespaces = found.namespaces();
        missing = new MissingFiles(highestLocal, ignoreMissing);
        squashes = new Squashes(ordered, recorded);
        notes.addAll(squashes.notes());
        for (Migration migration : ordered) {
            local.put(migration.id(), migration);
            if (!migration.repeatable()) {
                highestLocal.merge(migration.id().namespace(), migration.id(), Planner::higher);
            }
        }
        found.afterFailure().forEach(migration -> local.put(migration.id(), migration));
        for (MigrationState state : recorded) {
            states.put(state.id(), state);
            if (state.isInEffect()
                    && state.id().isVersion()
                    && !local.containsKey(state.id())
                    && !squashes.isReplacedHere(state.id())) {
                highestElsewhere.merge(state.id().namespace(), state.id(), Planner::higher);
            }
        }
        for (Migration migration : ordered) {
            MigrationState state = states.get(migration.id());
            boolean inEffect = squashes.isToRecord(migration.id()) || (state != null && state.isInEffect());
            if (!migration.repeatable() && inEffect) {
                lastInEffect.put(migration.id().namespace(), migration.id());
            }
        }
        recorded.forEach(this::checkRecorded);
        missing.report(problems, notes);
        List<Migration> all = new ArrayList<>();
        for (Migration migration : ordered) {
            checkLocal(migration, all, options);
            lastInEffect.remove(migration.id().namespace(), migration.id());
        }
        for (Migration migration : found.afterFailure()) {
            MigrationState state = states.get(migration.id());
            if (state != null && state.status() == MigrationStatus.PART_WAY) {
                all.add(migration); // what was begun is finished
            }
        }
        choose(all, options);
        checkRequires();
    }

    /** Returns what is to run, in order; empty where problems were found, too. */
    public List<Migration> pending() {
        return pending;
    }

    /** Returns the scripts that take the place of others by events alone. */
    public List<Squashes.Squash> squashed() {
        return squashes.toRecord();
    }

    /** Returns everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns what a person should know and that stops nothing. */
    public List<String> notes() {
        return notes;
    }

    private void checkRecorded(MigrationState state) {
        MigrationId id = state.id();
        if (!namespaces.contains(id.namespace())) {
            return;
        }
        if (state.status() == MigrationStatus.IN_DOUBT) {
            problems.add(DoubtWords.problem(state));
            return;
        }
        Migration migration = local.get(id);
        boolean down = state.isRollback();
        if (state.status() == MigrationStatus.PART_WAY && (down || migration == null)) {
            problems.add(new Problem(
                    UNSETTLED,
                    Optional.of(id),
                    "migration " + id
                            + (down ? " is part-way rolled back" : " is part-way applied and its file is gone"),
                    down
                            ? Advice.of(
                                    "Finish with '",
                                    Action.ROLLBACK,
                                    "', or say with '",
                                    Action.RESOLVE.about(id),
                                    "' how it stands.")
                            : Advice.of(
                                    "Restore the file, or say with '", Action.RESOLVE.about(id), "' how it stands.")));
            return;
        }
        if (!state.isInEffect()) {
            return;
        }
        if (migration != null) {
            if (!migration.repeatable()) {
                missing.present(state);
            }
        } else if (squashes.isReplacedHere(id)) {
            missing.present(state); // a script stands for it, or is told to be in trouble with it
        } else if (id.isVersion()) {
            missing.missing(state);
        } else {
            String what = id.value().startsWith("R__") ? "repeatable migration " : "migration ";
            notes.add(what + id + " is in effect and its file is gone");
        }
    }

    private void checkLocal(Migration migration, List<Migration> all, MigrateOptions options) {
        MigrationState state = states.get(migration.id());
        Optional<LedgerEvent.Applied> inEffect = state == null ? Optional.empty() : state.inEffect();
        boolean partWay = state != null && state.status() == MigrationStatus.PART_WAY && !state.isRollback();
        Optional<Problem> partly = squashes.problem(migration.id());
        if (partly.isPresent()) {
            problems.add(partly.get());
        } else if (squashes.isOlder(migration) || squashes.isToRecord(migration.id())) {
            return;
        } else if (partWay) {
            all.add(migration);
        } else if (state != null && state.status() == MigrationStatus.FORGOTTEN && !migration.repeatable()) {
            problems.add(new Problem(
                    FORGOTTEN,
                    Optional.of(migration.id()),
                    migration.location() + ": migration " + migration.id()
                            + " took effect and was forgotten, and its file is here",
                    Advice.of(
                            "Say whether its effect is still in the database: '",
                            Action.RESOLVE_APPLIED.about(migration.id()),
                            "' counts it as in effect again, '",
                            Action.RESOLVE_NOT_APPLIED.about(migration.id()),
                            "' lets it run.")));
        } else if (state == null || inEffect.isEmpty()) {
            MigrationId highest = after(migration);
            boolean passed = migration.passing() != Precondition.Passing.NEVER && state != null;
            if (highest != null && !options.outOfOrder() && !passed) {
                problems.add(new Problem(
                        OUT_OF_ORDER,
                        Optional.of(migration.id()),
                        migration.location() + ": migration " + migration.id() + " is pending below " + highest
                                + ", which is in effect",
                        Advice.of(
                                "Give it a version above " + highest + ", or apply it where it is with ",
                                Action.OUT_OF_ORDER,
                                ".")));
            }
            all.add(migration);
        } else if (!inEffect.get().header().checksum().equals(migration.checksum())) {
            if (migration.repeatable()) {
                all.add(migration);
            } else {
                boolean ranNothing = state.ranNothing();
                problems.add(new Problem(
                        EDITED,
                        Optional.of(migration.id()),
                        migration.location() + ": migration " + migration.id()
                                + " was edited after it had been applied "
                                + "(checksum " + shortened(migration.checksum()) + ", recorded "
                                + shortened(inEffect.get().header().checksum()) + ")"
                                + (ranNothing ? "; the run that is recorded had 0 statements" : ""),
                        ranNothing
                                ? toRunAgain(migration.id())
                                : Advice.of(
                                        "Restore the file and write a new migration; or, if the edit changes nothing that"
                                                + " matters, '",
                                        Action.ACCEPT.about(migration.id()),
                                        "'.")));
            }
        }
    }

    private static Advice toRunAgain(MigrationId id) {
        return Advice.of(
                "Nothing of the file has run. Where " + id + " is the newest migration: '",
                Action.ROLLBACK_ONE,
                "' and '",
                Action.MIGRATE,
                "' run it as it is now; without a down script, too, as nothing is to be undone. Else restore the file, and"
                        + " write the statements into a new migration. '",
                Action.ACCEPT.about(id),
                "' keeps the file and runs nothing of it.");
    }

    /** Returns the last migration that is in effect and yet comes after this one in the order, or null. */
    private @Nullable MigrationId after(Migration migration) {
        if (migration.repeatable()) {
            return null;
        }
        MigrationId last = lastInEffect.get(migration.id().namespace());
        MigrationId elsewhere = highestElsewhere.get(migration.id().namespace());
        return last != null || elsewhere == null || elsewhere.compareTo(migration.id()) < 0 ? last : elsewhere;
    }

    private void choose(List<Migration> all, MigrateOptions options) {
        for (Migration migration : all) {
            MigrationState state = states.get(migration.id());
            if (state != null && state.status() == MigrationStatus.PART_WAY) {
                pending.add(migration);
            }
        }
        Set<MigrationId> first = new HashSet<>();
        pending.forEach(migration -> first.add(migration.id()));
        Predicate<Migration> allowed = options.to().map(this::upTo).orElse(migration -> true);
        for (Migration migration : all) {
            if (allowed.test(migration) && !first.contains(migration.id())) {
                pending.add(migration);
            }
        }
        options.limit().ifPresent(limit -> {
            if (pending.size() > limit) {
                pending.subList(limit, pending.size()).clear();
            }
        });
    }

    /**
     * Returns what is to run at most: of versions those that are not above it, so that none runs that was not meant; of names
     * what stands before it in the order. The chains of other namespaces are independent of this one, so that they stay where
     * they are.
     */
    private Predicate<Migration> upTo(MigrationId to) {
        Set<MigrationId> before = new HashSet<>();
        for (MigrationId id : local.keySet()) {
            before.add(id);
            if (id.equals(to)) {
                break;
            }
        }
        return migration -> migration.id().namespace().equals(to.namespace())
                && (migration.id().isVersion() && to.isVersion()
                        ? migration.id().compareTo(to) <= 0
                        : before.contains(migration.id()));
    }

    private void checkRequires() {
        Set<MigrationId> met = new HashSet<>();
        for (Migration migration : pending) {
            for (MigrationId required : migration.directives().requires()) {
                MigrationState state = states.get(required);
                boolean goes = state != null && state.isRollback() && state.unsettled();
                if (goes && !required.namespace().equals(migration.id().namespace())) {
                    problems.add(Problems.requiresWhatGoes(migration, required));
                    continue;
                }
                if (met.contains(required)
                        || (state != null && state.isInEffect())
                        || squashes.isToRecord(required)
                        || squashes.inEffectBy(required).isPresent()) {
                    continue;
                }
                problems.add(
                        local.containsKey(required)
                                ? Problems.requiresNotApplied(migration, required)
                                : Problems.unknownRequires(migration, required));
            }
            for (MigrationId conflict : migration.conflicts()) {
                MigrationState state = states.get(conflict);
                if (met.contains(conflict) || (state != null && state.isInEffect())) {
                    problems.add(Problems.conflicting(migration, conflict));
                }
            }
            met.add(migration.id());
        }
    }

    private static String shortened(String checksum) {
        return checksum.substring(0, Math.min(12, checksum.length()));
    }

    private static MigrationId higher(MigrationId a, MigrationId b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
