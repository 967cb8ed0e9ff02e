package io.migrationledger.spi.support;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Finds the place in a statement that the words of an error name. */
public final class ErrorPlace {
    private ErrorPlace() {}

    /**
     * Returns where a part of the statement begins that an error quotes from its place on.
     *
     * @param line the line of the statement that the error names, counted from 1
     * @param quoted the statement's own text from there on, perhaps cut; empty for its end
     */
    public static OptionalInt near(String statement, int line, String quoted) {
        if (quoted.isEmpty()) {
            return OptionalInt.of(statement.length());
        }
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++) {
            start = statement.indexOf('\n', start) + 1;
            if (start == 0) {
                return OptionalInt.empty();
            }
        }
        int place = statement.indexOf(quoted, start);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Returns where a word stands that the error names; empty where it stands there several times, or not at all. */
    public static OptionalInt of(String statement, String word) {
        var found = Pattern.compile(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}_])", Pattern.CASE_INSENSITIVE)
                .matcher(statement);
        if (word.isEmpty() || !found.find()) {
            return OptionalInt.empty();
        }
        int place = found.start();
        return found.find() ? OptionalInt.empty() : OptionalInt.of(place);
    }
}
