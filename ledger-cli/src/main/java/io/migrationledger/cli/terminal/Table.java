package io.migrationledger.cli.terminal;

import io.migrationledger.cli.terminal.Page.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns under headings; an empty column is left out. On a terminal the table fits its width: columns that
 * matter less go, and the last column is wrapped.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST_OF_LAST = 16;

    /** A cell; a null colour is the terminal's own. */
    public record Cell(String text, @Nullable Color color) {
        public static Cell of(String text) {
            return new Cell(text, null);
        }
    }

    private final List<String> headings;
    private final boolean[] right;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** Begins a table; a heading that starts with {@code >} stands over a column of numbers. */
    public Table(String... headings) {
        this.headings = new ArrayList<>();
        this.right = new boolean[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            this.headings.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
    }

    public void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** Names the columns that go where there is no room for all, the first one first. */
    public Table dropping(String... names) {
        dropped.addAll(List.of(names));
        return this;
    }

    /**
     * Returns what every filled cell of a column says, where there are several and they are equal, and leaves the column
     * out; otherwise empty.
     */
    public Optional<String> takeOutIfEqual(String heading) {
        int column = headings.indexOf(heading);
        List<String> filled = rows.stream()
                .map(row -> row.get(column).text())
                .filter(text -> !text.isEmpty())
                .toList();
        if (filled.size() < 2 || filled.stream().distinct().count() > 1) {
            return Optional.empty();
        }
        empty(column);
        return Optional.of(filled.get(0));
    }

    private void empty(int column) {
        rows.replaceAll(row -> {
            List<Cell> without = new ArrayList<>(row);
            without.set(column, Cell.of(""));
            return without;
        });
    }

    /**
     * Prints it.
     *
     * @param columns how many characters fit on a line; 0 where that does not matter
     */
    public void print(Page page, int columns) {
        // Before a text is broken into lines: of a secret, no half is left at the end of one.
        rows.replaceAll(row -> row.stream()
                .map(cell -> new Cell(page.secrets().hide(cell.text()), cell.color()))
                .toList());
        int[] widths = widths();
        int last = widths.length - 1;
        for (String name : dropped) {
            if (columns > 0 && beforeLast(widths) + Math.min(widths[last], LEAST_OF_LAST) > columns) {
                empty(headings.indexOf(name));
                widths = widths();
            }
        }
        int room = columns > 0 ? Math.max(LEAST_OF_LAST, columns - beforeLast(widths)) : Integer.MAX_VALUE;
        widths[last] = Math.min(widths[last], room);
        List<Cell> head = new ArrayList<>();
        headings.forEach(heading -> head.add(new Cell(heading, Color.FAINT)));
        print(page, head, widths);
        for (List<Cell> row : rows) {
            Cell cell = row.get(last);
            List<Cell> line = new ArrayList<>(row);
            for (String part : wrapped(cell.text(), room)) {
                line.set(last, new Cell(part, cell.color()));
                print(page, line, widths);
                line.replaceAll(done -> Cell.of(""));
            }
        }
    }

    private int[] widths() {
        int[] widths = new int[headings.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], width(headings.get(i)));
        }
        return widths;
    }

    private static int beforeLast(int[] widths) {
        int sum = 0;
        for (int i = 0; i < widths.length - 1; i++) {
            sum += widths[i] == 0 ? 0 : widths[i] + GAP.length();
        }
        return sum;
    }

    /** Returns the text in lines, broken at blanks where there are any. */
    private static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width(rest) > room) {
            int end = rest.offsetByCodePoints(0, room);
            int blank = rest.lastIndexOf(' ', end);
            int cut = blank > 0 ? blank : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private void print(Page page, List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int pending = 0;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] == 0) {
                continue;
            }
            Cell cell = row.get(i);
            int space = widths[i] - width(cell.text());
            int before = pending + (right[i] ? space : 0);
            String text = cell.color() == null ? cell.text() : page.in(cell.color(), cell.text());
            if (!cell.text().isEmpty()) {
                line.append(" ".repeat(before)).append(text);
                pending = (right[i] ? 0 : space) + GAP.length();
            } else {
                pending = pending + widths[i] + GAP.length();
            }
        }
        page.line(line.toString());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
