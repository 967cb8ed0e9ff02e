package io.migrationledger.spi.schema;

import java.util.List;

/**
 * A type of listed values. Those of MySQL and MariaDB stand in the type of their column.
 *
 * @param name its name, without the schema's
 * @param values in their order
 * @param comment the comment, or the empty string
 */
public record EnumType(String name, List<String> values, String comment) implements SchemaItem {

    /** Makes it immutable. */
    public EnumType {
        values = List.copyOf(values);
    }

    @Override
    public String kind() {
        return "enum";
    }
}
