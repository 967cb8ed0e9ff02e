package io.migrationledger.spring;

/** What the start of the application does about migrations. */
public enum StartMode {
    /** Applies what is pending. */
    MIGRATE,
    /** Applies nothing, and stops the start where something is pending, or would stop a run. */
    VALIDATE,
    /** Applies nothing, and waits until another process has applied everything. */
    WAIT
}
