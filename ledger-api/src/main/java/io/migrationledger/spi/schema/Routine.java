package io.migrationledger.spi.schema;

import java.util.Map;

/**
 * A function or a procedure.
 *
 * @param kind {@code function}, {@code procedure}; {@code package} where the database has them
 * @param name its name, without the schema's
 * @param arguments the types that tell it apart from others of its name; the empty string where the name is enough
 * @param definition the statement that makes it, as the database keeps it
 * @param options what else was said of it
 * @param comment the comment, or the empty string
 */
public record Routine(
        String kind, String name, String arguments, String definition, Map<String, String> options, String comment)
        implements SchemaItem {

    /** Makes it immutable. */
    public Routine {
        options = Order.options(options);
    }

    @Override
    public String identity() {
        return arguments.isEmpty() ? name : name + '(' + arguments + ')';
    }
}
