package io.migrationledger.event;

/** The six types of event: five of migrations, one of the database. There are no others: all else is an attribute of an event. */
public enum EventType {
    /** An attempt to apply or to roll back a migration begins; committed before its first statement runs. */
    STARTED,
    /** Statements {@code 1..done} have taken effect, and the next one may be intended. */
    STEP,
    /** The migration is in effect. */
    APPLIED,
    /** The attempt ended without effect, part-way, or in doubt. */
    FAILED,
    /** The migration is no longer in effect. */
    ROLLED_BACK,
    /** A person said something of the database itself. No migration is touched. */
    NOTED
}
