package io.migrationledger.event;

import io.migrationledger.sql.TouchedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The objects that the statements of an attempt change, as its script names them.
 *
 * @param objects each once, in the order in which they are first changed; at most {@link #MOST}
 * @param more how many others there are
 */
public record Touched(List<TouchedObject> objects, int more) {
    /** No event names more objects than these. */
    public static final int MOST = 100;

    /** Nothing, or nobody knows: code says nothing of what it changes. */
    public static final Touched NONE = new Touched(List.of(), 0);

    /** Copies the list. */
    public Touched {
        objects = List.copyOf(objects);
    }

    /** Returns whether a person means one of the objects ({@link TouchedObject#isNamed}). */
    public boolean names(String asked) {
        return objects.stream().anyMatch(object -> object.isNamed(asked));
    }

    /**
     * Returns it as a changelog says it, in one line: {@code created orders, lines; filled prices}; empty where nothing is
     * known.
     *
     * @param most how many objects are named; of the others their number is
     */
    public String describe(int most) {
        int shown = Math.min(most, objects.size());
        Map<TouchedObject.Action, List<String>> byAction = new LinkedHashMap<>();
        for (TouchedObject object : objects.subList(0, shown)) {
            byAction.computeIfAbsent(object.action(), action -> new ArrayList<>())
                    .add(object.name() + object.to().map(name -> " to " + name).orElse(""));
        }
        List<String> parts = new ArrayList<>();
        byAction.forEach(
                (action, names) -> parts.add(action.name().toLowerCase(Locale.ROOT) + " " + String.join(", ", names)));
        int others = objects.size() - shown + more;
        return String.join("; ", parts) + (others == 0 ? "" : " and " + others + " more");
    }

    /** Collects what one statement after the other changes. Confined to one thread. */
    public static final class Builder {
        /** A script of any length is not to fill the memory with names. */
        private static final int MOST_COUNTED = 10_000;

        private final Set<TouchedObject> found = new LinkedHashSet<>();

        /** Adds what a statement changes. */
        public void add(List<TouchedObject> objects) {
            for (TouchedObject object : objects) {
                if (found.size() < MOST_COUNTED) {
                    found.add(object);
                }
            }
        }

        /** Returns what was added. */
        public Touched build() {
            return found.isEmpty()
                    ? NONE
                    : new Touched(found.stream().limit(MOST).toList(), Math.max(0, found.size() - MOST));
        }
    }
}
