package io.migrationledger.spi.schema;

/**
 * An extension whose objects stand in the schema. What belongs to it is not told one by one.
 *
 * @param name its name
 * @param version as it is installed
 * @param comment the comment, or the empty string
 */
public record Extension(String name, String version, String comment) implements SchemaItem {

    @Override
    public String kind() {
        return "extension";
    }
}
