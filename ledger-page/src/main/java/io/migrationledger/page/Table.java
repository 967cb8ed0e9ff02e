package io.migrationledger.page;

import java.time.Instant;

/**
 * A table. Where the page is narrow, the style sheet sets each row as a block with the names of its columns beside its cells;
 * the roles say that it is a table all the same (https://www.w3.org/TR/wai-aria-1.2/#table). Confined to one thread.
 */
public final class Table {
    private final Html html;
    private final String[] columns;
    private int column;

    /** Begins a table; {@code #} before a column's name is for numbers. */
    public Table(Html html, String... columns) {
        this.html = html;
        this.columns = columns;
    }

    /** Writes the beginning, with a heading that everybody sees. */
    public Table begin(String caption) {
        html.open("table", "role", "table").element("caption", caption);
        return head();
    }

    /** Writes the beginning, with a heading for who hears the page; it ends with somebody else's words. */
    public Table beginAbout(String caption, String subject) {
        html.open("table", "role", "table")
                .open("caption", "class", "for-reader")
                .text(caption);
        html.foreign(subject).close();
        return head();
    }

    private Table head() {
        html.open("thead", "role", "rowgroup").open("tr", "role", "row");
        for (column = 0; column < columns.length; column++) {
            if (isNumber()) {
                html.element("th", name(), "scope", "col", "role", "columnheader", "class", "number");
            } else {
                html.element("th", name(), "scope", "col", "role", "columnheader");
            }
        }
        html.close().close().open("tbody", "role", "rowgroup").line();
        return this;
    }

    /** Begins a row with the cell that names it; its contents follow, and {@link #end}. */
    public Table row() {
        column = 0;
        html.open("tr", "role", "row").open("th", "scope", "row", "role", "rowheader");
        return this;
    }

    /** Begins the next cell; its contents follow, and {@link #end}. */
    public Table cell() {
        column++;
        if (isNumber()) {
            html.open("td", "role", "cell", "data-column", name(), "class", "number");
        } else {
            html.open("td", "role", "cell", "data-column", name());
        }
        return this;
    }

    /** Ends the cell. */
    public Table end() {
        html.close();
        return this;
    }

    /** Writes a cell of this program's own words. */
    public Table cell(String text) {
        cell();
        html.text(text);
        return end();
    }

    /** Writes a cell of somebody else's words. */
    public Table foreign(String text) {
        cell();
        html.foreign(text);
        return end();
    }

    public Table time(Instant at) {
        cell();
        html.element("time", Figures.time(at), "datetime", at.toString());
        return end();
    }

    public Table numbers(long... numbers) {
        for (long number : numbers) {
            cell(Figures.number(number));
        }
        return this;
    }

    /** Ends the row. */
    public void endRow() {
        html.close().line();
    }

    /** Ends the table. */
    public void close() {
        html.close("table").line();
    }

    private boolean isNumber() {
        return columns[column].startsWith("#");
    }

    private String name() {
        return isNumber() ? columns[column].substring(1) : columns[column];
    }
}
