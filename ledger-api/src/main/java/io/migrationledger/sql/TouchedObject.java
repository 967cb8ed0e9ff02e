package io.migrationledger.sql;

import java.util.Locale;
import java.util.Optional;

/**
 * An object that a statement names as changed by it.
 *
 * @param action what becomes of it
 * @param kind what it is, in lower case, as SQL calls it: {@code table}, {@code index}, {@code materialized view}
 * @param name its name as the database keeps it, qualified where the statement qualifies it; without quotes
 * @param to its new name, where it is renamed; otherwise empty
 */
public record TouchedObject(Action action, String kind, String name, Optional<String> to) {

    /** What becomes of an object. */
    public enum Action {
        /** It comes into being, or is replaced. */
        CREATED,
        /** Its definition changes, or something is made or dropped that belongs to it: an index of a table, say. */
        ALTERED,
        /** It ceases to be. */
        DROPPED,
        /** It has another name. */
        RENAMED,
        /** Its rows change: INSERT, UPDATE, DELETE, TRUNCATE, COPY and their like. */
        FILLED
    }

    /** Returns an object that is not renamed. */
    public static TouchedObject of(Action action, String kind, String name) {
        return new TouchedObject(action, kind, name, Optional.empty());
    }

    /**
     * Returns whether a person means this object, under its old or its new name.
     *
     * @param asked a name, with or without its schema, compared without regard to case; in double quotes exactly
     */
    public boolean isNamed(String asked) {
        boolean exact = asked.length() > 2 && asked.startsWith("\"") && asked.endsWith("\"");
        String wanted = exact ? asked.substring(1, asked.length() - 1) : asked;
        return isNamed(name, wanted, exact)
                || to.filter(renamed -> isNamed(renamed, wanted, exact)).isPresent();
    }

    private static boolean isNamed(String name, String wanted, boolean exact) {
        String own = exact ? name : name.toLowerCase(Locale.ROOT);
        String other = exact ? wanted : wanted.toLowerCase(Locale.ROOT);
        return own.equals(other) || own.endsWith("." + other);
    }

    /** Returns it as a person reads it: {@code created orders}, {@code renamed a to b}. */
    @Override
    public String toString() {
        return action.name().toLowerCase(Locale.ROOT) + " " + name
                + to.map(renamed -> " to " + renamed).orElse("");
    }
}
