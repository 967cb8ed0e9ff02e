package io.migrationledger.spi.schema;

import java.util.Map;
import java.util.Optional;

/**
 * A column of a table or a view, or an attribute of a type.
 *
 * @param name its name
 * @param type the type as the database writes it: {@code character varying(40)}, {@code int unsigned}; the empty string where
 *     it was given none
 * @param nullable whether it takes NULL
 * @param defaultValue the expression of its default, as SQL
 * @param generated how its value is computed
 * @param identity how the database numbers its rows: {@code always}, {@code by default}, {@code auto_increment}, {@code
 *     autoincrement}. Which number comes next is not part of it
 * @param collation the collation, where it is not the one that the type, the table or the database gives it
 * @param options what else was said of it, by the words that say it: {@code storage}, {@code invisible}, {@code on update}
 * @param comment the comment, or the empty string
 */
public record Column(
        String name,
        String type,
        boolean nullable,
        Optional<String> defaultValue,
        Optional<Generated> generated,
        Optional<String> identity,
        Optional<String> collation,
        Map<String, String> options,
        String comment)
        implements SchemaPart {

    /**
     * How a value is computed.
     *
     * @param expression as SQL
     * @param stored whether it is kept; otherwise it is computed whenever it is read
     */
    public record Generated(String expression, boolean stored) {}

    /** Makes it immutable. */
    public Column {
        options = Order.options(options);
    }
}
