package io.migrationledger.dialect.postgres.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.support.CatalogParts;
import io.migrationledger.spi.support.CatalogRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constraints of all tables and domains. */
final class Constraints {
    final CatalogParts<Key> keys = new CatalogParts<>();
    final CatalogParts<ForeignKey> foreignKeys = new CatalogParts<>();
    final CatalogParts<Check> checks = new CatalogParts<>();
    final CatalogParts<Check> ofDomains = new CatalogParts<>();
    final CatalogParts<Other> exclusions = new CatalogParts<>();
    private final Map<List<String>, Map<String, String>> notNulls = new HashMap<>();

    Constraints(List<CatalogRow> rows) {
        rows.forEach(this::add);
    }

    /** Returns what was said of a column's NOT NULL beyond that it is there: since version 18 it has a name. */
    Map<String, String> notNull(String table, String column) {
        return notNulls.getOrDefault(List.of(table, column), Map.of());
    }

    private void add(CatalogRow row) {
        String table = row.text("relname");
        switch (row.text("contype")) {
            case "p", "u" -> keys.add(table, key(row));
            case "f" -> foreignKeys.add(table, foreignKey(row));
            case "c" ->
                (table.isEmpty() ? ofDomains : checks).add(table.isEmpty() ? row.text("typname") : table, check(row));
            case "x" ->
                exclusions.add(
                        table,
                        new Other("exclusion constraint", row.text("conname"), Assembly.withComment(row, Map.of())));
            default -> notNull(row, table);
        }
    }

    private static Key key(CatalogRow row) {
        boolean primary = row.text("contype").equals("p");
        Map<String, String> options = row.options();
        String usual = (primary ? "PRIMARY KEY (" : "UNIQUE (") + row.text("quoted") + ")" + deferrable(options);
        addUnlessUsual(options, usual, row);
        return new Key(row.text("conname"), primary, row.list("columns"), options, row.text("comment"));
    }

    private static ForeignKey foreignKey(CatalogRow row) {
        Map<String, String> options = row.options();
        String update = action(row.text("confupdtype"));
        String delete = action(row.text("confdeltype"));
        if (row.text("confmatchtype").equals("f")) {
            options.put("match", "full");
        }
        String usual = "FOREIGN KEY (" + row.text("quoted") + ") REFERENCES " + row.text("refquotedtable") + "("
                + row.text("refquoted") + ")" + (options.containsKey("match") ? " MATCH FULL" : "")
                + (update.equals("NO ACTION") ? "" : " ON UPDATE " + update)
                + (delete.equals("NO ACTION") ? "" : " ON DELETE " + delete) + deferrable(options)
                + (options.containsKey("not valid") ? " NOT VALID" : "");
        addUnlessUsual(options, usual, row);
        return new ForeignKey(
                row.text("conname"),
                row.list("columns"),
                row.text("reftable"),
                row.list("refcolumns"),
                update,
                delete,
                options,
                row.text("comment"));
    }

    private static Check check(CatalogRow row) {
        Map<String, String> options = row.options();
        if (row.is("connoinherit")) {
            options.put("no inherit", "true");
        }
        if (row.text("definition").endsWith(" NOT ENFORCED")) {
            options.put("not enforced", "true");
        }
        return new Check(row.text("conname"), row.text("expression"), options, row.text("comment"));
    }

    private void notNull(CatalogRow row, String table) {
        String column = row.text("columns");
        Map<String, String> options = row.options();
        options.remove("inherited");
        if (row.is("connoinherit")) {
            options.put("no inherit", "true");
        }
        if (!row.text("conname").equals(table + "_" + column + "_not_null")) {
            options.put("constraint", row.text("conname"));
        }
        if (!row.text("comment").isEmpty()) {
            options.put("comment", row.text("comment"));
        }
        notNulls.put(List.of(table, column), options);
    }

    private static String deferrable(Map<String, String> options) {
        String deferrable = options.getOrDefault("deferrable", "");
        return deferrable.isEmpty()
                ? ""
                : " DEFERRABLE" + (deferrable.endsWith("deferred") ? " INITIALLY DEFERRED" : "");
    }

    /** What the columns of the catalogue did not tell is in the text: INCLUDE, NULLS NOT DISTINCT, PERIOD. */
    private static void addUnlessUsual(Map<String, String> options, String usual, CatalogRow row) {
        if (!usual.equals(row.text("definition"))) {
            options.put("definition", row.text("definition"));
        }
    }

    private static String action(String code) {
        return switch (code) {
            case "r" -> "RESTRICT";
            case "c" -> "CASCADE";
            case "n" -> "SET NULL";
            case "d" -> "SET DEFAULT";
            default -> "NO ACTION";
        };
    }
}
