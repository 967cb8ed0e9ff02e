package io.migrationledger.dialect.postgres.write;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private Casts() {}

    /** Returns the expression for a column's value, as a value of the new type. */
    static String of(String column, String from, String to) {
        return Sql.name(column) + (direct(from, to) ? "" : "::text") + "::" + to;
    }

    /** Returns whether the new type has every value of the old one, so that none can be lost. */
    static boolean widens(String from, String to) {
        if (INTEGERS.contains(from) && INTEGERS.contains(to)) {
            return INTEGERS.indexOf(from) <= INTEGERS.indexOf(to);
        }
        if (isVarying(from) && (isVarying(to) || to.equals("text"))) {
            return length(from) <= length(to);
        }
        return from.equals("text") && to.equals("character varying")
                || base(from).equals("numeric")
                        && base(to).equals("numeric")
                        && (to.equals("numeric") || !from.equals("numeric") && hasDigitsOf(from, to));
    }

    private static boolean isVarying(String type) {
        return base(type).equals("character varying");
    }

    /** Without one there is no end. */
    private static int length(String type) {
        List<Integer> numbers = numbers(type);
        return numbers.isEmpty() ? Integer.MAX_VALUE : numbers.get(0);
    }

    /** As many before the point and behind it. */
    private static boolean hasDigitsOf(String from, String to) {
        List<Integer> old = numbers(from);
        List<Integer> now = numbers(to);
        return old.get(0) - old.get(1) <= now.get(0) - now.get(1) && old.get(1) <= now.get(1);
    }

    private static List<Integer> numbers(String type) {
        return NUMBER.matcher(type)
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .toList();
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
