package io.migrationledger.spi.schema;

/**
 * What the database has and the model has no place for, in the database's own words.
 *
 * @param kind what it is: {@code aggregate}, {@code virtual table}, {@code rule}
 * @param name its name, with what tells it apart from others of its kind
 * @param definition the database's own text, or what its catalogue says
 */
public record Other(String kind, String name, String definition) implements SchemaItem, SchemaPart {}
