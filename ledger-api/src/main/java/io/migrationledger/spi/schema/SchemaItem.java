package io.migrationledger.spi.schema;

/**
 * What has a name of its own in a schema. The parts of a table are not among these: they are told with it.
 */
public sealed interface SchemaItem
        permits Table, View, Sequence, EnumType, Domain, CompositeType, Routine, Extension, ScheduledEvent, Other {

    /** Returns what it is, as people call it: {@code table}, {@code materialized view}, {@code function}. */
    String kind();

    /** Returns its name as the database keeps it, without the schema's. */
    String name();

    /** Returns the name with what tells apart objects of one name: the types of a routine's arguments. */
    default String identity() {
        return name();
    }
}
