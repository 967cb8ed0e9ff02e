package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
            if (event.header().direction() == Direction.DOWN) {
                begin(id, started.then());
            } else {
                forget(Set.of(id.namespace()));
            }
        } else if (event.origin() == Origin.BASELINED) {
            forget(Set.of(id.namespace())); // what is declared above it would stand on what is undone
        } else if (event instanceof LedgerEvent.RolledBack) {
            for (Begun rollback : begun) {
                rollback.undidSome |= rollback.left.remove(id);
            }
            begun.removeIf(rollback -> rollback.left.isEmpty());
        }
    }

    private void begin(MigrationId id, List<MigrationId> then) {
        Begun now = new Begun();
        now.left.add(id);
        now.left.addAll(then);
        // Another run may go on with it.
        now.undidSome = begun.stream().anyMatch(before -> before.undidSome && before.left.contains(id));
        forget(now.left.stream().map(MigrationId::namespace).collect(Collectors.toSet()));
        begun.add(now);
    }

    private void forget(Set<String> namespaces) {
        for (Begun rollback : begun) {
            rollback.left.removeIf(one -> namespaces.contains(one.namespace()));
        }
        begun.removeIf(rollback -> rollback.left.isEmpty());
    }

    /** Returns what is left to undo of some namespaces, as far as there is something to undo; empty where nothing is. */
    Optional<UnfinishedRollback> of(
            Collection<String> namespaces, Function<MigrationId, Optional<MigrationState>> states) {
        List<MigrationId> left = new ArrayList<>();
        boolean undidSome = false;
        for (Begun rollback : begun) {
            for (MigrationId id : rollback.left) {
                Optional<MigrationState> state = states.apply(id).filter(known -> namespaces.contains(id.namespace()));
                boolean open = state.filter(known -> known.unsettled() && known.isRollback())
                        .isPresent();
                if (open || state.filter(MigrationState::isInEffect).isPresent()) {
                    left.add(id);
                    undidSome |= open || rollback.undidSome;
                }
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(new UnfinishedRollback(left, undidSome));
    }
}
