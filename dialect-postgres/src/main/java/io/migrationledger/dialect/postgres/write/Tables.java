package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What makes a table, and what changes its options. */
final class Tables {
    private static final Set<String> KNOWN =
            Set.of("unlogged", "row security", "force row security", "replica identity", "with", "inherits");

    private Tables() {}

    /**
     * Returns what makes a table, without the parts that are made by themselves. The primary key stands within.
     *
     * @param parents the whole of a partition, or the tables that it inherits from
     * @param danger why it can fail, for rows that are elsewhere
     */
    static List<SchemaStatement> creation(Table table, List<Table> parents, Optional<String> danger, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String name = Sql.name(table.name());
        StringBuilder text = new StringBuilder(
                        table.options().containsKey("unlogged") ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ")
                .append(name);
        if (table.partitionOf().isPresent()) {
            text.append(" PARTITION OF ")
                    .append(table.partitionOf().get().table())
                    .append(' ')
                    .append(table.partitionOf().get().bound());
        } else {
            List<String> lines = new ArrayList<>();
            table.columns().stream()
                    .filter(column -> !isInherited(column))
                    .forEach(column -> lines.add(Columns.definition(table.name(), column)));
            table.primaryKey()
                    .filter(key -> standsWithin(table, key))
                    .ifPresent(key -> lines.add(primaryKey(table, key)));
            text.append(lines.isEmpty() ? " (" : " (\n  ")
                    .append(String.join(",\n  ", lines))
                    .append(lines.isEmpty() ? ")" : "\n)");
            String inherits = table.options().getOrDefault("inherits", "");
            text.append(inherits.isEmpty() ? "" : " INHERITS (" + inherits + ")");
        }
        table.partitioning().ifPresent(by -> text.append(" PARTITION BY ").append(by.by()));
        String with = table.options().getOrDefault("with", "");
        text.append(with.isEmpty() ? "" : " WITH (" + with + ")");
        all.add(new SchemaStatement(text.toString(), danger, false));
        for (Column column : table.columns()) {
            if (Columns.isUnchecked(column)) {
                all.add(SchemaStatement.of("ALTER TABLE " + name + " " + Columns.unchecked(table.name(), column)));
            }
            Columns.settings(column)
                    .forEach(setting -> all.add(SchemaStatement.of(
                            "ALTER TABLE " + name + " ALTER COLUMN " + Sql.name(column.name()) + " " + setting)));
        }
        all.addAll(new TableChange(asChildOf(table, parents), table, Surroundings.NONE, gaps).columns());
        all.addAll(comments(
                "TABLE", table.name(), table.comment(), table.columns().stream().toList()));
        table.primaryKey()
                .filter(key -> standsWithin(table, key))
                .filter(key -> !key.comment().isEmpty())
                .ifPresent(key -> all.add(SchemaStatement.of("COMMENT ON CONSTRAINT " + Sql.name(key.name()) + " ON "
                        + name + " IS " + Sql.text(key.comment()))));
        all.addAll(security(Map.of(), table));
        gaps.options("table " + table.name(), table.options(), KNOWN);
        table.columns().forEach(column -> Columns.tell(table.name(), column, gaps));
        return all;
    }

    /** A primary key of plain columns is written with its table, unless that is a partition: these name no columns. */
    static boolean standsWithin(Table table, Key key) {
        return key.primary() && key.options().isEmpty() && table.partitionOf().isEmpty();
    }

    private static String primaryKey(Table table, Key key) {
        String named = key.name().equals(table.name() + "_pkey") ? "" : "CONSTRAINT " + Sql.name(key.name()) + " ";
        return named + "PRIMARY KEY (" + Sql.names(key.columns()) + ")";
    }

    /** A new partition has the columns of its whole, and a new child those of its parents. */
    private static Table asChildOf(Table table, List<Table> parents) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            List<Column> above = parents.stream()
                    .flatMap(parent -> parent.column(column.name()).stream())
                    .toList();
            columns.add(above.isEmpty() ? column : asChildOf(table, column, above));
        }
        return new Table(
                table.name(),
                columns,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                "");
    }

    /** Returns what a column is before anything is said of it beyond what CREATE TABLE has. */
    private static Column asChildOf(Table table, Column column, List<Column> above) {
        boolean isOwn = table.partitionOf().isEmpty() && !isInherited(column);
        boolean nullable = (!isOwn || column.nullable())
                && above.stream()
                        .allMatch(one -> one.nullable() || one.options().containsKey("not null no inherit"));
        Map<String, String> options = new TreeMap<>(column.options());
        if (nullable && !column.nullable()) {
            options.remove("not null constraint");
        }
        return new Column(
                column.name(),
                above.get(0).type(),
                nullable,
                isOwn && column.defaultValue().isPresent()
                        ? column.defaultValue()
                        : above.stream()
                                .flatMap(one -> one.defaultValue().stream())
                                .findFirst(),
                above.get(0).generated(),
                column.identity(),
                above.get(0).collation(),
                options,
                column.comment());
    }

    private static boolean isInherited(Column column) {
        return "true".equals(column.options().get("inherited"));
    }

    /** Returns the comments of a relation and its columns. */
    static List<SchemaStatement> comments(String kind, String name, String comment, List<Column> columns) {
        List<SchemaStatement> all = new ArrayList<>();
        if (!comment.isEmpty()) {
            all.add(comment(kind + " " + Sql.name(name), comment));
        }
        columns.stream()
                .filter(column -> !column.comment().isEmpty())
                .forEach(column ->
                        all.add(comment("COLUMN " + Sql.name(name) + "." + Sql.name(column.name()), column.comment())));
        return all;
    }

    static SchemaStatement comment(String of, String comment) {
        return SchemaStatement.of("COMMENT ON " + of + " IS " + (comment.isEmpty() ? "NULL" : Sql.text(comment)));
    }

    /** Returns what turns row security on and off, and says which rows replicas know. */
    static List<SchemaStatement> security(Map<String, String> before, Table table) {
        List<SchemaStatement> all = new ArrayList<>();
        String alter = "ALTER TABLE " + Sql.name(table.name());
        Map<String, String> after = table.options();
        if (before.containsKey("row security") != after.containsKey("row security")) {
            all.add(SchemaStatement.of(
                    alter + (after.containsKey("row security") ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY"));
        }
        if (before.containsKey("force row security") != after.containsKey("force row security")) {
            all.add(SchemaStatement.of(alter + (after.containsKey("force row security") ? " FORCE" : " NO FORCE")
                    + " ROW LEVEL SECURITY"));
        }
        String identity = after.getOrDefault("replica identity", "default");
        if (!Objects.equals(before.getOrDefault("replica identity", "default"), identity)
                && !identity.equals("index")) {
            all.add(SchemaStatement.of(alter + " REPLICA IDENTITY " + identity.toUpperCase(java.util.Locale.ROOT)));
        }
        return all;
    }

    /** Returns what changes the options of a table that stays. */
    static List<SchemaStatement> options(Table from, Table to, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String alter = "ALTER TABLE " + Sql.name(to.name());
        if (from.options().containsKey("unlogged") != to.options().containsKey("unlogged")) {
            all.add(
                    to.options().containsKey("unlogged")
                            ? SchemaStatement.losing(
                                    alter + " SET UNLOGGED",
                                    "the rows of " + to.name() + " go where the server crashes")
                            : SchemaStatement.of(alter + " SET LOGGED"));
        }
        all.addAll(security(from.options(), to));
        if (isClustered(from) && !isClustered(to)) {
            all.add(SchemaStatement.of(alter + " SET WITHOUT CLUSTER"));
        }
        all.addAll(with(
                alter, from.options().getOrDefault("with", ""), to.options().getOrDefault("with", "")));
        Set<String> changed = new java.util.TreeSet<>(from.options().keySet());
        changed.addAll(to.options().keySet());
        changed.removeAll(Set.of("unlogged", "row security", "force row security", "replica identity", "with"));
        for (String option : changed) {
            if (!Objects.equals(from.options().get(option), to.options().get(option))) {
                gaps.add("table " + to.name() + ": " + option + " was "
                        + from.options().getOrDefault(option, "not set") + ", is "
                        + to.options().getOrDefault(option, "not set"));
            }
        }
        if (!from.comment().equals(to.comment())) {
            all.add(comment("TABLE " + Sql.name(to.name()), to.comment()));
        }
        return all;
    }

    private static boolean isClustered(Table table) {
        return Stream.concat(
                        table.keys().stream().map(Key::options),
                        table.indexes().stream().map(Index::options))
                .anyMatch(options -> options.containsKey(Bare.CLUSTERED));
    }

    /** Returns what changes storage parameters, as {@code fillfactor=50, autovacuum_enabled=false}. */
    static List<SchemaStatement> with(String alter, String from, String to) {
        List<SchemaStatement> all = new ArrayList<>();
        if (from.equals(to)) {
            return all;
        }
        List<String> gone = new ArrayList<>();
        Set<String> kept = new java.util.TreeSet<>();
        for (String one : to.split(", ")) {
            kept.add(one.split("=", 2)[0]);
        }
        for (String one : from.split(", ")) {
            String name = one.split("=", 2)[0];
            if (!name.isEmpty() && !kept.contains(name)) {
                gone.add(name);
            }
        }
        if (!gone.isEmpty()) {
            all.add(SchemaStatement.of(alter + " RESET (" + String.join(", ", gone) + ")"));
        }
        if (!to.isEmpty()) {
            all.add(SchemaStatement.of(alter + " SET (" + to + ")"));
        }
        return all;
    }
}
