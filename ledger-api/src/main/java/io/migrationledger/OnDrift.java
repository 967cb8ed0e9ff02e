package io.migrationledger;

/** What a run with something to do does where the schema was changed outside of the ledger since its newest kept snapshot. */
public enum OnDrift {
    /** Stops before anything runs ({@link ErrorCode#SCHEMA_DRIFTED}). */
    REFUSE,
    /** Says so, and runs. */
    WARN,
    /** Does not look. */
    IGNORE
}
