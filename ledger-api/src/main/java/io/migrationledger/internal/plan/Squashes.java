package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.PARTLY_REPLACED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares scripts that stand for several migrations with the ledger. Where all of these are in effect, the script takes
 * their place by events alone; where none is, it runs as any other; where only some are, nobody can say what is left of it.
 */
public final class Squashes {
    private static final int SHOWN = 10;

    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Map<MigrationId, MigrationId> standsFor = new HashMap<>();
    private final Map<MigrationId, Squash> squashes = new LinkedHashMap<>();
    private final Map<MigrationId, Migration> replaced = new HashMap<>();
    private final Set<MigrationId> older = new LinkedHashSet<>();
    private final Map<MigrationId, Problem> problems = new LinkedHashMap<>();

    /**
     * A script whose replaced migrations are all in effect, and of which the ledger does not say yet that it stands for them.
     *
     * @param script the script
     * @param gone the migrations that it takes the place of and that count as in effect by themselves; without its own id
     */
    public record Squash(Migration script, List<MigrationState> gone) {
        /** Returns what a person is told once it is recorded. */
        public String recorded() {
            return "migration " + script.id() + " now stands for " + names(script) + ", which "
                    + (script.directives().replaces().size() == 1 ? "is" : "are")
                    + " in effect: that was recorded, and nothing was run";
        }

        /** Returns what a person is told who asked what a run would do. */
        public String planned() {
            return "migration " + script.id() + " stands for " + names(script) + ", which "
                    + (script.directives().replaces().size() == 1 ? "is" : "are")
                    + " in effect: the next run records that, and runs nothing of it";
        }
    }

    /** Compares. */
    public Squashes(List<Migration> local, Collection<MigrationState> recorded) {
        for (MigrationState state : recorded) {
            states.put(state.id(), state);
            state.inEffect().ifPresent(applied -> applied.replaces().forEach(id -> standsFor.put(id, state.id())));
        }
        for (Migration migration : local) {
            MigrationId by = standsFor.get(migration.id());
            if (!migration.directives().replaces().isEmpty()) {
                judge(migration);
            } else if (by != null && !by.equals(migration.id())) {
                older.add(by);
            }
        }
    }

    /** Returns the scripts that are to take the place of others by events alone. */
    List<Squash> toRecord() {
        return List.copyOf(squashes.values());
    }

    /** Returns whether a script is to take the place of others by events alone: it is neither pending nor edited. */
    public boolean isToRecord(MigrationId id) {
        return squashes.containsKey(id);
    }

    /** Returns whether a script is still to take the place of others, or cannot, as only some of them are in effect. */
    boolean isOpen(MigrationId script) {
        return isToRecord(script) || problems.containsKey(script);
    }

    /** Returns what is wrong with a script because only some of what it replaces is in effect; empty where nothing is. */
    public Optional<Problem> problem(MigrationId script) {
        return Optional.ofNullable(problems.get(script));
    }

    /** Returns whether a script that is here stands for this migration, whose own file is gone therefore. */
    public boolean isReplacedHere(MigrationId id) {
        return replaced.containsKey(id);
    }

    /** Returns the script that is here and stands for a migration; asked where {@link #isReplacedHere} says so. */
    public Migration standsHere(MigrationId id) {
        return Objects.requireNonNull(replaced.get(id));
    }

    /** Returns the migration in effect that stands for this one; empty where none does. */
    Optional<MigrationId> inEffectBy(MigrationId id) {
        return Optional.ofNullable(standsFor.get(id));
    }

    /**
     * Returns whether a local migration is one of those that another script has come to stand for: the directory is older
     * than that, and nothing of it is to run.
     */
    public boolean isOlder(Migration migration) {
        MigrationId by = standsFor.get(migration.id());
        return by != null && migration.directives().replaces().isEmpty() && older.contains(by);
    }

    /** Returns a line for each script that stands for migrations whose own files are here. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        older.forEach(
                by -> notes.add("migration " + by + " has come to stand for others whose own files are still here:"
                        + " this directory is older than that, and nothing of them is run"));
        return notes;
    }

    /** Returns whether the ledger knows the script that is here under this id, rather than the one that it replaces. */
    public static boolean isKnown(Migration script, @Nullable MigrationState state) {
        Optional<LedgerEvent.Applied> inEffect = Optional.ofNullable(state).flatMap(MigrationState::inEffect);
        return inEffect.filter(applied -> !applied.replaces().isEmpty()
                        || applied.header().checksum().equals(script.checksum()))
                .isPresent();
    }

    private void judge(Migration script) {
        if (isKnown(script, states.get(script.id()))) {
            return; // as any other from now on
        }
        script.directives().replaces().forEach(id -> replaced.put(id, script));
        List<MigrationState> gone = new ArrayList<>();
        List<String> here = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        boolean unclear = false;
        for (MigrationId id : script.directives().replaces()) {
            MigrationState state = states.get(id);
            boolean settled = state == null || !state.unsettled();
            boolean forgotten = state != null
                    && state.status() == MigrationStatus.FORGOTTEN
                    && !(state.last().origin() == Origin.SQUASHED && isUndone(script, state));
            boolean inEffect = state != null && state.isInEffect() && state.status() == MigrationStatus.APPLIED;
            if (inEffect || standsFor.containsKey(id)) {
                here.add(id.toString());
                MigrationState stands = state != null && inEffect ? state : states.get(standsFor.get(id));
                if (stands != null && !stands.id().equals(script.id()) && !gone.contains(stands)) {
                    gone.add(stands);
                }
            } else {
                missing.add(id + (forgotten ? " (forgotten)" : settled ? "" : " (not finished)"));
                unclear |= forgotten || (!settled && !id.equals(script.id()));
            }
        }
        if (missing.isEmpty()) {
            squashes.put(script.id(), new Squash(script, gone));
        } else if (!here.isEmpty() || unclear) {
            problems.put(script.id(), partly(script, here, missing));
        }
    }

    /**
     * Returns whether a script that had come to stand for others was undone since, and they with it: its down script ran, or
     * a person says that all of it is undone. Where it was tried again after that, it is none the less so. A baseline that was
     * taken back says nothing of what it stood for.
     */
    private boolean isUndone(Migration script, MigrationState replaced) {
        MigrationState state = states.get(script.id());
        if (state == null
                || state.isInEffect()
                || state.status() == MigrationStatus.FORGOTTEN
                || state.last().sequence() < replaced.last().sequence()) {
            return false;
        }
        boolean baselineTakenBack = state.status() == MigrationStatus.ROLLED_BACK
                && state.last().origin() == Origin.RESOLVED
                && state.last().header().done() == 0;
        return !baselineTakenBack;
    }

    private static Problem partly(Migration script, List<String> here, List<String> missing) {
        return new Problem(
                PARTLY_REPLACED,
                Optional.of(script.id()),
                script.location() + ": migration " + script.id() + " stands for " + names(script) + ", and "
                        + (here.isEmpty() ? "how far these are in effect is not clear" : "only some are in effect")
                        + "; not in effect: " + listed(missing)
                        + (here.isEmpty() ? "" : "; in effect: " + listed(here)),
                Advice.of(
                        "Run the files that it replaces on this database first: check out the state before the script was"
                                + " made, run '",
                        Action.MIGRATE,
                        "', and come back. Where their effect is here already, say so: '",
                        Action.BASELINE.about(script.id()),
                        "'."));
    }

    private static String names(Migration script) {
        List<MigrationId> ids = script.directives().replaces();
        return ids.size() == 1
                ? "migration " + ids.get(0)
                : ids.size() + " migrations (" + ids.get(0) + " to " + ids.get(ids.size() - 1) + ")";
    }

    private static String listed(List<String> names) {
        int more = names.size() - SHOWN;
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
