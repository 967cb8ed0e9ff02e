package io.migrationledger.internal.look;

import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.Squashes;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.LockSight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Joins the local migrations with what the ledger says of them, in the order in which they run. */
public final class StatusReader {
    private final Map<String, MigrationId> highestLocal = new HashMap<>();
    private final Set<MigrationId> local = new HashSet<>();
    private final LedgerState state;
    private final LocalMigrations found;
    private final boolean ignoreMissing;
    private final LockSight sight;
    private final Squashes squashes;

    /**
     * Reads from both.
     *
     * @param ignoreMissing whether what is in effect and has no file needs no attention
     * @param sight whether a run is at work; asked for only where a migration has begun and not ended
     */
    StatusReader(LedgerState state, LocalMigrations found, boolean ignoreMissing, LockSight sight) {
        this.state = state;
        this.found = found;
        this.ignoreMissing = ignoreMissing;
        this.sight = sight;
        this.squashes = new Squashes(found.ordered(), state.migrations());
    }

    /** Returns what the ledger alone says, without any files. */
    public static List<Line> recorded(LedgerState state, LockSight sight) {
        List<Line> lines = new ArrayList<>();
        for (MigrationState known : state.migrations()) {
            Standing standing = recorded(known, sight);
            boolean settled =
                    standing == Standing.APPLIED || standing == Standing.ROLLED_BACK || standing == Standing.FORGOTTEN;
            lines.add(recorded(state, known, standing, sight, !settled));
        }
        lines.sort(Comparator.comparing(Line::id));
        return lines;
    }

    List<Line> read() {
        List<Line> lines = new ArrayList<>();
        for (Migration migration : found.ordered()) {
            local.add(migration.id());
            if (!migration.repeatable()) {
                highestLocal.merge(migration.id().namespace(), migration.id(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
            Optional<MigrationState> known = state.of(migration.id());
            Standing standing = standing(migration, known);
            lines.add(new Line(
                    migration.id(),
                    standing,
                    Optional.of(migration),
                    known,
                    known.flatMap(recorded -> unfinished(state, recorded, sight)),
                    standing != Standing.APPLIED || squashes.isToRecord(migration.id())));
        }
        for (Migration migration : found.afterFailure()) {
            local.add(migration.id());
            state.of(migration.id()).ifPresent(known -> lines.add(afterFailure(migration, known)));
        }
        Map<MigrationId, List<Line>> replaced = new HashMap<>();
        List<Line> gone = new ArrayList<>();
        for (MigrationState known : state.migrations()) {
            if (!found.namespaces().contains(known.id().namespace())) {
                gone.add(recorded(state, known, recorded(known, sight), sight, false)); // another program's
            } else if (!local.contains(known.id()) && squashes.isReplacedHere(known.id()) && !leftNothing(known)) {
                Standing standing = recorded(known, sight);
                replaced.computeIfAbsent(squashes.standsHere(known.id()).id(), id -> new ArrayList<>())
                        .add(recorded(state, known, standing, sight, standing != Standing.APPLIED));
            } else if (!local.contains(known.id()) && !leftNothing(known)) {
                Standing standing = standing(known);
                boolean fine = standing == Standing.FUTURE || (standing == Standing.MISSING && ignoreMissing);
                gone.add(recorded(state, known, standing, sight, !fine));
            }
        }
        gone.sort(Comparator.comparing(Line::id));
        lines.addAll(gone);
        return replaced.isEmpty() ? lines : withReplaced(lines, replaced);
    }

    /** What a script stands for is shown before it until the ledger says that the script does. */
    private static List<Line> withReplaced(List<Line> lines, Map<MigrationId, List<Line>> replaced) {
        List<Line> all = new ArrayList<>();
        for (Line line : lines) {
            List<Line> before = replaced.getOrDefault(line.id(), List.of());
            before.stream().sorted(Comparator.comparing(Line::id)).forEach(all::add);
            all.add(line);
        }
        return all;
    }

    /** Returns a line for each namespace that the ledger has and no source is for. */
    List<String> notes() {
        Set<String> others = new TreeSet<>();
        for (MigrationState known : state.migrations()) {
            if (!found.namespaces().contains(known.id().namespace())) {
                others.add(known.id().namespace());
            }
        }
        List<String> notes = new ArrayList<>();
        others.forEach(namespace -> notes.add("no directory here is for namespace " + namespace
                + ": its migrations are shown as the ledger has them, and not compared with files"));
        return notes;
    }

    /** What runs after failures alone is shown where it has run, and is never pending. */
    private Line afterFailure(Migration migration, MigrationState known) {
        return new Line(
                migration.id(),
                recorded(known, sight),
                Optional.of(migration),
                Optional.of(known),
                unfinished(state, known, sight),
                known.status() != MigrationStatus.APPLIED && !leftNothing(known));
    }

    /** What is not in effect and has no file concerns nobody. */
    private static boolean leftNothing(MigrationState known) {
        return known.status() == MigrationStatus.ROLLED_BACK
                || known.status() == MigrationStatus.FORGOTTEN
                || known.status() == MigrationStatus.FAILED;
    }

    private static Line recorded(
            LedgerState state, MigrationState known, Standing standing, LockSight sight, boolean needsAttention) {
        return new Line(
                known.id(),
                standing,
                Optional.empty(),
                Optional.of(known),
                unfinished(state, known, sight),
                needsAttention);
    }

    /** A rollback that undid nothing is told until something was applied behind it: then another one would undo that. */
    private static Optional<Unfinished> unfinished(LedgerState state, MigrationState known, LockSight sight) {
        boolean givenUp = known.status() == MigrationStatus.APPLIED
                && known.isRollback()
                && state.unfinishedRollback(Set.of(known.id().namespace()))
                        .filter(rollback -> rollback.left().contains(known.id()))
                        .isEmpty();
        return givenUp ? Optional.empty() : AttemptWords.unfinished(known, sight);
    }

    private static Standing recorded(MigrationState known, LockSight sight) {
        return switch (known.status()) {
            case APPLIED -> Standing.APPLIED;
            case IN_DOUBT -> Standing.IN_DOUBT;
            case PART_WAY -> Standing.PART_WAY;
            case RUNNING -> running(sight);
            case FAILED -> Standing.FAILED;
            case ROLLED_BACK -> Standing.ROLLED_BACK;
            case FORGOTTEN -> Standing.FORGOTTEN;
        };
    }

    private static Standing running(LockSight sight) {
        return sight.state() == LockSight.State.FREE ? Standing.INTERRUPTED : Standing.RUNNING;
    }

    private Standing standing(Migration migration, Optional<MigrationState> known) {
        if (squashes.isOlder(migration) || squashes.isToRecord(migration.id())) {
            return Standing.APPLIED;
        }
        if (known.isEmpty() || squashes.problem(migration.id()).isPresent()) {
            return Standing.PENDING;
        }
        MigrationState recorded = known.get();
        return switch (recorded.status()) {
            case IN_DOUBT -> Standing.IN_DOUBT;
            case PART_WAY -> Standing.PART_WAY;
            case RUNNING -> running(sight);
            case FAILED -> Standing.FAILED;
            case FORGOTTEN -> Standing.FORGOTTEN;
            case ROLLED_BACK -> migration.repeatable() ? Standing.OUTDATED : Standing.ROLLED_BACK;
            case APPLIED -> {
                // What runs in every run is always another one: its last run is what counts.
                boolean edited = migration.runs() != Migration.Runs.ALWAYS
                        && !recorded.inEffect()
                                .orElseThrow()
                                .header()
                                .checksum()
                                .equals(migration.checksum());
                Standing ifEdited = migration.repeatable() ? Standing.OUTDATED : Standing.CHANGED;
                yield edited ? ifEdited : Standing.APPLIED;
            }
        };
    }

    private Standing standing(MigrationState known) {
        if (known.status() != MigrationStatus.APPLIED) {
            return recorded(known, sight);
        }
        MigrationId highest = highestLocal.get(known.id().namespace());
        boolean future = known.id().isVersion() && highest != null && known.id().compareTo(highest) > 0;
        return future ? Standing.FUTURE : Standing.MISSING;
    }
}
