package io.migrationledger.docs;

import io.migrationledger.page.Visible;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The box of a table in a diagram.
 *
 * @param rows its columns, as they are written there
 * @param more how many columns are not shown
 */
record TableBox(Table table, String title, List<Row> rows, int more) {
    static final int LINE = 18;
    static final int HEAD = 24;

    private static final int MOST = 14;
    private static final int LONGEST = 36;
    private static final int MARGIN = 10;
    /** A little more than a character of 12 pixels is wide in any of the fonts that the style sheet names. */
    private static final double CHARACTER = 7.4;

    /** A column: {@code mark} is PK or FK, or empty. */
    record Row(String mark, String column, String type, String text) {}

    /**
     * Makes a box.
     *
     * @param keysAlone whether columns without a key are left out
     * @param secrets hides what nobody may see, before anything is cut
     */
    static TableBox of(Table table, boolean keysAlone, java.util.function.UnaryOperator<String> secrets) {
        Set<String> primary = new HashSet<>();
        table.primaryKey().map(Key::columns).ifPresent(primary::addAll);
        Set<String> foreign = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            foreign.addAll(key.columns());
        }
        List<Row> rows = new ArrayList<>();
        int left = 0;
        for (Column column : table.columns()) {
            boolean isKey = primary.contains(column.name()) || foreign.contains(column.name());
            if (rows.size() >= MOST || keysAlone && !isKey) {
                left++;
                continue;
            }
            String mark = primary.contains(column.name()) ? "PK" : foreign.contains(column.name()) ? "FK" : "";
            rows.add(new Row(
                    mark,
                    column.name(),
                    column.type(),
                    cut(secrets.apply(column.name() + " " + column.type()).strip())));
        }
        return new TableBox(table, cut(secrets.apply(table.name())), List.copyOf(rows), left);
    }

    /** Returns the text with each character that nobody sees as its number, and on one line. */
    private static String cut(String text) {
        String shown = Visible.text(text).replace('\n', ' ').replace('\t', ' ');
        return shown.length() <= LONGEST ? shown : Visible.beginning(shown, LONGEST - 1) + "…";
    }

    double height() {
        return HEAD + (double) LINE * (rows.size() + (more > 0 ? 1 : 0)) + 6;
    }

    double width() {
        double longest = width(title) * 1.1;
        for (Row row : rows) {
            longest = Math.max(longest, width(row.text()) + 3 * CHARACTER);
        }
        return Math.max(90, Math.ceil(longest + 2 * MARGIN));
    }

    /** Characters outside of the first blocks may be twice as wide. */
    private static double width(String text) {
        return text.codePoints()
                .mapToDouble(c -> c < 0x1100 ? CHARACTER : 2 * CHARACTER)
                .sum();
    }
}
