package io.migrationledger.schema.difference;

import java.util.Optional;

/**
 * One difference between two schemas.
 *
 * @param kind what happened on the way from the one to the other
 * @param object what it happened to: {@code table people}; {@code schema} for what was said of the schema itself
 * @param part the part of the object: {@code column email}, {@code index people_email}; the empty string for the object
 *     itself
 * @param property what of it changed: {@code type}, {@code default}; the empty string where the whole was added or removed
 * @param before its value in the one; empty where it has none there
 * @param after its value in the other; empty where it has none there
 */
public record SchemaChange(
        Kind kind, String object, String part, String property, Optional<String> before, Optional<String> after) {

    /** What happened. */
    public enum Kind {
        /** The other has it, and the one does not. */
        ADDED,
        /** The one has it, and the other does not. */
        REMOVED,
        /** Both have it, and it is not the same. */
        CHANGED
    }

    static SchemaChange added(String object, String part) {
        return new SchemaChange(Kind.ADDED, object, part, "", Optional.empty(), Optional.empty());
    }

    static SchemaChange removed(String object, String part) {
        return new SchemaChange(Kind.REMOVED, object, part, "", Optional.empty(), Optional.empty());
    }

    static SchemaChange changed(
            String object, String part, String property, Optional<String> before, Optional<String> after) {
        return new SchemaChange(Kind.CHANGED, object, part, property, before, after);
    }

    /** Returns whether only the order of a table's columns differs, which some databases cannot change. */
    public boolean isOrderOfColumns() {
        return kind == Kind.CHANGED && part.isEmpty() && property.equals("order") && object.startsWith("table ");
    }

    /** Returns one line for people: {@code table people, column email: type was text, is varchar(40)}. */
    @Override
    public String toString() {
        String what = part.isEmpty() ? object : object + ", " + part;
        return switch (kind) {
            case ADDED -> what + " was added";
            case REMOVED -> what + " was removed";
            case CHANGED ->
                what + ": " + property + " was " + before.orElse("not set") + ", is " + after.orElse("not set");
        };
    }
}
