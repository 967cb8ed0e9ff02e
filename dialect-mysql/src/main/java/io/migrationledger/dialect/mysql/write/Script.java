package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.NeededFirst;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements between two schemas, in the order in which they run. */
final class Script {
    private final Snapshot from;
    private final Snapshot to;
    private final boolean mariadb;
    private final Unwritten gaps = new Unwritten();
    private final List<SchemaStatement> statements = new ArrayList<>();
    private final Map<String, Table> before;
    private final Map<String, Table> after;
    private final Programs programs;
    private final Views views;

    Script(Snapshot from, Snapshot to, boolean mariadb, Session session) {
        this.from = from;
        this.to = to;
        this.mariadb = mariadb;
        this.before = byName(from.tables());
        this.after = byName(to.tables());
        this.programs = new Programs(session);
        this.views = new Views(from, to, mariadb);
    }

    private static Map<String, Table> byName(List<Table> tables) {
        return tables.stream().collect(Collectors.toMap(Table::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    SchemaScript write() {
        Untold.between(from, to, mariadb, gaps);
        Map<String, TableChange> changes = changes();
        ForeignKeys foreignKeys = new ForeignKeys(same(), changes);
        dropPrograms();
        statements.addAll(views.drops());
        dropRoutines();
        List<Table> gone = from.tables().stream()
                .filter(table -> !after.containsKey(table.name()))
                .toList();
        List<Table> order = parentsFirst(gone);
        List<Table> circles = inCircles(order);
        statements.addAll(foreignKeys.drops(circles));
        for (int i = order.size() - 1; i >= 0; i--) {
            String name = order.get(i).name();
            statements.add(
                    SchemaStatement.losing("DROP TABLE " + Sql.name(name), "drops table " + name + " with its rows"));
        }
        Sequences.make(from, to, statements);
        createTables(foreignKeys);
        changes.values().forEach(change -> statements.addAll(change.statements(gaps)));
        statements.addAll(foreignKeys.additions(after.keySet(), before, mariadb));
        Sequences.drop(from, to, statements);
        makePrograms();
        return new SchemaScript(statements, gaps.lines());
    }

    private List<TableChange> same() {
        return from.tables().stream()
                .filter(table -> after.containsKey(table.name()))
                .map(table -> new TableChange(
                        table, Optional.ofNullable(after.get(table.name())).orElse(table), mariadb))
                .toList();
    }

    private Map<String, TableChange> changes() {
        Map<String, TableChange> changes = new LinkedHashMap<>();
        same().stream()
                .filter(change -> !change.from().equals(change.to()))
                .forEach(change -> changes.put(change.to().name(), change));
        return changes;
    }

    private static List<Table> parentsFirst(List<Table> tables) {
        return NeededFirst.ordered(
                tables,
                Table::name,
                table -> table.foreignKeys().stream()
                        .map(ForeignKey::referencedTable)
                        .filter(name -> !name.equals(table.name()))
                        .collect(Collectors.toSet()));
    }

    /** Returns the tables that refer to one behind them. */
    private static List<Table> inCircles(List<Table> order) {
        Set<String> seen = new HashSet<>();
        Set<String> all = order.stream().map(Table::name).collect(Collectors.toSet());
        List<Table> circles = new ArrayList<>();
        for (Table table : order) {
            seen.add(table.name());
            if (table.foreignKeys().stream()
                    .map(ForeignKey::referencedTable)
                    .anyMatch(name -> all.contains(name) && !seen.contains(name))) {
                circles.add(table);
            }
        }
        return circles;
    }

    /** A foreign key is written with its table where the other one is there by then, and is as it will be. */
    private void createTables(ForeignKeys foreignKeys) {
        List<Table> fresh = to.tables().stream()
                .filter(table -> !before.containsKey(table.name()))
                .toList();
        Set<String> there = new HashSet<>();
        before.forEach((name, table) -> {
            if (table.equals(after.get(name))) {
                there.add(name);
            }
        });
        for (Table table : parentsFirst(fresh)) {
            there.add(table.name());
            List<ForeignKey> now = new ArrayList<>();
            for (ForeignKey key : table.foreignKeys()) {
                if (there.contains(key.referencedTable()) || !after.containsKey(key.referencedTable())) {
                    now.add(key);
                } else {
                    foreignKeys.later(table, key);
                }
            }
            statements.add(TableCreation.of(table, now, after.keySet(), mariadb));
        }
    }

    private Set<String> tables() {
        Set<String> names = new java.util.TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private void dropPrograms() {
        changed(from.events(), to.events())
                .forEach(event -> statements.add(SchemaStatement.of("DROP EVENT " + Sql.name(event.name()))));
        for (String name : tables()) {
            if (after.containsKey(name)) {
                statements.addAll(new Triggers(before.get(name), after.get(name)).drops());
            }
        }
    }

    private void dropRoutines() {
        Set<String> kept = new HashSet<>();
        to.routines().forEach(routine -> kept.add(routine.kind() + routine.name()));
        changed(from.routines(), to.routines()).stream()
                .filter(routine -> !mariadb || !kept.contains(routine.kind() + routine.name()))
                .sorted(java.util.Comparator.comparing(
                        routine -> !routine.kind().equals("package body")))
                .forEach(routine -> statements.add(Programs.drop(routine)));
    }

    private void makePrograms() {
        Set<String> there = new HashSet<>();
        from.routines().forEach(routine -> there.add(routine.kind() + routine.name()));
        changed(to.routines(), from.routines()).stream()
                .sorted(java.util.Comparator.comparing(routine -> routine.kind().equals("package body")))
                .forEach(routine ->
                        programs.routine(routine, mariadb && there.contains(routine.kind() + routine.name())));
        programs.addAll(views.creations());
        for (String name : tables()) {
            if (after.containsKey(name)) {
                new Triggers(before.get(name), after.get(name)).creations().forEach(programs::trigger);
            }
        }
        changed(to.events(), from.events()).forEach(programs::event);
        statements.addAll(programs.statements());
    }

    /** Returns those of the first list that are not the same in the second. */
    static <T extends SchemaItem> List<T> changed(List<T> items, List<T> others) {
        Map<T, Boolean> same = new HashMap<>();
        others.forEach(other -> same.put(other, true));
        return items.stream().filter(item -> !same.containsKey(item)).toList();
    }
}
