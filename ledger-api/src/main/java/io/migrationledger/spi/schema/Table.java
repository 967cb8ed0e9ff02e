package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table.
 *
 * @param name its name, without the schema's
 * @param columns in their order
 * @param keys the primary key and unique constraints. On MySQL and MariaDB a unique constraint is an index, and stands
 *     among {@code indexes}
 * @param foreignKeys constraints that refer to another table
 * @param checks check constraints, those written at a column among them
 * @param indexes without those that a constraint keeps for itself
 * @param triggers those of users
 * @param policies which rows who sees (row-level security)
 * @param partitioning how its rows are divided, and into what where the parts are no tables of their own
 * @param partitionOf of which table it is a part
 * @param others what belongs to it and has no place here: rules, exclusion constraints, extended statistics
 * @param options what else was said of it, by the words that say it: {@code engine}, {@code strict}, {@code without rowid},
 *     {@code unlogged}; {@code kind} where it is no ordinary table
 * @param comment the comment, or the empty string
 */
public record Table(
        String name,
        List<Column> columns,
        List<Key> keys,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Index> indexes,
        List<Trigger> triggers,
        List<Policy> policies,
        Optional<Partitioning> partitioning,
        Optional<PartitionOf> partitionOf,
        List<Other> others,
        Map<String, String> options,
        String comment)
        implements SchemaItem {

    /** Makes it immutable, and puts all but the columns into a stable order. */
    public Table {
        columns = List.copyOf(columns);
        keys = Order.byName(keys);
        foreignKeys = Order.byName(foreignKeys);
        checks = Order.byName(checks);
        indexes = Order.byName(indexes);
        triggers = Order.byName(triggers);
        policies = Order.byName(policies);
        others = Order.byName(others);
        options = Order.options(options);
    }

    @Override
    public String kind() {
        return options.getOrDefault("kind", "table");
    }

    /** Returns the same table with other columns. */
    public Table withColumns(List<Column> other) {
        return new Table(
                name,
                other,
                keys,
                foreignKeys,
                checks,
                indexes,
                triggers,
                policies,
                partitioning,
                partitionOf,
                others,
                options,
                comment);
    }

    /** Returns the primary key, or empty where the table has none. */
    public Optional<Key> primaryKey() {
        return keys.stream().filter(Key::primary).findFirst();
    }

    /** Returns the column of this name, as the database keeps it, or empty. */
    public Optional<Column> column(String column) {
        return columns.stream().filter(one -> one.name().equals(column)).findFirst();
    }
}
