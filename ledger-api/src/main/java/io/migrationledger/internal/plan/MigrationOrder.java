package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.CYCLIC_REQUIRES;
import static io.migrationledger.ErrorCode.DUPLICATE;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The order in which migrations run: by namespace and id, repeatable ones after all versioned ones, and whatever a
 * migration requires before it, together with what precedes that in its own namespace. Linear but for the sorting.
 */
public final class MigrationOrder {
    private final Map<MigrationId, Migration> byId = new HashMap<>();
    private final Map<String, Deque<Migration>> chains = new HashMap<>();
    private final Set<MigrationId> done = new HashSet<>();
    private final LinkedHashSet<MigrationId> path = new LinkedHashSet<>();
    private final List<Migration> ordered = new ArrayList<>();

    private MigrationOrder() {}

    /**
     * Returns the migrations in the order in which they run; of two with the same id the first.
     *
     * @param problems hears of migrations with the same id, and of those that require each other in a circle
     */
    static List<Migration> of(List<Migration> migrations, List<Problem> problems) {
        MigrationOrder order = new MigrationOrder();
        List<Migration> sorted = new ArrayList<>(migrations);
        sorted.sort(MigrationOrder::compared);
        for (Iterator<Migration> rest = sorted.iterator(); rest.hasNext(); ) {
            Migration migration = rest.next();
            Migration other = order.byId.putIfAbsent(migration.id(), migration);
            if (other != null) {
                rest.remove();
                problems.add(new Problem(
                        DUPLICATE,
                        Optional.of(migration.id()),
                        "two migrations have the version " + migration.id() + ": " + other.location() + " and "
                                + migration.location(),
                        "Give one of them another version."));
            } else if (!migration.repeatable()) {
                order.chain(migration.id().namespace()).add(migration);
            }
        }
        try {
            for (Migration migration : sorted) {
                order.add(migration);
            }
            return order.ordered;
        } catch (LedgerException e) {
            problems.add(new Problem(e.code(), Optional.empty(), e.what(), e.advice()));
            return sorted;
        }
    }

    private static int compared(Migration one, Migration other) {
        int last = Boolean.compare(one.repeatable(), other.repeatable());
        return last == 0 ? one.id().compareTo(other.id()) : last;
    }

    private Deque<Migration> chain(String namespace) {
        Deque<Migration> chain = chains.get(namespace);
        if (chain == null) {
            chain = new ArrayDeque<>();
            chains.put(namespace, chain);
        }
        return chain;
    }

    /** Adds a migration after those it requires; walks with a stack of its own, as chains may be long. */
    private void add(Migration first) {
        if (first.directives().requires().isEmpty()) {
            if (done.add(first.id())) {
                ordered.add(first);
            }
            return;
        }
        Deque<Migration> stack = new ArrayDeque<>();
        stack.push(first);
        while (!stack.isEmpty()) {
            Migration migration = stack.element();
            if (done.contains(migration.id())) {
                stack.pop();
                continue;
            }
            path.add(migration.id());
            boolean ready = true;
            for (MigrationId required : migration.directives().requires()) {
                Migration before = byId.get(required);
                if (before != null && !done.contains(required)) {
                    if (path.contains(required)) {
                        throw cycle(before.id());
                    }
                    stack.push(firstOf(before, migration));
                    ready = false;
                    break;
                }
            }
            if (ready) {
                stack.pop();
                path.remove(migration.id());
                done.add(migration.id());
                ordered.add(migration);
            }
        }
    }

    /** Returns what has to run first so that a required migration of another namespace is not taken out of its chain. */
    private Migration firstOf(Migration required, Migration requiring) {
        String namespace = required.id().namespace();
        if (required.repeatable() || namespace.equals(requiring.id().namespace())) {
            return required;
        }
        Deque<Migration> chain = Objects.requireNonNull(chains.get(namespace));
        while (done.contains(chain.element().id())) {
            chain.remove();
        }
        Migration first = chain.element();
        return first.id().compareTo(required.id()) > 0 || path.contains(first.id()) ? required : first;
    }

    private LedgerException cycle(MigrationId start) {
        List<String> names = new ArrayList<>();
        for (MigrationId id : path) {
            if (!names.isEmpty() || id.equals(start)) {
                names.add(id.toString());
            }
        }
        Collections.addAll(names, start.toString());
        return LedgerException.input(
                CYCLIC_REQUIRES,
                "migrations require each other in a circle: " + String.join(" requires ", names),
                "Take one of these requires= directives out.");
    }
}
