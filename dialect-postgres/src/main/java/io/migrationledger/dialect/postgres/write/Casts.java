package io.migrationledger.dialect.postgres.write;

import java.util.List;
import java.util.Set;

/**
 * How the values of a column become those of another type. Types without a cast of their own go by their text, so that the
 * statement can be planned for every two types (<a href="https://www.postgresql.org/docs/current/sql-createcast.html">casts by
 * text</a>).
 */
final class Casts {
    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "name");

    /** Within each of these, every type has a cast to every other. */
    private static final List<Set<String>> FAMILIES = List.of(
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision"),
            Set.of("date", "timestamp without time zone", "timestamp with time zone"),
            Set.of("integer", "boolean"),
            Set.of("numeric", "money"));

    private Casts() {}

    /** Returns the expression for a column's value, as a value of the new type. */
    static String of(String column, String from, String to) {
        return Sql.name(column) + (direct(from, to) ? "" : "::text") + "::" + to;
    }

    private static boolean direct(String from, String to) {
        String old = base(from);
        String now = base(to);
        return old.equals(now)
                || TEXTS.contains(old)
                || TEXTS.contains(now)
                || FAMILIES.stream().anyMatch(family -> family.contains(old) && family.contains(now))
                || from.endsWith("[]")
                        && to.endsWith("[]")
                        && direct(from.substring(0, from.length() - 2), to.substring(0, to.length() - 2));
    }

    /** Returns the type without its length: {@code numeric} of {@code numeric(8,2)}. */
    private static String base(String type) {
        return type.replaceAll("\\([^)]*\\)", "");
    }
}
