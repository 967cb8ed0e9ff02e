package io.migrationledger.spi;

/**
 * What a database and its driver can do. Each is assumed until a driver declines it; the conformance kit tests either that
 * it works or, in chapter 11, that what is declined is refused or named.
 */
public enum Capability {
    /** DDL takes part in transactions. Declined: it runs alone, behind its intent. */
    TRANSACTIONAL_DDL,
    /**
     * A DDL statement that fails or is cut off leaves nothing of itself behind, or only what the driver's probe takes away.
     * Declined: where a half is left, the statement is in doubt.
     */
    ATOMIC_DDL,
    /**
     * Savepoints inside a migration's transaction ({@code SAVEPOINT name}, {@code ROLLBACK TO SAVEPOINT name}). Declined:
     * they are refused in scripts and in Java migrations.
     */
    SAVEPOINTS,
    /** A lock that the database itself frees when the session that holds it ends. */
    SESSION_LOCK,
    /**
     * Keys that are unique at the latest when the transaction commits. Declined: two runners cannot be kept apart, and the
     * database is refused.
     */
    UNIQUE_KEYS,
    /** Triggers that refuse UPDATE and DELETE on the ledger table. Declined: a warning says so. */
    APPEND_ONLY_TRIGGERS,
    /** Several processes can use the database at once. Declined: a second one is refused. */
    CONCURRENT_PROCESSES,
    /** Schemas: the ledger can stand in one that is named. Declined: naming one is refused. */
    SCHEMAS,
    /** A table beside the ledger that keeps the text of the scripts that ran. Declined: none is made, and no event names one. */
    KEPT_SCRIPTS,
    /** The schema can be read as a snapshot ({@link DialectSession#schemaReader}). Declined: it cannot be compared or written out. */
    SNAPSHOT,
    /**
     * Statements can be written that lead from one schema to another ({@link DialectSession#schemaWriter}). Declined: migrations
     * are not generated. Needs {@link #SNAPSHOT}.
     */
    SCHEMA_WRITER
}
