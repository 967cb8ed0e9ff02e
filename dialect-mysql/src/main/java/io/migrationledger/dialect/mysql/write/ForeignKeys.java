package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Foreign keys, which go before what they stand on changes, and come behind it. */
final class ForeignKeys {
    private final Map<String, TableChange> changes;
    private final Map<String, List<ForeignKey>> dropped = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> added = new LinkedHashMap<>();

    /**
     * Finds them.
     *
     * @param same tables that are on both sides
     * @param changes those among them that change, by name
     */
    ForeignKeys(List<TableChange> same, Map<String, TableChange> changes) {
        this.changes = changes;
        for (TableChange table : same) {
            for (ForeignKey key : table.from().foreignKeys()) {
                if (!table.to().foreignKeys().contains(key) || isInTheWay(table, key)) {
                    add(dropped, table.from().name(), key);
                }
            }
            for (ForeignKey key : table.to().foreignKeys()) {
                if (!table.from().foreignKeys().contains(key) || isInTheWay(table, key)) {
                    add(added, table.to().name(), key);
                }
            }
        }
    }

    private static void add(Map<String, List<ForeignKey>> keys, String table, ForeignKey key) {
        keys.computeIfAbsent(table, name -> new ArrayList<>()).add(key);
    }

    private boolean isInTheWay(TableChange table, ForeignKey key) {
        TableChange other = changes.get(key.referencedTable());
        boolean moved = !table.from().options().equals(table.to().options());
        return changes.containsKey(table.to().name())
                        && (moved
                                || key.columns().stream().anyMatch(table.retyped()::contains)
                                || !table.keepsIndexOf(key.columns()))
                || other != null
                        && (!other.from().options().equals(other.to().options())
                                || key.referencedColumns().stream().anyMatch(other.retyped()::contains)
                                || !other.keepsIndexOf(key.referencedColumns()));
    }

    /** Drops those in the way, and those by which tables that are to go refer to one another in a circle. */
    List<SchemaStatement> drops(List<Table> circles) {
        for (Table table : circles) {
            table.foreignKeys().forEach(key -> add(dropped, table.name(), key));
        }
        return dropped.entrySet().stream()
                .map(entry -> SchemaStatement.of(alter(
                        entry.getKey(),
                        entry.getValue().stream()
                                .map(key -> "DROP FOREIGN KEY " + Sql.name(key.name()))
                                .toList())))
                .toList();
    }

    /** Adds one to a table that was just made. */
    void later(Table table, ForeignKey key) {
        add(added, table.name(), key);
    }

    List<SchemaStatement> additions(Set<String> tables, Map<String, Table> before, boolean mariadb) {
        return added.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> addition(entry.getKey(), entry.getValue(), tables, before, mariadb))
                .toList();
    }

    private static SchemaStatement addition(
            String name, List<ForeignKey> keys, Set<String> tables, Map<String, Table> before, boolean mariadb) {
        Losses losses = new Losses();
        Table old = before.get(name);
        List<String> clauses = new ArrayList<>();
        for (ForeignKey key : keys) {
            clauses.add("ADD " + Parts.foreignKey(key, tables, mariadb));
            if (old != null && !old.foreignKeys().contains(key)) {
                losses.add("can fail where a row of " + name + " refers to no row of " + key.referencedTable());
            }
        }
        return losses.statement(alter(name, clauses));
    }

    private static String alter(String table, List<String> clauses) {
        return "ALTER TABLE " + Sql.name(table)
                + clauses.stream().collect(Collectors.joining(",\n  ", clauses.size() == 1 ? " " : "\n  ", ""));
    }
}
