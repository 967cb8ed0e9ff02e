package io.migrationledger.spi.schema;

import java.util.Map;

/**
 * A trigger of a table or a view.
 *
 * @param name its name
 * @param definition the statement that makes it, as the database keeps it
 * @param options what else was said of it: {@code enabled} where it is not simply on, {@code order}
 * @param comment the comment, or the empty string
 */
public record Trigger(String name, String definition, Map<String, String> options, String comment)
        implements SchemaPart {

    /** Makes it immutable. */
    public Trigger {
        options = Order.options(options);
    }
}
