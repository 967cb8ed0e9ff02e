package io.migrationledger;

import java.util.List;

/**
 * The lines of a script around what a database refused. It stands beside an error and is never recorded.
 *
 * @param lines some lines of the statement, as they stand in the file; what stands before the statement in its first line
 *     is blank
 * @param line the line of the file that the database means, counted from 1; 0 where it names no place
 * @param column the character of that line, counted from 1 in Unicode code points; 0 where it names no place
 */
public record Excerpt(List<Line> lines, int line, int column) {

    /** Copies the list. */
    public Excerpt {
        lines = List.copyOf(lines);
    }

    /** Returns it with the lines counted from another place. */
    public Excerpt shifted(int by) {
        if (by == 0) {
            return this;
        }
        return new Excerpt(
                lines.stream()
                        .map(one -> new Line(one.number() + by, one.text()))
                        .toList(),
                line == 0 ? 0 : line + by,
                column);
    }

    /**
     * A line of the file.
     *
     * @param number counted from 1
     * @param text without its end
     */
    public record Line(int number, String text) {}
}
