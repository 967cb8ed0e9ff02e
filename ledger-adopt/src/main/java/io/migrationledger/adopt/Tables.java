package io.migrationledger.adopt;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for the tables of other tools in the schemas where they may be. Reads JDBC's metadata only. */
final class Tables {
    private static final String[] KINDS = {"TABLE"};

    private final Connection connection;
    private final DatabaseMetaData meta;
    private final String quote;
    private final boolean schemas;

    Tables(Connection connection) throws SQLException {
        this.connection = connection;
        this.meta = connection.getMetaData();
        this.quote = meta.getIdentifierQuoteString();
        this.schemas = meta.supportsSchemasInTableDefinitions();
    }

    /** A history that was found, and who knows it. */
    record Found(HistoryReader reader, HistoryTable table) {}

    /**
     * Returns the tables that have the name and the columns of a tool's history.
     *
     * @param readers the tools that are looked for
     */
    List<Found> named(Collection<HistoryReader> readers) throws SQLException {
        List<Found> found = new ArrayList<>();
        Map<Optional<String>, Map<String, String>> listed = new LinkedHashMap<>();
        for (HistoryReader reader : readers) {
            List<Optional<String>> places = new ArrayList<>();
            places.add(Optional.empty());
            reader.schemas().forEach(schema -> places.add(Optional.of(schema)));
            for (Optional<String> place : places) {
                Map<String, String> names = listed.get(place);
                if (names == null) {
                    names = names(place);
                    listed.put(place, names);
                }
                for (String lower : reader.tables()) {
                    String name = names.get(lower);
                    if (name != null) {
                        HistoryTable table = table(place, name, names.keySet());
                        if (reader.recognises(table)) {
                            found.add(new Found(reader, table));
                        }
                    }
                }
            }
        }
        return found;
    }

    /**
     * Returns a table by its name, with each of the readers that recognise it.
     *
     * @param written the name, with a schema before it where it is not in the connection's own
     * @throws LedgerException where there is no such table
     */
    List<Found> at(String written, Collection<HistoryReader> readers) throws SQLException {
        int dot = written.lastIndexOf('.');
        Optional<String> place = dot < 0 ? Optional.empty() : Optional.of(written.substring(0, dot));
        Map<String, String> names = names(place);
        String name = names.get(written.substring(dot + 1).toLowerCase(Locale.ROOT));
        if (name == null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "there is no table " + written + " here",
                    "Check the name; a table of another schema is written SCHEMA.TABLE.");
        }
        HistoryTable table = table(place, name, names.keySet());
        List<Found> found = new ArrayList<>();
        for (HistoryReader reader : readers) {
            if (reader.recognises(table)) {
                found.add(new Found(reader, table));
            }
        }
        return found;
    }

    /** Returns the tables of a schema by their names in lower case; the connection's own schema where none is named. */
    private Map<String, String> names(Optional<String> place) throws SQLException {
        String holder = holder(place);
        Map<String, String> names = new LinkedHashMap<>();
        try (ResultSet row = meta.getTables(catalog(holder), schema(holder), "%", KINDS)) {
            while (row.next()) {
                if (isIn(row, holder)) {
                    String name = row.getString("TABLE_NAME");
                    names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                }
            }
        }
        return names;
    }

    private HistoryTable table(Optional<String> place, String name, Set<String> beside) throws SQLException {
        String holder = holder(place);
        Map<String, HistoryTable.Column> columns = new LinkedHashMap<>();
        // The name is a pattern to JDBC: what else fits it is left out below.
        try (ResultSet row = meta.getColumns(catalog(holder), schema(holder), name, "%")) {
            while (row.next()) {
                if (isIn(row, holder) && name.equals(row.getString("TABLE_NAME"))) {
                    String column = row.getString("COLUMN_NAME");
                    columns.put(
                            column.toLowerCase(Locale.ROOT),
                            new HistoryTable.Column(
                                    column,
                                    String.valueOf(row.getString("TYPE_NAME")).toLowerCase(Locale.ROOT),
                                    row.getInt("COLUMN_SIZE")));
                }
            }
        }
        return new HistoryTable(connection, quote, place, name, columns, beside);
    }

    private @Nullable String holder(Optional<String> place) throws SQLException {
        return place.isPresent() ? place.get() : schemas ? connection.getSchema() : connection.getCatalog();
    }

    private @Nullable String catalog(@Nullable String holder) throws SQLException {
        return schemas ? connection.getCatalog() : holder;
    }

    private @Nullable String schema(@Nullable String holder) {
        return schemas ? holder : null;
    }

    private boolean isIn(ResultSet row, @Nullable String holder) throws SQLException {
        return holder == null || Objects.equals(row.getString(schemas ? "TABLE_SCHEM" : "TABLE_CAT"), holder);
    }

    /** Returns the names of tools, for messages. */
    static String tools(Collection<HistoryReader> readers) {
        return readers.stream().map(HistoryReader::tool).sorted().collect(Collectors.joining(", "));
    }
}
