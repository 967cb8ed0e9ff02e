package io.migrationledger.internal;

import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Joins the local migrations with what the ledger says of them, in the order in which they run. */
final class StatusReader {
    private final Map<String, MigrationId> highestLocal = new HashMap<>();
    private final Set<MigrationId> local = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();
    private final LedgerState state;

    StatusReader(LedgerState state) {
        this.state = state;
    }

    List<Line> read(List<Migration> ordered) {
        List<Line> lines = new ArrayList<>();
        for (Migration migration : ordered) {
            local.add(migration.id());
            namespaces.add(migration.id().namespace());
            if (!migration.repeatable()) {
                highestLocal.merge(migration.id().namespace(), migration.id(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
            Optional<MigrationState> known = state.of(migration.id());
            lines.add(new Line(
                    migration.id(),
                    standing(migration, known),
                    Optional.of(migration),
                    known,
                    known.flatMap(AttemptWords::unfinished)));
        }
        List<Line> gone = new ArrayList<>();
        for (MigrationState known : state.migrations()) {
            // What is not in effect and has no file concerns nobody, nor do the chains of other programs.
            boolean leftNothing =
                    known.status() == MigrationStatus.ROLLED_BACK || known.status() == MigrationStatus.FAILED;
            boolean ours =
                    namespaces.isEmpty() || namespaces.contains(known.id().namespace());
            if (ours && !leftNothing && !local.contains(known.id())) {
                gone.add(new Line(
                        known.id(),
                        standing(known),
                        Optional.empty(),
                        Optional.of(known),
                        AttemptWords.unfinished(known)));
            }
        }
        gone.sort(Comparator.comparing(Line::id));
        lines.addAll(gone);
        return lines;
    }

    private Standing standing(Migration migration, Optional<MigrationState> known) {
        if (known.isEmpty()) {
            return Standing.PENDING;
        }
        MigrationState recorded = known.get();
        return switch (recorded.status()) {
            case IN_DOUBT -> Standing.IN_DOUBT;
            case PART_WAY -> Standing.PART_WAY;
            case RUNNING -> Standing.RUNNING;
            case FAILED -> Standing.FAILED;
            case ROLLED_BACK -> migration.repeatable() ? Standing.OUTDATED : Standing.ROLLED_BACK;
            case APPLIED -> {
                boolean edited =
                        !recorded.inEffect().orElseThrow().header().checksum().equals(migration.checksum());
                Standing ifEdited = migration.repeatable() ? Standing.OUTDATED : Standing.CHANGED;
                yield edited ? ifEdited : Standing.APPLIED;
            }
        };
    }

    private Standing standing(MigrationState known) {
        if (known.status() != MigrationStatus.APPLIED) {
            return switch (known.status()) {
                case IN_DOUBT -> Standing.IN_DOUBT;
                case PART_WAY -> Standing.PART_WAY;
                case RUNNING -> Standing.RUNNING;
                default -> Standing.FAILED;
            };
        }
        MigrationId highest = highestLocal.get(known.id().namespace());
        boolean future = known.id().isVersion() && highest != null && known.id().compareTo(highest) > 0;
        return future ? Standing.FUTURE : Standing.MISSING;
    }
}
