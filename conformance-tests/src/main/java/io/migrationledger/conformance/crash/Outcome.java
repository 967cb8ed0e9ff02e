package io.migrationledger.conformance.crash;

/** How a run ended that was broken off once or twice and then started again. */
public enum Outcome {
    /** Running again finished the job; nobody was asked. */
    RECOVERED,
    /** The ledger named the one statement that was running, a person answered truthfully, and the job was finished. */
    IN_DOUBT,
    /** The break came after the run's last call that mattered: there was nothing left to do. */
    FINISHED_BEFORE
}
