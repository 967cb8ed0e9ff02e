package io.migrationledger.event;

/** Where a migration stands in the ledger. */
public enum MigrationStatus {
    /** In effect. */
    APPLIED,
    /** An attempt began and has not been ended: it runs now, or its process is gone. */
    RUNNING,
    /** Not in effect: the last attempt failed and left nothing behind. */
    FAILED,
    /** Some of its statements have taken effect; the next run goes on with the first that has not. */
    PART_WAY,
    /** A person has to say whether one statement took effect. */
    IN_DOUBT,
    /** Was in effect and is no longer. */
    ROLLED_BACK,
    /** Took effect once and no longer counts: its file is gone, or another script stands for it. Nothing was undone. */
    FORGOTTEN
}
