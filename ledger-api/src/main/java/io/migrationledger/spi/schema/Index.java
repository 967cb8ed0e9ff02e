package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index that no constraint keeps for itself.
 *
 * @param name its name
 * @param unique whether a second row of one key is refused
 * @param method {@code btree}, {@code gin}, {@code fulltext}; the empty string where the database knows only one
 * @param parts columns and expressions, in the order of the key
 * @param included columns that are kept beside the key
 * @param predicate which rows are in it, as SQL; empty for all
 * @param valid whether the database uses it: one whose building was broken off is not
 * @param options what else was said of it: {@code nulls not distinct}, {@code fillfactor}, {@code invisible}
 * @param comment the comment, or the empty string
 */
public record Index(
        String name,
        boolean unique,
        String method,
        List<Part> parts,
        List<String> included,
        Optional<String> predicate,
        boolean valid,
        Map<String, String> options,
        String comment)
        implements SchemaPart {

    /**
     * One column or expression of a key.
     *
     * @param column the column's name, or the empty string for an expression
     * @param expression as SQL, or the empty string for a column
     * @param descending whether the largest comes first
     * @param options what else was said of it: {@code collation}, {@code operator class}, {@code nulls}, {@code length}
     */
    public record Part(String column, String expression, boolean descending, Map<String, String> options) {

        /** Makes it immutable. */
        public Part {
            options = Order.options(options);
        }
    }

    /** Makes it immutable. */
    public Index {
        parts = List.copyOf(parts);
        included = List.copyOf(included);
        options = Order.options(options);
    }
}
