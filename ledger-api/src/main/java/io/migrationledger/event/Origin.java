package io.migrationledger.event;

/** How an event came to be recorded. */
public enum Origin {
    /** The ledger ran the statements itself, or a program recorded that it had. */
    EXECUTED,
    /** A person declared the migration as in effect when the ledger was begun. */
    BASELINED,
    /** Taken over from another tool's history table, as that says it. */
    ADOPTED,
    /** A person answered a doubt. */
    RESOLVED,
    /** A person accepted an edited file's new checksum. */
    ACCEPTED,
    /** A person declared that a migration no longer counts as in effect, since its file is gone; nothing was undone. */
    FORGOTTEN,
    /** A script that stands for several migrations took their place; nothing was executed. */
    SQUASHED,
    /** A person said it of the database itself. */
    DECLARED,
    /** The database or the program reported an error. */
    ERROR,
    /** The attempt's process ended without recording it; found by the next run. */
    INTERRUPTED
}
