package io.migrationledger.internal.plan;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The batches of what is in effect. A migration that runs more than once belongs to the batch of its first run, with the
 * effect of which a rollback does away. Its later runs count as well for which batch is the last one, so that a rollback
 * goes no further back than the run before it; once something was rolled back after such a run, it counts no more.
 */
final class LastBatches {
    private static final int NAMED = 5;

    private final Map<MigrationId, Migration> local;
    private final Set<MigrationId> required = new HashSet<>();
    private final NavigableMap<Integer, List<MigrationId>> newestFirst = new TreeMap<>(Collections.reverseOrder());

    /**
     * Collects them.
     *
     * @param states of the namespaces that the rollback is about
     * @param isTakenBack whether there is something to undo for a migration
     */
    LastBatches(
            Collection<MigrationState> states, Map<MigrationId, Migration> local, Predicate<MigrationId> isTakenBack) {
        this.local = local;
        Map<String, Long> rolledBack = new HashMap<>();
        for (MigrationState state : states) {
            if (state.last() instanceof LedgerEvent.RolledBack && state.last().origin() == Origin.EXECUTED) {
                rolledBack.merge(state.id().namespace(), state.last().sequence(), Math::max);
            }
        }
        for (MigrationState state : states) {
            if (!state.isInEffect()) {
                continue;
            }
            Migration migration = local.get(state.id());
            if (migration != null) {
                required.addAll(migration.directives().requires());
            }
            if (state.isDeclared()) {
                continue; // it was not run in any batch
            }
            LedgerEvent.Applied since = state.since().orElseThrow();
            boolean first = since.equals(place(state));
            if (first || since.sequence() > rolledBack.getOrDefault(since.id().namespace(), 0L)) {
                batch(since).add(state.id());
            }
            if (!first && isTakenBack.test(state.id()) && wasRun(place(state))) {
                batch(place(state)).add(state.id());
            }
        }
    }

    private List<MigrationId> batch(LedgerEvent.Applied applied) {
        return newestFirst.computeIfAbsent(applied.header().batch(), number -> new ArrayList<>());
    }

    private static boolean wasRun(LedgerEvent.Applied applied) {
        return applied.origin() != Origin.BASELINED && applied.origin() != Origin.ADOPTED;
    }

    /** Returns the event that says when a migration in effect was applied: of one that runs again, the first. */
    LedgerEvent.Applied place(MigrationState state) {
        Migration migration = local.get(state.id());
        return migration != null && migration.repeatable()
                ? state.first().orElseThrow()
                : state.since().orElseThrow();
    }

    /**
     * Returns the order of undoing: the newest first. What ran again may use what came between its runs, and goes before
     * that, unless something requires it.
     */
    Comparator<MigrationState> undoing() {
        return Comparator.comparing((MigrationState state) -> (required.contains(state.id())
                                ? place(state)
                                : state.since().orElseThrow())
                        .sequence())
                .reversed();
    }

    /**
     * Returns what belongs to the newest batches.
     *
     * @param candidates what can be undone, the newest first
     * @param declared what goes with them though it was not run
     */
    List<MigrationState> newest(List<MigrationState> candidates, int count, Set<MigrationId> declared) {
        Set<Integer> batches = newestFirst.keySet().stream().limit(count).collect(Collectors.toSet());
        List<MigrationState> chosen = new ArrayList<>();
        for (MigrationState state : candidates) {
            LedgerEvent.Applied place = place(state);
            if (state.isDeclared()) {
                if (declared.contains(state.id())) {
                    chosen.add(state);
                }
            } else if (wasRun(place)) {
                if (!batches.contains(place.header().batch())) {
                    break;
                }
                chosen.add(state);
            }
        }
        return chosen;
    }

    /** Returns why the newest batches have nothing to undo, and what goes further; empty where nothing was run. */
    Optional<String> nothingIn(List<MigrationState> candidates, int count) {
        if (newestFirst.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> batches = newestFirst.keySet().stream().limit(count).toList();
        Set<String> held = newestFirst.headMap(batches.get(batches.size() - 1), true).values().stream()
                .flatMap(List::stream)
                .map(MigrationId::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        String names = held.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (held.size() > NAMED ? " and " + (held.size() - NAMED) + " more" : "");
        int further = count;
        while (further < newestFirst.size()
                && newest(candidates, further, Set.of()).isEmpty()) {
            further++;
        }
        boolean goesFurther = !newest(candidates, further, Set.of()).isEmpty();
        return Optional.of((batches.size() == 1 ? "batch " : "batches ")
                + batches.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (batches.size() == 1 ? " holds" : " hold")
                + " nothing to roll back, only what runs again when it changes or in every run: " + names
                + (goesFurther ? "; to go further back, give a number: batches " + further + ", or steps 1" : ""));
    }
}
