package io.migrationledger;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What to do next: a text in which each {@link Action} stands for itself, so that an application is not told of a
 * command's options, nor a command's user of Java. Immutable.
 */
public final class Advice implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Texts and actions. */
    private final ArrayList<Serializable> parts;

    private Advice(ArrayList<Serializable> parts) {
        this.parts = parts;
    }

    /**
     * Joins parts.
     *
     * @param parts texts, {@link Action}s, {@link Action.Meant} and other advice; anything else as its {@link
     *     Object#toString} says it
     */
    public static Advice of(Object... parts) {
        ArrayList<Serializable> joined = new ArrayList<>(parts.length);
        for (Object part : parts) {
            if (part instanceof Advice advice) {
                joined.addAll(advice.parts);
            } else if (part instanceof Action action) {
                joined.add(action.about());
            } else if (part instanceof Action.Meant meant) {
                joined.add(meant);
            } else {
                joined.add(String.valueOf(part));
            }
        }
        return new Advice(joined);
    }

    /** Returns the advice to run again what was run, with what follows: {@code : it goes on from there.} */
    public static Advice again(String then) {
        return of("Run ", Action.SAME, " again" + then);
    }

    /** Joins advice with a text between each two. */
    public static Advice join(String between, Collection<Advice> all) {
        List<Object> parts = new ArrayList<>();
        for (Advice advice : all) {
            if (!parts.isEmpty()) {
                parts.add(between);
            }
            parts.add(advice);
        }
        return of(parts.toArray());
    }

    /** Returns the actions that it names, in their order; empty where it names none. */
    public List<Action.Meant> actions() {
        return parts.stream()
                .filter(Action.Meant.class::isInstance)
                .map(Action.Meant.class::cast)
                .toList();
    }

    /** Returns the text, its actions in somebody's words. */
    public String in(Function<Action.Meant, String> words) {
        StringBuilder text = new StringBuilder();
        for (Serializable part : parts) {
            text.append(part instanceof Action.Meant meant ? words.apply(meant) : part);
        }
        return text.toString();
    }

    /** Returns the text in the words of this library. */
    @Override
    public String toString() {
        return in(LibraryWords::of);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Advice advice && toString().equals(advice.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
