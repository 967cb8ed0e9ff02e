package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;

/**
 * A view.
 *
 * @param name its name, without the schema's
 * @param materialized whether its rows are kept
 * @param definition the query, or where the database keeps only that the statement that makes it (SQLite)
 * @param columns in their order; none where the database does not keep them (SQLite)
 * @param indexes of a materialised view
 * @param triggers in place of its changes
 * @param others what belongs to it and has no place here: rules, extended statistics
 * @param options what else was said of it: {@code check option}, {@code security}, {@code algorithm}
 * @param comment the comment, or the empty string
 */
public record View(
        String name,
        boolean materialized,
        String definition,
        List<Column> columns,
        List<Index> indexes,
        List<Trigger> triggers,
        List<Other> others,
        Map<String, String> options,
        String comment)
        implements SchemaItem {

    /** Makes it immutable, and puts all but the columns into a stable order. */
    public View {
        columns = List.copyOf(columns);
        indexes = Order.byName(indexes);
        triggers = Order.byName(triggers);
        others = Order.byName(others);
        options = Order.options(options);
    }

    @Override
    public String kind() {
        return materialized ? "materialized view" : "view";
    }
}
