package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type with conditions.
 *
 * @param name its name, without the schema's
 * @param type what it is made of, as the database writes it
 * @param nullable whether it takes NULL
 * @param defaultValue the expression of its default, as SQL
 * @param collation the collation, where it is not the type's own
 * @param checks its conditions
 * @param options what else was said of it
 * @param comment the comment, or the empty string
 */
public record Domain(
        String name,
        String type,
        boolean nullable,
        Optional<String> defaultValue,
        Optional<String> collation,
        List<Check> checks,
        Map<String, String> options,
        String comment)
        implements SchemaItem {

    /** Makes it immutable, and puts the conditions into a stable order. */
    public Domain {
        checks = Order.byName(checks);
        options = Order.options(options);
    }

    @Override
    public String kind() {
        return "domain";
    }
}
