package io.migrationledger.adopt;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schema, or a file of SQLite, and the tables in it. Reads JDBC's metadata only. */
final class Space {
    private static final String[] KINDS = {"TABLE"};

    private final Connection connection;
    private final DatabaseMetaData meta;
    private final Optional<String> schema;
    private final Optional<Path> file;
    private final boolean schemas;
    private final @Nullable String holder;
    private @Nullable Map<String, String> names;

    /** @param schema the schema, or empty for the connection's own */
    static Space of(Connection connection, Optional<String> schema) throws SQLException {
        return new Space(connection, schema, Optional.empty());
    }

    /** @param connection to the file */
    static Space of(Connection connection, Path file) throws SQLException {
        return new Space(connection, Optional.empty(), Optional.of(file));
    }

    private Space(Connection connection, Optional<String> schema, Optional<Path> file) throws SQLException {
        this.connection = connection;
        this.meta = connection.getMetaData();
        this.schema = schema;
        this.file = file;
        this.schemas = meta.supportsSchemasInTableDefinitions();
        this.holder = schema.isPresent() ? schema.get() : schemas ? connection.getSchema() : connection.getCatalog();
    }

    /** Returns whether a schema is a part of the database here; elsewhere the word means a database of the server. */
    boolean hasSchemas() {
        return schemas;
    }

    /** Returns its tables by their names in lower case. */
    Map<String, String> names() throws SQLException {
        if (names == null) {
            names = new LinkedHashMap<>();
            try (ResultSet row = meta.getTables(catalog(), schemaPattern(), "%", KINDS)) {
                while (row.next()) {
                    if (isIn(row)) {
                        String name = row.getString("TABLE_NAME");
                        names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                    }
                }
            }
        }
        return names;
    }

    /** Returns a table by its name as {@link #names} writes it. */
    HistoryTable table(String name) throws SQLException {
        Map<String, HistoryTable.Column> columns = new LinkedHashMap<>();
        // The name is a pattern to JDBC: what else fits it is left out below.
        try (ResultSet row = meta.getColumns(catalog(), schemaPattern(), name, "%")) {
            while (row.next()) {
                if (isIn(row) && name.equals(row.getString("TABLE_NAME"))) {
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
        String quote = meta.getIdentifierQuoteString();
        return new HistoryTable(connection, quote, schema, file, name, columns, names().keySet());
    }

    private @Nullable String catalog() throws SQLException {
        return schemas ? connection.getCatalog() : holder;
    }

    private @Nullable String schemaPattern() {
        return schemas ? holder : null;
    }

    private boolean isIn(ResultSet row) throws SQLException {
        return holder == null || Objects.equals(row.getString(schemas ? "TABLE_SCHEM" : "TABLE_CAT"), holder);
    }
}
