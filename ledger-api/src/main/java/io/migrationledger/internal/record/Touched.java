package io.migrationledger.internal.record;

/** Which of the ledger's tables a statement is about: what an error of it can be about. */
enum Touched {
    /** The ledger alone, or neither: the table of scripts has nothing to do with it. */
    LEDGER,
    /** The table of kept scripts alone. */
    SCRIPTS,
    /** One statement for both, or the COMMIT of both: the error does not tell which. */
    BOTH
}
