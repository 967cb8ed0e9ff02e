package io.migrationledger.event;

/** How the effect of a migration and its mark in the ledger are kept together. */
public enum Strategy {
    /** All statements and the mark commit in one transaction. */
    TRANSACTIONAL,
    /** Each statement that commits by itself has its intent recorded first, and its mark after it. */
    STEPWISE
}
