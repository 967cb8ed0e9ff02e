package io.migrationledger.cli;

import io.migrationledger.cli.Page.Color;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned columns under headings; the last column is as wide as it likes, and an empty column is left out. */
final class Table {
    private static final String GAP = "  ";

    /** A cell; a null colour is the terminal's own. */
    record Cell(String text, @Nullable Color color) {
        static Cell of(String text) {
            return new Cell(text, null);
        }
    }

    private final List<String> headings;
    private final boolean[] right;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** Begins a table; a heading that starts with {@code >} stands over a column of numbers. */
    Table(String... headings) {
        this.headings = new ArrayList<>();
        this.right = new boolean[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            this.headings.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    void print(Page page) {
        int[] widths = new int[headings.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], width(headings.get(i)));
        }
        List<Cell> head = new ArrayList<>();
        headings.forEach(heading -> head.add(new Cell(heading, Color.FAINT)));
        print(page, head, widths);
        rows.forEach(row -> print(page, row, widths));
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
