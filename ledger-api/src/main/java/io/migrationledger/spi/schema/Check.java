package io.migrationledger.spi.schema;

import java.util.Map;

/**
 * A check constraint.
 *
 * @param name its name; the empty string on SQLite where it was given none
 * @param expression what must not be false, as SQL
 * @param options what else was said of it: {@code not valid}, {@code no inherit}, {@code not enforced}
 * @param comment the comment, or the empty string
 */
public record Check(String name, String expression, Map<String, String> options, String comment) implements SchemaPart {

    /** Makes it immutable. */
    public Check {
        options = Order.options(options);
    }
}
