package io.migrationledger.spi.support;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The order in which things can be made that need one another, such as views on views. */
public final class NeededFirst {
    private NeededFirst() {}

    /**
     * Puts each behind those that it needs, and leaves the order as it is where nothing else is needed. In a circle the one that
     * is met first stands behind the others.
     *
     * @param name the name by which others need it
     * @param needs the names that it needs; those of nothing in the list have no effect
     */
    public static <T> List<T> ordered(
            List<T> items, Function<? super T, String> name, Function<? super T, ? extends Set<String>> needs) {
        Set<T> done = new LinkedHashSet<>();
        items.forEach(item -> visit(item, items, name, needs, done, new LinkedHashSet<>()));
        return new ArrayList<>(done);
    }

    private static <T> void visit(
            T item,
            List<T> items,
            Function<? super T, String> name,
            Function<? super T, ? extends Set<String>> needs,
            Set<T> done,
            Set<T> open) {
        if (done.contains(item) || !open.add(item)) {
            return;
        }
        Set<String> needed = needs.apply(item);
        items.stream()
                .filter(other -> needed.contains(name.apply(other)))
                .forEach(other -> visit(other, items, name, needs, done, open));
        done.add(item);
    }
}
