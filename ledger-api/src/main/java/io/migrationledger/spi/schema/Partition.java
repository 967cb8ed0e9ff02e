package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;

/**
 * A part of a table that is no table of its own.
 *
 * @param name its name
 * @param bound which rows it holds, as SQL; the empty string where the method says it
 * @param subpartitions the names of its parts, in their order
 * @param options what else was said of it
 * @param comment the comment, or the empty string
 */
public record Partition(
        String name, String bound, List<String> subpartitions, Map<String, String> options, String comment)
        implements SchemaPart {

    /** Makes it immutable. */
    public Partition {
        subpartitions = List.copyOf(subpartitions);
        options = Order.options(options);
    }
}
