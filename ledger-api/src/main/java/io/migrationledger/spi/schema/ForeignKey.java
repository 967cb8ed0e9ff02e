package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;

/**
 * A foreign key.
 *
 * @param name its name; the empty string on SQLite where it was given none
 * @param columns of this table
 * @param referencedTable the other table; with its schema before it and a full stop, where that is another
 * @param referencedColumns of the other table; none where the key refers to its primary key without naming it (SQLite)
 * @param onUpdate {@code NO ACTION}, {@code RESTRICT}, {@code CASCADE}, {@code SET NULL}, {@code SET DEFAULT}
 * @param onDelete as {@code onUpdate}
 * @param options what else was said of it: {@code deferrable}, {@code match}, {@code not valid}; {@code definition} holds the
 *     database's own text where there is more
 * @param comment the comment, or the empty string
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String referencedTable,
        List<String> referencedColumns,
        String onUpdate,
        String onDelete,
        Map<String, String> options,
        String comment)
        implements SchemaPart {

    /** Makes it immutable. */
    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
        options = Order.options(options);
    }
}
