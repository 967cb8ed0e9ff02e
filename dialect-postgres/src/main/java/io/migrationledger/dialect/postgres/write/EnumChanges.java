package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Enums that change. A value can be added where it stands; for all else the type is made anew, and the columns of it are
 * written over (<a href="https://www.postgresql.org/docs/current/sql-altertype.html">ALTER TYPE</a>).
 */
final class EnumChanges {
    private final Snapshot from;
    private final Snapshot to;
    private final Map<String, Set<String>> columns = new TreeMap<>();

    EnumChanges(Snapshot from, Snapshot to) {
        this.from = from;
        this.to = to;
        for (EnumType type : anew()) {
            for (Table table : from.tables()) {
                for (Column column : table.columns()) {
                    if (isOf(column, type)) {
                        columns.computeIfAbsent(table.name(), name -> new TreeSet<>())
                                .add(column.name());
                    }
                }
            }
        }
    }

    private List<EnumType> anew() {
        return to.enums().stream()
                .filter(type -> Script.find(from.enums(), type)
                        .filter(old -> !Types.grows(old, type))
                        .isPresent())
                .toList();
    }

    private static boolean isOf(Column column, EnumType type) {
        String name = Sql.name(type.name());
        return column.type().equals(name) || column.type().equals(name + "[]");
    }

    /** Returns the names of the types that are made anew. */
    Set<String> names() {
        return anew().stream().map(EnumType::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Tells the types that hold such a type and stay: their values have no other. */
    void tell(Unwritten gaps) {
        Set<String> names = names();
        from.domains().stream()
                .filter(domain -> Script.find(to.domains(), domain).isPresent())
                .forEach(domain -> tell(domain, names, gaps));
        from.compositeTypes().stream()
                .filter(type -> Script.find(to.compositeTypes(), type).isPresent())
                .forEach(type -> tell(type, names, gaps));
    }

    private static void tell(SchemaItem type, Set<String> names, Unwritten gaps) {
        Set<String> held = new TreeSet<>(Needs.of(type));
        held.retainAll(names);
        held.forEach(
                name -> gaps.add(type.kind() + " " + type.name() + ": holds enum " + name + ", of which values go"));
    }

    /** Returns the tables whose columns are written over. */
    Set<String> tables() {
        return columns.keySet();
    }

    /** Returns the columns of a table that are written over. */
    Set<String> columns(String table) {
        return columns.getOrDefault(table, Set.of());
    }

    /** Returns what adds values. Each statement runs alone, and so commits what stands before it. */
    static List<SchemaStatement> growth(Snapshot from, Snapshot to) {
        List<SchemaStatement> all = new ArrayList<>();
        for (EnumType type : to.enums()) {
            Script.find(from.enums(), type)
                    .filter(old -> Types.grows(old, type))
                    .ifPresent(old -> all.addAll(Types.growth(old, type)));
        }
        return all;
    }

    /** Returns what makes types anew, and writes over their columns. */
    List<SchemaStatement> statements() {
        List<SchemaStatement> all = new ArrayList<>();
        for (EnumType type : anew()) {
            Script.find(from.enums(), type).ifPresent(old -> anew(old, type, all));
        }
        return all;
    }

    private void anew(EnumType old, EnumType type, List<SchemaStatement> all) {
        String before = Sql.name(old.name() + "_before");
        all.add(SchemaStatement.of("ALTER TYPE " + Sql.name(old.name()) + " RENAME TO " + before));
        all.addAll(Types.creation(type));
        List<Table> tables = ofType(type);
        tables.forEach(table -> each(
                table,
                type,
                column -> column.defaultValue()
                        .ifPresent(value -> all.add(SchemaStatement.of(alter(table, column) + " DROP DEFAULT")))));
        tables.forEach(table -> each(table, type, column -> {
            if (!isInherited(table, column)) {
                all.add(over(table, column));
            }
        }));
        tables.forEach(table -> each(table, type, column -> setDefault(table, column, all)));
        all.add(SchemaStatement.of("DROP TYPE " + before));
    }

    /** A default that changes is set with the rest of its column: its value may be one that is gone, or new. */
    private boolean stays(Table table, Column column) {
        return Script.find(to.tables(), table)
                .flatMap(now -> now.column(column.name()))
                .map(Column::defaultValue)
                .equals(Optional.of(column.defaultValue()));
    }

    /** With those above before those below: a default that is set reaches these. */
    private List<Table> ofType(EnumType type) {
        return Script.ordered(
                Script.byName(from.tables()),
                from.tables().stream()
                        .filter(table -> Script.find(to.tables(), table).isPresent())
                        .filter(table -> table.columns().stream().anyMatch(column -> isOf(column, type)))
                        .toList());
    }

    private static void each(Table table, EnumType type, Consumer<Column> action) {
        table.columns().stream().filter(column -> isOf(column, type)).forEach(action);
    }

    /** The type of what comes from above is changed there. */
    private static boolean isInherited(Table table, Column column) {
        return table.partitionOf().isPresent() || column.options().containsKey("inherited");
    }

    private static String alter(Table table, Column column) {
        return "ALTER TABLE " + Sql.name(table.name()) + " ALTER COLUMN " + Sql.name(column.name());
    }

    private static SchemaStatement over(Table table, Column column) {
        String array = column.type().endsWith("[]") ? "::text[]::" : "::text::";
        return SchemaStatement.losing(
                alter(table, column) + " TYPE " + column.type() + " USING " + Sql.name(column.name()) + array
                        + column.type(),
                "fails where " + table.name() + "." + column.name() + " has a value that is gone");
    }

    private void setDefault(Table table, Column column, List<SchemaStatement> all) {
        Optional<String> value = column.defaultValue();
        if (stays(table, column) && (value.isPresent() || isInherited(table, column))) {
            all.add(SchemaStatement.of(alter(table, column)
                    + value.map(text -> " SET DEFAULT " + text).orElse(" DROP DEFAULT")));
        }
    }
}
