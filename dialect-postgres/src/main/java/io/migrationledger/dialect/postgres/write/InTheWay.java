package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Views and routines that go before all else: changed ones, and those that stand in the way of a column, of a routine, of a
 * table, of a type or of another view.
 */
final class InTheWay {
    private final Snapshot from;
    private final Snapshot to;
    private final Set<SchemaItem> items = new LinkedHashSet<>();
    /** The names by which others need the routines among them. */
    private final Set<String> routines = new TreeSet<>();

    /**
     * Looks for them.
     *
     * @param types the names of types that are made anew
     * @param gone the tables that are dropped
     * @param touched these, and the tables with columns that are dropped or written anew
     */
    InTheWay(Snapshot from, Snapshot to, Set<String> types, Set<String> gone, Set<String> touched) {
        this.from = from;
        this.to = to;
        from.views().stream()
                .filter(view -> Script.find(to.views(), view)
                        .filter(now -> now.equals(view) || Views.canBeReplaced(view, now))
                        .isEmpty())
                .forEach(items::add);
        from.routines().stream().filter(this::isReplaced).forEach(items::add);
        Set<String> names = new TreeSet<>(types);
        from.routines().stream().filter(this::isDropped).map(Needs::name).forEach(names::add);
        items.forEach(item -> names.add(Needs.name(item)));
        addAllThatNeed(names, gone, touched);
        items.stream().filter(Routine.class::isInstance).map(Needs::name).forEach(routines::add);
    }

    private void addAllThatNeed(Set<String> names, Set<String> gone, Set<String> touched) {
        List<SchemaItem> rest = new ArrayList<>(from.views());
        rest.addAll(from.routines());
        rest.removeAll(items);
        boolean more = true;
        while (more) {
            more = false;
            for (SchemaItem item : List.copyOf(rest)) {
                Set<String> needs = new TreeSet<>(Needs.of(item));
                Set<String> tables = touched;
                if (item instanceof View view) {
                    needs.addAll(Mentions.in(view.definition()));
                } else if (Bodies.isText((Routine) item)) {
                    tables = gone;
                }
                if (!Collections.disjoint(needs, names) || !Collections.disjoint(needs, tables)) {
                    items.add(item);
                    names.add(Needs.name(item));
                    rest.remove(item);
                    more = true;
                }
            }
        }
    }

    /** What a function gives back cannot be replaced, nor can the names of its arguments. */
    private boolean isDropped(Routine old) {
        return !stays(old, to);
    }

    private static boolean stays(Routine routine, Snapshot in) {
        return Script.find(in.routines(), routine)
                .filter(now -> Needs.head(now).equals(Needs.head(routine)))
                .isPresent();
    }

    /** The new one may be the same to the server, which knows the types alone; or a call may be of the one and the other. */
    private boolean isReplaced(Routine old) {
        return isDropped(old)
                && to.routines().stream().anyMatch(now -> now.name().equals(old.name()) && !stays(now, from));
    }

    boolean contains(SchemaItem item) {
        return items.contains(item);
    }

    /** Returns whether the first schema has it, and it goes. */
    <T extends SchemaItem> boolean has(List<T> before, T like) {
        return Script.find(before, like).filter(items::contains).isPresent();
    }

    /** Returns whether a statement calls a routine that goes. */
    boolean isCalledBy(String statement) {
        return !routines.isEmpty() && !Collections.disjoint(Needs.called(statement), routines);
    }

    boolean isCalledBy(Part part) {
        return part.create().stream().map(SchemaStatement::sql).anyMatch(this::isCalledBy);
    }
}
