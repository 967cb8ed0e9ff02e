package io.migrationledger.layouts;

import io.migrationledger.migration.Precondition;
import io.migrationledger.migration.Precondition.Otherwise;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preconditions of a changeset
 * (<a href="https://docs.liquibase.com/concepts/changelogs/preconditions.html">Liquibase's manual</a>): {@code sql-check} is
 * heeded, every other one is named.
 */
final class ChangesetConditions {
    private static final Pattern SETTINGS = Pattern.compile("\\s*--\\s*preconditions\\b(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SETTING = Pattern.compile("(onFail|onError):(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern KIND =
            Pattern.compile("\\s*--\\s*precondition-([a-zA-Z0-9-]+)(?:\\s+(.*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SQL_CHECK =
            Pattern.compile("\\s*expectedResult:(?:\"([^\"]+)\"|'([^']+)'|(\\S+))\\s+(.*)", Pattern.CASE_INSENSITIVE);

    private final Map<Integer, String> expected = new TreeMap<>();
    private final Map<Integer, String> queries = new TreeMap<>();
    private Otherwise ifNot = Otherwise.HALT;
    private Otherwise ifError = Otherwise.HALT;
    private Optional<String> unknown = Optional.empty();

    /**
     * Takes a line, and returns whether it tells of preconditions.
     *
     * @param behind whether a statement stands before it
     */
    boolean take(int number, String text, boolean behind) {
        Matcher settings = SETTINGS.matcher(text);
        if (settings.matches()) {
            Matcher setting = SETTING.matcher(settings.group(1));
            while (setting.find()) {
                set(setting.group(1), setting.group(2));
            }
            return true;
        }
        Matcher kind = KIND.matcher(text);
        if (!kind.matches()) {
            return false;
        }
        Matcher check = SQL_CHECK.matcher(Optional.ofNullable(kind.group(2)).orElse(""));
        if (!kind.group(1).equalsIgnoreCase("sql-check")) {
            tell("the precondition " + kind.group(1));
        } else if (!check.matches()) {
            tell("a precondition sql-check without expectedResult and a query");
        } else if (behind) {
            tell("a precondition below a statement");
        } else if (check.group(4).lastIndexOf("/*") > check.group(4).lastIndexOf("*/")) {
            tell("a precondition whose comment does not end in its line");
        } else {
            expected.put(number, first(check));
            queries.put(number, check.group(4).strip());
        }
        return true;
    }

    private static String first(Matcher check) {
        return Optional.ofNullable(check.group(1))
                .or(() -> Optional.ofNullable(check.group(2)))
                .orElseGet(() -> check.group(3));
    }

    private void set(String name, String word) {
        try {
            Otherwise otherwise = Otherwise.valueOf(word.toUpperCase(Locale.ROOT));
            if (name.equalsIgnoreCase("onFail")) {
                ifNot = otherwise;
            } else {
                ifError = otherwise;
            }
        } catch (IllegalArgumentException e) {
            tell(name + ":" + word);
        }
    }

    private void tell(String what) {
        unknown = unknown.or(() -> Optional.of(what));
    }

    /** Returns what cannot be heeded, or empty. */
    Optional<String> unknown() {
        return unknown;
    }

    Map<Integer, Precondition> all() {
        Map<Integer, Precondition> all = new TreeMap<>();
        expected.forEach((line, value) -> all.put(line, new Precondition(value, ifNot, ifError)));
        return all;
    }

    /** Returns the query in a line with a semicolon behind it, or empty. */
    Optional<String> query(int line) {
        return Optional.ofNullable(queries.get(line)).map(query -> query.endsWith(";") ? query : query + ";");
    }
}
