package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parts of tables that cannot stay as they are: those that change, and those that stand in the way of a column or of a key. */
final class PartsThatGo {
    private final Map<String, Table> before;
    private final Map<String, Table> after;
    private final Map<String, TableChange> changes;
    private final EnumChanges enums;
    private final InTheWay inTheWay;
    private final Map<String, Map<String, Part>> partsBefore = new HashMap<>();
    private final Map<String, Map<String, Part>> partsAfter = new HashMap<>();

    PartsThatGo(
            Map<String, Table> before,
            Map<String, Table> after,
            Map<String, TableChange> changes,
            EnumChanges enums,
            InTheWay inTheWay) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.enums = enums;
        this.inTheWay = inTheWay;
    }

    /** Returns the parts of a table of the first schema, by their keys. What is said of what goes is of no interest. */
    Map<String, Part> of(Table table) {
        return partsBefore.computeIfAbsent(table.name(), name -> Parts.of(table, new Unwritten()));
    }

    /** Returns whether a part of a table of the first schema goes: it may be made again. */
    boolean test(Table table, Part part) {
        Table now = after.get(table.name());
        if (now == null) {
            return part.rank() == Part.FOREIGN_KEY || inTheWay.isCalledBy(part);
        }
        Part same = partsAfter
                .computeIfAbsent(now.name(), name -> Parts.of(now, new Unwritten()))
                .get(part.key());
        return !part.canBecome(same) || isInTheWay(table, part);
    }

    private boolean isInTheWay(Table table, Part part) {
        if (inTheWay.isCalledBy(part)) {
            return true;
        }
        TableChange change = changes.get(table.name());
        Set<String> columns = new TreeSet<>(enums.columns(table.name()));
        if (change != null) {
            columns.addAll(change.dropped());
            if (part.rank() >= Part.RULE || part.rank() == Part.STATISTICS || part.rank() == Part.CHECK) {
                columns.addAll(change.retyped());
            }
        }
        if (part.model() instanceof ForeignKey key) {
            return keyChanges(key) || key.columns().stream().anyMatch(columns::contains);
        }
        columns.addAll(enums.names()); // a constant of it, too
        if (columns.isEmpty()) {
            return false;
        }
        Set<String> mentioned = part.create().stream()
                .flatMap(statement -> Mentions.in(statement.sql()).stream())
                .collect(Collectors.toSet());
        return !Collections.disjoint(columns, mentioned);
    }

    /** A foreign key needs the key that it refers to. */
    private boolean keyChanges(ForeignKey key) {
        Table old = before.get(key.referencedTable());
        Table now = after.get(key.referencedTable());
        if (old == null || now == null || old.equals(now)) {
            return false;
        }
        Set<String> columns = Set.copyOf(key.referencedColumns());
        TableChange change = changes.get(now.name());
        boolean column = change != null
                && (change.dropped().stream().anyMatch(columns::contains)
                        || change.retyped().stream().anyMatch(columns::contains));
        return column || !keys(old, columns).equals(keys(now, columns));
    }

    private static List<Record> keys(Table table, Set<String> columns) {
        List<Record> keys = new ArrayList<>();
        table.keys().stream()
                .filter(key -> Set.copyOf(key.columns()).equals(columns))
                .map(Bare::of)
                .forEach(keys::add);
        table.indexes().stream()
                .filter(index -> index.unique()
                        && index.parts().stream()
                                .map(part -> part.column())
                                .collect(Collectors.toSet())
                                .equals(columns))
                .map(Bare::of)
                .forEach(keys::add);
        return keys;
    }
}
