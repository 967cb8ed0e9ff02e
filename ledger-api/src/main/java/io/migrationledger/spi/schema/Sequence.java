package io.migrationledger.spi.schema;

import java.util.Map;

/**
 * A sequence; those of identity columns are told with their column. Which number comes next is not part of it.
 *
 * @param name its name, without the schema's
 * @param type the type of its numbers
 * @param options how it counts: {@code start}, {@code increment}, {@code minimum}, {@code maximum}, {@code cache}, {@code
 *     cycle}; {@code owned by} the column with which it is dropped, as {@code table.column}
 * @param comment the comment, or the empty string
 */
public record Sequence(String name, String type, Map<String, String> options, String comment) implements SchemaItem {

    /** Makes it immutable. */
    public Sequence {
        options = Order.options(options);
    }

    @Override
    public String kind() {
        return "sequence";
    }
}
