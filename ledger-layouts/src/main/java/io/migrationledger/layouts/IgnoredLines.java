package io.migrationledger.layouts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a file that Liquibase passes over, whatever stands in them: {@code --ignoreLines:2}, or {@code :start} to {@code :end}. */
final class IgnoredLines {
    private static final Pattern MARK = Pattern.compile("--\\s*ignoreLines:(\\w+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final int TO_THE_END = -1;

    /** How many lines are still passed over, or {@link #TO_THE_END}. */
    private int left;

    /** Takes the next line, and returns whether it is passed over: such a mark is, too. */
    boolean take(String text) {
        Matcher mark = MARK.matcher(text);
        if (left != 0) {
            boolean ends = left == TO_THE_END && mark.matches() && mark.group(1).equalsIgnoreCase("end");
            left = ends ? 0 : Math.max(left - 1, TO_THE_END);
            return true;
        }
        if (mark.matches()) {
            left = mark.group(1).matches("\\d{1,9}") ? Integer.parseInt(mark.group(1)) : TO_THE_END;
        }
        return mark.matches();
    }
}
