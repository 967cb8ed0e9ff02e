package io.migrationledger.audit.report.markdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What is left of the characters that one comment takes. Each section leaves so many for those behind it. Confined to one
 * thread.
 */
final class Room {
    /** GitHub takes 65,536 characters in one comment; the rest is for headings, and for what is said of the whole. */
    private static final int WHOLE = 60_000;

    private int left = WHOLE;

    /** Takes a text, where so much is left behind it; returns whether it is to be written. */
    boolean takes(String text, int behind) {
        int length = text.length() + 1; // and its line feed
        if (left - length < behind) {
            return false;
        }
        left -= length;
        return true;
    }

    /** Returns the first of the rows, as lines: so many at most, and as there is room for. */
    <T> List<String> first(List<T> rows, int most, int behind, Function<? super T, String> line) {
        List<String> lines = new ArrayList<>();
        for (T row : rows) {
            String text = lines.size() < most ? line.apply(row) : "";
            if (text.isEmpty() || !takes(text, behind)) {
                break;
            }
            lines.add(text);
        }
        return lines;
    }

    /** Returns the last of the rows, as lines in their order: so many at most, and as there is room for. */
    <T> List<String> last(List<T> rows, int most, int behind, Function<? super T, String> line) {
        List<T> backwards = new ArrayList<>(rows);
        Collections.reverse(backwards);
        List<String> lines = first(backwards, most, behind, line);
        Collections.reverse(lines);
        return lines;
    }
}
