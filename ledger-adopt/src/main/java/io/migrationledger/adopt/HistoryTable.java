package io.migrationledger.adopt;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table that may be another tool's history, and its rows. Only reads. Confined to one thread. */
public final class HistoryTable {
    private final Connection connection;
    private final String quote;
    private final Optional<String> schema;
    private final Optional<Path> file;
    private final String name;
    private final Map<String, Column> columns;
    private final Set<String> beside;

    /**
     * A column.
     *
     * @param name as the database writes it
     * @param type the database's name of its type, in lower case
     * @param size how many characters it takes, where that is limited
     */
    public record Column(String name, String type, int size) {}

    HistoryTable(
            Connection connection,
            String quote,
            Optional<String> schema,
            Optional<Path> file,
            String name,
            Map<String, Column> columns,
            Set<String> beside) {
        this.connection = connection;
        this.quote = quote;
        this.schema = schema;
        this.file = file;
        this.name = name;
        this.columns = columns;
        this.beside = beside;
    }

    /**
     * Returns the table's name as the database writes it, with its schema where that is not the connection's own, and with
     * the name of its file where that is another one.
     */
    public String name() {
        return file.map(path -> name + " of " + path.getFileName())
                .or(() -> schema.map(holder -> holder + "." + name))
                .orElse(name);
    }

    /** Returns whether the table has all of these columns; names are compared without case. */
    public boolean has(String... names) {
        return columns.keySet().containsAll(Arrays.asList(names));
    }

    /** Returns whether the table has just these columns. */
    public boolean hasOnly(String... names) {
        return has(names) && columns.size() == names.length;
    }

    /** Returns a column by its name in lower case, or empty where there is none. */
    public Optional<Column> column(String lower) {
        return Optional.ofNullable(columns.get(lower));
    }

    /** Returns whether another table stands in the same schema. */
    public boolean isBeside(String lower) {
        return beside.contains(lower);
    }

    /** Returns the rows of another table in the same schema, in any order; none where it is not there. */
    public List<Row> rowsBeside(String lower) throws SQLException {
        return isBeside(lower) ? read(lower, List.of()) : List.of();
    }

    /**
     * Returns all rows.
     *
     * @param order the columns that tell their order, in lower case; those that the table does not have are left out
     */
    public List<Row> rows(String... order) throws SQLException {
        List<String> by = new ArrayList<>();
        for (String column : order) {
            column(column).ifPresent(known -> by.add(quoted(known.name())));
        }
        return read(name, by);
    }

    private List<Row> read(String table, List<String> by) throws SQLException {
        String sql =
                "SELECT * FROM " + schema.map(holder -> quoted(holder) + ".").orElse("") + quoted(table)
                        + (by.isEmpty() ? "" : " ORDER BY " + String.join(", ", by));
        List<Row> rows = new ArrayList<>();
        boolean utc = connection.getMetaData().getDatabaseProductName().equals("SQLite");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(new Row(values(row), utc));
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> values(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            values.put(meta.getColumnLabel(i).toLowerCase(Locale.ROOT), Values.read(row, i));
        }
        return Collections.unmodifiableMap(values);
    }

    private String quoted(String identifier) {
        return quote + identifier.replace(quote, quote + quote) + quote;
    }

    /**
     * A row.
     *
     * @param values texts, whole numbers, booleans and null, by the names of the columns in lower case
     * @param sqlite whether they are of SQLite, whose own clock is in UTC
     */
    public record Row(Map<String, @Nullable Object> values, boolean sqlite) {

        /** Returns a column as text; empty where it is NULL or not there. */
        public Optional<String> text(String column) {
            return Optional.ofNullable(values.get(column)).map(Object::toString);
        }

        /** Returns a column as text; the empty string where it is NULL or not there. */
        public String words(String column) {
            return text(column).orElse("");
        }

        /** Returns a column as a whole number; empty where it is NULL, not there or no number. */
        public Optional<Long> number(String column) {
            return Values.number(values.get(column));
        }

        /** Returns whether a column is true; numbers other than 0 are. */
        public boolean flag(String column) {
            return values.get(column) instanceof Boolean flag
                    ? flag
                    : number(column)
                                    .orElse(
                                            text(column)
                                                            .filter("true"::equalsIgnoreCase)
                                                            .isPresent()
                                                    ? 1L
                                                    : 0L)
                            != 0;
        }

        /** Returns a column as a time in ISO 8601, with a {@code Z} where the column says which instant that is. */
        public Optional<String> time(String column) {
            return text(column).map(Values::time);
        }

        /**
         * Returns a column as {@link #time} does, whose value is the database's own clock as the tool's table takes it by
         * default. That of SQLite is in UTC (https://www.sqlite.org/lang_datefunc.html), and says so here.
         */
        public Optional<String> ownTime(String column) {
            return time(column).map(text -> sqlite ? Values.inUtc(text) : text);
        }

        /** Returns a column as {@link #time} does, where the tool itself writes the time in UTC. */
        public Optional<String> utcTime(String column) {
            return time(column).map(Values::inUtc);
        }
    }
}
