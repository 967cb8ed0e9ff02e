package io.migrationledger.spi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a schema holds.
 *
 * @param kind what it is, as a person calls it: {@code table}, {@code view}, {@code function}, {@code type}
 * @param name its name, without the schema's
 */
public record SchemaObject(String kind, String name) {

    /**
     * Returns the tables and views that JDBC's metadata shows in the schema of the ledger table, without that table and
     * without what a driver puts beside it, whose names begin with the table's and an underscore.
     */
    public static List<SchemaObject> listed(LedgerTable session) throws SQLException {
        var connection = session.connection();
        List<String> ledger = parts(session.ledgerTable());
        String own = ledger.get(ledger.size() - 1);
        String schema = ledger.size() > 1 ? ledger.get(ledger.size() - 2) : connection.getSchema();
        List<SchemaObject> objects = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getTables(connection.getCatalog(), schema, "%", null)) {
            while (row.next()) {
                String name = row.getString("TABLE_NAME");
                String type = String.valueOf(row.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                boolean counts = !type.contains("SYSTEM") && (type.contains("TABLE") || type.contains("VIEW"));
                if (counts && !name.equals(own) && !name.startsWith(own + "_")) {
                    objects.add(new SchemaObject(type.contains("VIEW") ? "view" : "table", name));
                }
            }
        }
        return objects;
    }

    /** Splits a name at the full stops outside of its quotes, and takes the quotes off. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ("\"`[]".indexOf(c) >= 0) {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** Returns both parts, such as {@code table users}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
