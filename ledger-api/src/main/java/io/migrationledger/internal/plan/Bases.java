package io.migrationledger.internal.plan;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scripts that stand, on a new database, for all versions up to their own (Flyway's baseline migrations). Where one of the
 * versions has run, they are as good as not there; where one of them has run, the versions that it stands for are.
 */
final class Bases {
    private final List<Migration> bases;
    private final List<Migration> versions;

    /**
     * Takes the migrations.
     *
     * @param versions all others
     */
    Bases(List<Migration> bases, List<Migration> versions) {
        this.bases = bases;
        this.versions = versions;
    }

    /** Returns what there is to run on a database in this state, in any order. */
    List<Migration> on(LedgerState state) {
        Map<String, Migration> chosen = new HashMap<>();
        bases.stream()
                .map(base -> base.id().namespace())
                .distinct()
                .forEach(namespace -> chosen(namespace, state).ifPresent(base -> chosen.put(namespace, base)));
        List<Migration> all = new ArrayList<>();
        for (Migration base : chosen.values()) {
            all.add(redirected(base, chosen));
        }
        for (Migration migration : versions) {
            if (migration.repeatable() || standingFor(migration.id(), chosen).isEmpty()) {
                all.add(redirected(migration, chosen));
            }
        }
        return all;
    }

    private Optional<Migration> chosen(String namespace, LedgerState state) {
        List<Migration> highestFirst = bases.stream()
                .filter(base -> base.id().namespace().equals(namespace))
                .sorted(Comparator.comparing(Migration::id).reversed())
                .toList();
        for (Migration base : highestFirst) {
            boolean below = state.migrations().stream()
                    .anyMatch(known -> known.id().namespace().equals(namespace)
                            && known.id().isVersion()
                            && known.id().compareTo(base.id()) < 0
                            && known.isInEffect());
            if (!below
                    && state.of(base.id()).filter(known -> hasRun(base, known)).isPresent()) {
                return Optional.of(base);
            }
        }
        boolean begun = state.migrations().stream()
                .filter(known ->
                        known.id().namespace().equals(namespace) && known.id().isVersion())
                .anyMatch(known -> known.isInEffect() || known.unsettled());
        return begun ? Optional.empty() : highestFirst.stream().findFirst();
    }

    /** The version that a base ends with may have a script of its own: the checksum tells which of them has run. */
    private boolean hasRun(Migration base, MigrationState known) {
        Optional<String> checksum = known.inEffect()
                .map(LedgerEvent.Applied::header)
                .map(header -> header.checksum())
                .or(() -> known.attempt()
                        .filter(attempt -> known.unsettled())
                        .map(attempt -> attempt.started().header().checksum()));
        Optional<String> ofVersion = versions.stream()
                .filter(migration -> migration.id().equals(base.id()))
                .map(Migration::checksum)
                .findFirst();
        return checksum.isPresent() && !checksum.equals(ofVersion) && !isRecordedBelow(base, known);
    }

    private static boolean isRecordedBelow(Migration base, MigrationState known) {
        return known.isDeclared()
                && !known.inEffect().orElseThrow().header().checksum().equals(base.checksum());
    }

    /** Returns the base that stands for a migration, or empty where none does. */
    private static Optional<MigrationId> standingFor(MigrationId id, Map<String, Migration> chosen) {
        return Optional.ofNullable(chosen.get(id.namespace()))
                .map(Migration::id)
                .filter(base -> id.isVersion() && id.compareTo(base) <= 0);
    }

    /** What requires a version that a base stands for requires the base, from whatever namespace. */
    private static Migration redirected(Migration migration, Map<String, Migration> chosen) {
        Set<MigrationId> requires = new LinkedHashSet<>();
        for (MigrationId id : migration.directives().requires()) {
            requires.add(standingFor(id, chosen)
                    .filter(base -> !base.equals(migration.id()))
                    .orElse(id));
        }
        return migration.requiring(List.copyOf(requires));
    }
}
