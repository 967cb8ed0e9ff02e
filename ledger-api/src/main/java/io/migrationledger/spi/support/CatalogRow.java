package io.migrationledger.spi.support;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A row of a catalogue by the names of its columns, for a reader of schemas. A column named {@code "o: storage"} is the option
 * {@code storage} of what the row describes, one named {@code "f: unlogged"} is one where it is true.
 */
public final class CatalogRow {
    /** Stands between the elements of a list in one column, as no name holds it: the character with the number 31. */
    public static final String SEPARATOR = "\u001f";

    private final Map<String, String> values;

    /** Wraps a row; what is NULL in it is not there. */
    public CatalogRow(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the rows of a query. */
    public static List<CatalogRow> of(JdbcSql sql, String query, String... parameters) throws SQLException {
        return sql.named(query, parameters).stream().map(CatalogRow::new).toList();
    }

    /** Returns the text, or the empty string for NULL. */
    public String text(String column) {
        return values.getOrDefault(column, "");
    }

    /** Returns the text, or empty for NULL; the empty text is there. */
    public Optional<String> value(String column) {
        return Optional.ofNullable(values.get(column));
    }

    /** Returns the text, or empty for NULL and for the empty text. */
    public Optional<String> optional(String column) {
        return value(column).filter(text -> !text.isEmpty());
    }

    /** Returns whether the column is true: {@code t}, {@code true}, {@code YES} or 1. */
    public boolean is(String column) {
        return isTrue(text(column));
    }

    private static boolean isTrue(String text) {
        return text.equals("t") || text.equals("1") || text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes");
    }

    /** Returns the elements of a list; none where the column is NULL or empty. */
    public List<String> list(String column) {
        return text(column).isEmpty() ? List.of() : List.of(text(column).split(SEPARATOR, -1));
    }

    /** Returns the options that the row tells of, by name; the map is the caller's. */
    public Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        values.forEach((column, value) -> {
            if (column.startsWith("o: ") && !value.isEmpty()) {
                options.put(column.substring(3), value);
            } else if (column.startsWith("f: ") && isTrue(value)) {
                options.put(column.substring(3), "true");
            }
        });
        return options;
    }
}
