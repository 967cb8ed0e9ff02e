package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.PartitionOf;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Tables that stay, and that are no longer a partition, or of another table or bound. Each is detached before all else: a
 * partition goes with its whole. What it had from its whole is its own then (<a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION">DETACH PARTITION</a>).
 */
final class PartitionMoves {
    private final Snapshot from;
    private final Snapshot to;
    private final List<Table> detached;

    PartitionMoves(Snapshot from, Snapshot to) {
        this.from = from;
        this.to = to;
        this.detached = from.tables().stream()
                .filter(table -> table.partitionOf().isPresent()
                        && now(table)
                                .filter(now -> !now.partitionOf().equals(table.partitionOf()))
                                .isPresent())
                .toList();
    }

    private Optional<Table> now(Table table) {
        return Script.find(to.tables(), table);
    }

    /** Returns whether a foreign key refers to a table that loses a partition: the server looks for rows that it needs. */
    boolean losesWhatItRefersTo(ForeignKey key) {
        return wholes().contains(Sql.name(key.referencedTable()));
    }

    private Set<String> wholes() {
        Set<String> wholes = new TreeSet<>();
        detached.forEach(table -> table.partitionOf().ifPresent(of -> wholes.add(of.table())));
        return wholes;
    }

    List<SchemaStatement> detach() {
        List<SchemaStatement> all = new ArrayList<>();
        for (Table table : detached) {
            table.partitionOf().ifPresent(of -> {
                String sql = "ALTER TABLE " + of.table() + " DETACH PARTITION " + Sql.name(table.name());
                all.add(
                        isReferredTo(of)
                                ? SchemaStatement.losing(
                                        sql, "fails where other tables refer to rows of " + table.name())
                                : SchemaStatement.of(sql));
            });
        }
        return all;
    }

    private boolean isReferredTo(PartitionOf of) {
        return to.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .anyMatch(key -> Sql.name(key.referencedTable()).equals(of.table()));
    }

    /** Returns what makes a table a partition that it was not before. */
    static Optional<SchemaStatement> attach(Table before, Table after) {
        return after.partitionOf()
                .filter(of -> before.partitionOf().isEmpty())
                .map(of -> SchemaStatement.losing(
                        "ALTER TABLE " + of.table() + " ATTACH PARTITION " + Sql.name(after.name()) + " " + of.bound(),
                        "can fail where rows of " + after.name() + " do not belong there"));
    }

    /** Returns why a new partition can fail: rows that belong there may be in the DEFAULT one. */
    Optional<String> danger(Table table) {
        return table.partitionOf()
                .flatMap(of -> from.tables().stream()
                        .filter(other -> other.partitionOf().equals(Optional.of(new PartitionOf(of.table(), "DEFAULT")))
                                && now(other)
                                        .filter(now -> now.partitionOf().equals(other.partitionOf()))
                                        .isPresent())
                        .findFirst())
                .map(other -> "can fail where rows of " + other.name() + " belong to " + table.name());
    }

    /** Returns the first schema when all of them are detached. */
    Snapshot after() {
        return from.withTables(from.tables().stream()
                .map(table -> detached.contains(table) ? alone(table) : table)
                .map(this::readyToBeAttached)
                .toList());
    }

    private Table alone(Table table) {
        List<ForeignKey> foreignKeys = new ArrayList<>(table.foreignKeys());
        List<Other> others = new ArrayList<>(table.others());
        wholesOf(table).forEach(whole -> {
            addNew(foreignKeys, whole.foreignKeys(), ForeignKey::name);
            addNew(
                    others,
                    whole.others().stream()
                            .filter(other -> other.kind().equals("exclusion constraint"))
                            .toList(),
                    Other::name);
        });
        return new Table(
                table.name(),
                table.columns().stream().map(PartitionMoves::alone).toList(),
                each(table.keys(), key -> with(key, withoutInherited(key.options()))),
                foreignKeys,
                each(table.checks(), check -> with(check, withoutInherited(check.options()))),
                each(table.indexes(), index -> with(index, withoutInherited(index.options()))),
                table.triggers().stream()
                        .filter(trigger -> !trigger.options().containsKey(Parts.INHERITED))
                        .toList(),
                table.policies(),
                table.partitioning(),
                Optional.empty(),
                others,
                table.options(),
                table.comment());
    }

    private List<Table> wholesOf(Table table) {
        List<Table> wholes = new ArrayList<>();
        Optional<Table> next = wholeOf(table);
        while (next.isPresent()) {
            wholes.add(next.get());
            next = wholeOf(next.get());
        }
        return wholes;
    }

    private Optional<Table> wholeOf(Table table) {
        return table.partitionOf()
                .flatMap(of -> from.tables().stream()
                        .filter(whole -> Sql.name(whole.name()).equals(of.table()))
                        .findFirst());
    }

    private static <P> void addNew(List<P> all, Collection<P> more, Function<P, String> name) {
        more.stream()
                .filter(one -> all.stream().noneMatch(had -> name.apply(had).equals(name.apply(one))))
                .toList()
                .forEach(all::add);
    }

    /** The numbers of an identity are those of the whole, and stay there. */
    private static Column alone(Column column) {
        return column.identity().isEmpty() || column.options().containsKey("sequence name")
                ? column
                : with(column, Optional.empty());
    }

    private static Column with(Column column, Optional<String> identity) {
        return new Column(
                column.name(),
                column.type(),
                column.nullable(),
                column.defaultValue(),
                column.generated(),
                identity,
                column.collation(),
                column.options(),
                column.comment());
    }

    /** What the new whole has, too, becomes a part of that, and need not be made anew; a check has to be there before. */
    private Table readyToBeAttached(Table table) {
        Optional<Table> now = now(table).filter(after -> attach(table, after).isPresent());
        if (now.isEmpty()) {
            return table;
        }
        return new Table(
                table.name(),
                each(table.columns(), column -> shared(column, now.get())),
                each(table.keys(), key -> shared(key, now.get().keys(), key.options(), PartitionMoves::with)),
                table.foreignKeys(),
                each(table.checks(), check -> shared(check, now.get().checks(), check.options(), PartitionMoves::with)),
                each(
                        table.indexes(),
                        index -> shared(index, now.get().indexes(), index.options(), PartitionMoves::with)),
                table.triggers(),
                table.policies(),
                table.partitioning(),
                table.partitionOf(),
                table.others(),
                table.options(),
                table.comment());
    }

    /** Its rows are numbered as those of the whole since version 17, and it may not be numbered before. */
    private static Column shared(Column column, Table after) {
        Optional<String> identity = after.column(column.name())
                .filter(now -> !now.options().containsKey("sequence name"))
                .flatMap(Column::identity);
        return column.identity().isPresent() ? column : with(column, identity);
    }

    private static <P extends SchemaPart> P shared(
            P part, List<P> after, Map<String, String> options, BiFunction<P, Map<String, String>, P> with) {
        Map<String, String> inherited = new TreeMap<>(options);
        inherited.put(Parts.INHERITED, "true");
        P shared = with.apply(part, inherited);
        return after.contains(shared) ? shared : part;
    }

    private static <P> List<P> each(List<P> parts, Function<P, P> change) {
        return parts.stream().map(change).toList();
    }

    private static Map<String, String> withoutInherited(Map<String, String> options) {
        Map<String, String> own = new TreeMap<>(options);
        own.remove(Parts.INHERITED);
        return own;
    }

    private static Key with(Key key, Map<String, String> options) {
        return Bare.with(key, options, key.comment());
    }

    private static Check with(Check check, Map<String, String> options) {
        return Bare.with(check, options, check.comment());
    }

    private static Index with(Index index, Map<String, String> options) {
        return Bare.with(index, options, index.comment());
    }
}
