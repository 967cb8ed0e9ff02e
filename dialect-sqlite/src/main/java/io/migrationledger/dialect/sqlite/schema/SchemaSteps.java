package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements from one schema to another, in their order: what goes, tables, then what stands on tables. */
final class SchemaSteps {
    private final Snapshot from;
    private final Snapshot to;
    private final List<TableChange> changes = new ArrayList<>();
    private final List<SchemaStatement> statements = new ArrayList<>();

    SchemaSteps(Snapshot from, Snapshot to) {
        this.from = from;
        this.to = to;
        for (Table table : to.tables()) {
            table(from, table.name()).ifPresent(before -> changes.add(new TableChange(before, table)));
        }
    }

    private static Optional<Table> table(Snapshot snapshot, String name) {
        return snapshot.tables().stream()
                .filter(table -> Names.same(table.name(), name))
                .findFirst();
    }

    List<SchemaStatement> statements() {
        boolean unbound = isRebuilt() || dropsReferenced();
        boolean unseen = changes.stream().anyMatch(SchemaSteps::isSeenByAll) && hasViewsOrTriggers();
        if (unbound) {
            add("PRAGMA foreign_keys = OFF");
        }
        if (unseen) {
            add("PRAGMA legacy_alter_table = ON"); // else SQLite looks for the table in views and triggers meanwhile
        }
        dropWhatStandsOnTables();
        dropTables();
        tables();
        indexesAndTriggers();
        views();
        if (unseen) {
            add("PRAGMA legacy_alter_table = OFF");
        }
        if (unbound) {
            add("PRAGMA foreign_keys = ON");
        }
        return statements;
    }

    private void add(String sql) {
        statements.add(SchemaStatement.of(sql));
    }

    private boolean isRebuilt() {
        return changes.stream().anyMatch(change -> change.way() == TableChange.Way.REBUILD);
    }

    /** DROP TABLE deletes the rows first where foreign keys are on, and so those that refer to them. */
    private boolean dropsReferenced() {
        return from.tables().stream()
                .filter(table -> table(to, table.name()).isEmpty())
                .anyMatch(gone -> from.tables().stream()
                        .flatMap(table -> table.foreignKeys().stream())
                        .anyMatch(key -> Names.same(key.referencedTable(), gone.name())));
    }

    private static boolean isSeenByAll(TableChange change) {
        return change.way() == TableChange.Way.DROP_COLUMNS
                || change.way() == TableChange.Way.REBUILD && !TableRebuild.putsRowsAside(change.to());
    }

    private boolean hasViewsOrTriggers() {
        return !from.views().isEmpty()
                || from.tables().stream().anyMatch(table -> !table.triggers().isEmpty());
    }

    /** DROP COLUMN fails where any view is broken, whatever it is of: all are made again then. */
    private Optional<View> view(Snapshot snapshot, View view) {
        if (changes.stream().anyMatch(change -> change.way() == TableChange.Way.DROP_COLUMNS)) {
            return Optional.empty();
        }
        return snapshot.views().stream()
                .filter(other ->
                        other.name().equals(view.name()) && other.definition().equals(view.definition()))
                .findFirst();
    }

    private void dropWhatStandsOnTables() {
        for (View view : from.views()) {
            Optional<View> after = view(to, view);
            if (after.isEmpty()) {
                add("DROP VIEW " + Names.quoted(view.name())); // with its triggers
            } else {
                dropTriggers(view.triggers(), after.get().triggers());
            }
        }
        for (TableChange change : changes) {
            if (change.way() != TableChange.Way.REBUILD) {
                dropTriggers(change.from().triggers(), change.to().triggers());
                for (Index index : change.from().indexes()) {
                    if (!keeps(change.to().indexes(), index)) {
                        add("DROP INDEX " + Names.quoted(index.name()));
                    }
                }
            }
        }
    }

    private void dropTriggers(List<Trigger> before, List<Trigger> after) {
        for (Trigger trigger : before) {
            if (!keeps(after, trigger)) {
                add("DROP TRIGGER " + Names.quoted(trigger.name()));
            }
        }
    }

    private static boolean keeps(List<? extends SchemaPart> parts, SchemaPart part) {
        return parts.contains(part);
    }

    private static List<Other> virtualTables(Snapshot snapshot) {
        return snapshot.others().stream()
                .filter(other -> other.kind().equals("virtual table"))
                .toList();
    }

    private void dropTables() {
        for (Other table : virtualTables(from)) {
            if (!virtualTables(to).contains(table)) {
                drop(table.name());
            }
        }
        for (Table table : from.tables()) {
            if (table(to, table.name()).isEmpty()) {
                drop(table.name());
            }
        }
    }

    private void drop(String name) {
        statements.add(
                SchemaStatement.losing("DROP TABLE " + Names.quoted(name), "drops table " + name + " with its rows"));
    }

    private void tables() {
        for (Table table : to.tables()) {
            if (table(from, table.name()).isEmpty()) {
                add(TableCreation.of(table, table.name()));
            }
        }
        Set<String> taken = new HashSet<>();
        names(from, taken);
        names(to, taken);
        for (TableChange change : changes) {
            switch (change.way()) {
                case ADD_COLUMNS -> statements.addAll(change.additions());
                case DROP_COLUMNS -> statements.addAll(change.drops());
                case REBUILD -> statements.addAll(new TableRebuild(change, free(change, taken)).statements());
                case NONE -> {}
            }
        }
        for (Other table : virtualTables(to)) {
            if (!virtualTables(from).contains(table)) {
                add(table.definition());
            }
        }
    }

    private static String free(TableChange change, Set<String> taken) {
        String name = (TableRebuild.putsRowsAside(change.to()) ? "old_" : "new_")
                + change.to().name();
        while (!taken.add(Names.folded(name))) {
            name += "_";
        }
        return name;
    }

    private static void names(Snapshot snapshot, Set<String> taken) {
        snapshot.items().forEach(item -> taken.add(Names.folded(item.name())));
        snapshot.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .forEach(index -> taken.add(Names.folded(index.name())));
    }

    private void indexesAndTriggers() {
        for (Table table : to.tables()) {
            Optional<TableChange> change = changes.stream()
                    .filter(one -> one.to().equals(table) && one.way() != TableChange.Way.REBUILD)
                    .findFirst();
            List<Index> indexes = change.map(one -> one.from().indexes()).orElse(List.of());
            for (Index index : table.indexes()) {
                if (!keeps(indexes, index)) {
                    index(index, table);
                }
            }
        }
        for (Table table : to.tables()) {
            List<Trigger> triggers = changes.stream()
                    .filter(one -> one.to().equals(table) && one.way() != TableChange.Way.REBUILD)
                    .findFirst()
                    .map(one -> one.from().triggers())
                    .orElse(List.of());
            createTriggers(triggers, table.triggers());
        }
    }

    private void index(Index index, Table table) {
        String sql = IndexCreation.of(index, table);
        boolean rows = table(from, table.name()).isPresent();
        boolean known = table(from, table.name())
                .filter(before -> before.indexes().contains(index) && !new ChangedColumns(before, table).canJoin(index))
                .isPresent();
        statements.add(
                index.unique() && rows && !known
                        ? SchemaStatement.losing(
                                sql, "can fail where rows of " + table.name() + " have the same key in " + index.name())
                        : SchemaStatement.of(sql));
    }

    private void createTriggers(List<Trigger> before, List<Trigger> after) {
        for (Trigger trigger : after) {
            if (!keeps(before, trigger)) {
                add(trigger.definition());
            }
        }
    }

    private void views() {
        for (View view : to.views()) {
            Optional<View> before = view(from, view);
            if (before.isEmpty()) {
                add(view.definition());
            }
        }
        for (View view : to.views()) {
            createTriggers(view(from, view).map(View::triggers).orElse(List.of()), view.triggers());
        }
    }
}
