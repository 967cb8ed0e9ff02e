package io.migrationledger.cli.terminal;

import io.migrationledger.Excerpt;
import io.migrationledger.cli.terminal.Page.Color;

/** Shows lines of a script, and a mark under the place that a database names. */
public final class ExcerptText {
    private static final int WIDTH = 100;
    private static final int LEFT_OF_MARK = 60;

    private ExcerptText() {}

    /** Returns whether a mark stands under the place: not where a secret is hidden, as columns are others then. */
    public static boolean hasMark(Page page, Excerpt excerpt) {
        return excerpt.lines().stream().anyMatch(line -> isMarked(page, excerpt, line));
    }

    private static boolean isMarked(Page page, Excerpt excerpt, Excerpt.Line line) {
        return line.number() == excerpt.line()
                && excerpt.column() > 0
                && page.secrets().hide(line.text()).equals(line.text());
    }

    /** Prints the lines, indented. */
    public static void print(Page page, Excerpt excerpt, int indent) {
        int digits = excerpt.lines().stream()
                .mapToInt(line -> Integer.toString(line.number()).length())
                .max()
                .orElse(1);
        int column = excerpt.column();
        boolean shifted = column > WIDTH;
        for (Excerpt.Line line : excerpt.lines()) {
            String number = Integer.toString(line.number());
            String margin = " ".repeat(indent + digits - number.length()) + page.in(Color.FAINT, number + " | ");
            // Before a long line is cut: of a secret, no half is left.
            String text = page.secrets().hide(line.text());
            boolean marked = isMarked(page, excerpt, line);
            page.line((margin + window(text.replace('\t', ' '), marked && shifted ? column - LEFT_OF_MARK : 0))
                    .stripTrailing());
            if (marked) {
                int before = shifted ? LEFT_OF_MARK : column - 1;
                page.line(" ".repeat(indent + digits)
                        + page.in(Color.FAINT, " | ")
                        + " ".repeat(before)
                        + page.in(Color.BAD, "^"));
            }
        }
    }

    /** Returns what fits, from a column on, counted in code points. */
    private static String window(String text, int from) {
        int[] points = text.codePoints().skip(from).toArray();
        String start = from > 0 ? "…" : "";
        return points.length <= WIDTH
                ? start + new String(points, 0, points.length)
                : start + new String(points, 0, WIDTH) + "…";
    }
}
