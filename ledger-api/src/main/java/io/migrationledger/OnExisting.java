package io.migrationledger;

/** What a first run does in a schema that holds objects already, of which no ledger tells. */
public enum OnExisting {
    /** Stops, and says what was found: the schema may have been made by hand, or by another tool. */
    REFUSE,
    /** Runs the migrations all the same: what is there has nothing to do with them. */
    RUN
}
