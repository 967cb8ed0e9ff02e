package io.migrationledger.conformance;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Tables, views, columns, indexes and rows of the connection's schema, as far as JDBC's metadata shows them. */
final class MetadataDump {

    private MetadataDump() {}

    static List<String> of(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        String catalog = connection.getCatalog();
        String schema = connection.getSchema();
        List<String> facts = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        try (ResultSet row = meta.getTables(catalog, schema, "%", new String[] {"TABLE", "BASE TABLE", "VIEW"})) {
            while (row.next()) {
                String name = row.getString("TABLE_NAME");
                if (!name.toLowerCase(Locale.ROOT).startsWith("migration_ledger")) {
                    tables.add(name);
                    facts.add(row.getString("TABLE_TYPE") + " " + name);
                }
            }
        }
        for (String table : tables) {
            try (ResultSet row = meta.getColumns(catalog, schema, table, "%")) {
                while (row.next()) {
                    facts.add(table + "." + row.getString("COLUMN_NAME") + " " + row.getString("TYPE_NAME") + "("
                            + row.getInt("COLUMN_SIZE") + ") " + row.getString("IS_NULLABLE"));
                }
            }
            try (ResultSet row = meta.getIndexInfo(catalog, schema, table, false, false)) {
                while (row.next()) {
                    facts.add("index of " + table + ": " + row.getString("COLUMN_NAME") + " "
                            + row.getBoolean("NON_UNIQUE"));
                }
            }
            rows(connection, meta.getIdentifierQuoteString(), table, facts);
        }
        Collections.sort(facts);
        return facts;
    }

    private static void rows(Connection connection, String quote, String table, List<String> facts)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + quote + table + quote)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder fact = new StringBuilder("row of ").append(table);
                for (int column = 1; column <= columns; column++) {
                    fact.append('|').append(row.getString(column));
                }
                facts.add(fact.toString());
            }
        }
    }
}
