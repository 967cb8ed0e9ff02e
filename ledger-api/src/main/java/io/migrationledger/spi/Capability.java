package io.migrationledger.spi;

/**
 * What a database can do. Each is assumed until a driver declines it. The conformance kit's chapter 11 tests what follows
 * from declining; ATOMIC_DDL and CONCURRENT_SESSIONS are information.
 */
public enum Capability {
    /** DDL takes part in transactions. */
    TRANSACTIONAL_DDL,
    /** A single DDL statement takes effect wholly or not at all, whatever happens to client or server. */
    ATOMIC_DDL,
    /** A lock that the database itself frees when the session that holds it ends. */
    SESSION_LOCK,
    /** Triggers that refuse UPDATE and DELETE on the ledger table. */
    APPEND_ONLY_TRIGGERS,
    /** Several sessions can use the database at once. */
    CONCURRENT_SESSIONS,
    /** Schemas: the ledger can stand in one that is named. */
    SCHEMAS
}
