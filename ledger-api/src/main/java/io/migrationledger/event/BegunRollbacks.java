package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Folds what rollbacks were to undo and have not. Those of one program say nothing of another one's namespaces. */
final class BegunRollbacks {
    private final List<Begun> begun = new ArrayList<>();

    /** One rollback, that may go over several namespaces. */
    private static final class Begun {
        private final Set<MigrationId> left = new LinkedHashSet<>();
        private boolean undidSome;
    }

    void add(LedgerEvent event) {
        MigrationId id = event.id();
        if (event instanceof LedgerEvent.Started started) {
            Begun now = new Begun();
            if (event.header().direction() == Direction.DOWN) {
                now.left.add(id);
                now.left.addAll(started.then());
                // Another run may go on with it.
                now.undidSome = begun.stream().anyMatch(before -> before.undidSome && before.left.contains(id));
            }
            Set<String> namespaces = new LinkedHashSet<>(Set.of(id.namespace()));
            now.left.forEach(one -> namespaces.add(one.namespace()));
            forget(namespaces);
            if (!now.left.isEmpty()) {
                begun.add(now);
            }
        } else if (event instanceof LedgerEvent.RolledBack) {
            for (Begun rollback : begun) {
                rollback.undidSome |= rollback.left.remove(id);
            }
            begun.removeIf(rollback -> rollback.left.isEmpty());
        }
    }

    private void forget(Set<String> namespaces) {
        for (Iterator<Begun> all = begun.iterator(); all.hasNext(); ) {
            Begun rollback = all.next();
            rollback.left.removeIf(one -> namespaces.contains(one.namespace()));
            if (rollback.left.isEmpty()) {
                all.remove();
            }
        }
    }

    /** Returns what is left to undo of some namespaces, as far as there is something to undo; empty where nothing is. */
    Optional<UnfinishedRollback> of(
            Collection<String> namespaces, Function<MigrationId, Optional<MigrationState>> states) {
        List<MigrationId> left = new ArrayList<>();
        boolean undidSome = false;
        for (Begun rollback : begun) {
            for (MigrationId id : rollback.left) {
                Optional<MigrationState> state = states.apply(id).filter(known -> namespaces.contains(id.namespace()));
                boolean open = state.filter(BegunRollbacks::isOpen).isPresent();
                if (open || state.filter(MigrationState::isInEffect).isPresent()) {
                    left.add(id);
                    undidSome |= open || rollback.undidSome;
                }
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(new UnfinishedRollback(left, undidSome));
    }

    private static boolean isOpen(MigrationState state) {
        return state.unsettled()
                && state.attempt()
                        .filter(attempt -> attempt.direction() == Direction.DOWN)
                        .isPresent();
    }
}
