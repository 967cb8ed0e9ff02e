package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;

/**
 * A primary key or a unique constraint.
 *
 * @param name its name; the empty string on SQLite where it was given none
 * @param primary whether it is the primary key
 * @param columns in the order of the key
 * @param options what else was said of it: {@code deferrable}, {@code nulls not distinct}, {@code on conflict}; {@code
 *     definition} holds the database's own text where there is more
 * @param comment the comment, or the empty string
 */
public record Key(String name, boolean primary, List<String> columns, Map<String, String> options, String comment)
        implements SchemaPart {

    /** Makes it immutable. */
    public Key {
        columns = List.copyOf(columns);
        options = Order.options(options);
    }
}
