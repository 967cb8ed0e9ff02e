package io.migrationledger.spi.schema;

import java.util.List;

/**
 * A type of several attributes.
 *
 * @param name its name, without the schema's
 * @param attributes in their order
 * @param comment the comment, or the empty string
 */
public record CompositeType(String name, List<Column> attributes, String comment) implements SchemaItem {

    /** Makes it immutable. */
    public CompositeType {
        attributes = List.copyOf(attributes);
    }

    @Override
    public String kind() {
        return "type";
    }
}
