package io.migrationledger.spi.support;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys, foreign keys, checks and indexes of which nothing but the name differs between two schemas, for drivers whose
 * database can rename them: to drop such a part and to make it again can fail where there are rows, and reads them all.
 * Databases name parts after tables and columns, so that a rename of these leaves parts with old names.
 */
public final class PartRenames {
    private final List<Renamed> renamed = new ArrayList<>();
    private final Snapshot after;

    /**
     * A part with another name.
     *
     * @param table the name of its table
     * @param part as it was
     * @param name its new name
     */
    public record Renamed(String table, SchemaPart part, String name) {}

    private PartRenames(Snapshot from, Snapshot to, boolean ofTables, Predicate<? super SchemaPart> can) {
        Set<String> all = from.items().map(item -> item.name()).collect(Collectors.toCollection(HashSet::new));
        from.tables().forEach(table -> parts(table).forEach(part -> all.add(part.name())));
        List<Table> tables = new ArrayList<>();
        for (Table table : from.tables()) {
            Optional<Table> now = to.tables().stream()
                    .filter(other -> other.name().equals(table.name()))
                    .findFirst();
            Set<String> taken =
                    ofTables ? parts(table).map(SchemaPart::name).collect(Collectors.toCollection(HashSet::new)) : all;
            tables.add(now.isEmpty() ? table : table(table, now.get(), can, taken));
        }
        after = renamed.isEmpty() ? from : from.withTables(tables);
    }

    /**
     * Looks for them.
     *
     * @param ofTables whether each table has names of its own for its parts; otherwise all of the schema share them
     * @param can whether the database can rename such a part
     */
    public static PartRenames between(Snapshot from, Snapshot to, boolean ofTables, Predicate<? super SchemaPart> can) {
        return new PartRenames(from, to, ofTables, can);
    }

    /** Returns the parts that get another name, which nothing else has before; empty where there are none. */
    public List<Renamed> renamed() {
        return List.copyOf(renamed);
    }

    /** Returns the first schema with the new names. */
    public Snapshot after() {
        return after;
    }

    private static Stream<SchemaPart> parts(Table table) {
        return Stream.of(table.keys(), table.foreignKeys(), table.checks(), table.indexes())
                .flatMap(List::stream);
    }

    private Table table(Table from, Table to, Predicate<? super SchemaPart> can, Set<String> taken) {
        return new Table(
                from.name(),
                from.columns(),
                named(from.name(), from.keys(), to.keys(), can, taken),
                named(from.name(), from.foreignKeys(), to.foreignKeys(), can, taken),
                named(from.name(), from.checks(), to.checks(), can, taken),
                named(from.name(), from.indexes(), to.indexes(), can, taken),
                from.triggers(),
                from.policies(),
                from.partitioning(),
                from.partitionOf(),
                from.others(),
                from.options(),
                from.comment());
    }

    private <P extends SchemaPart> List<P> named(
            String table, List<P> from, List<P> to, Predicate<? super SchemaPart> can, Set<String> taken) {
        List<P> result = new ArrayList<>(from.size());
        for (P part : from) {
            Optional<P> now = can.test(part)
                            && to.stream().noneMatch(other -> other.name().equals(part.name()))
                    ? to.stream()
                            .filter(other -> !taken.contains(other.name())
                                    && named(part, other.name()).equals(other))
                            .findFirst()
                    : Optional.empty();
            now.ifPresent(other -> {
                taken.add(other.name());
                renamed.add(new Renamed(table, part, other.name()));
            });
            result.add(now.orElse(part));
        }
        return result;
    }

    private static SchemaPart named(SchemaPart part, String name) {
        if (part instanceof Key key) {
            return new Key(name, key.primary(), key.columns(), key.options(), key.comment());
        }
        if (part instanceof ForeignKey key) {
            return new ForeignKey(
                    name,
                    key.columns(),
                    key.referencedTable(),
                    key.referencedColumns(),
                    key.onUpdate(),
                    key.onDelete(),
                    key.options(),
                    key.comment());
        }
        if (part instanceof Check check) {
            return new Check(name, check.expression(), check.options(), check.comment());
        }
        Index index = (Index) part;
        return new Index(
                name,
                index.unique(),
                index.method(),
                index.parts(),
                index.included(),
                index.predicate(),
                index.valid(),
                index.options(),
                index.comment());
    }
}
