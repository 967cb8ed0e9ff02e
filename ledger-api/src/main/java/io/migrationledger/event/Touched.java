package io.migrationledger.event;

import io.migrationledger.sql.TouchedObject;
import java.util.LinkedHashSet;
import java.util.List;
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
