package io.migrationledger.spi.schema;

/** What belongs to a table, a view or a type, and has a name only there. */
public sealed interface SchemaPart permits Column, Key, ForeignKey, Check, Index, Trigger, Policy, Partition, Other {

    /** Returns its name as the database keeps it; the empty string where it was given none and the database makes up none. */
    String name();
}
