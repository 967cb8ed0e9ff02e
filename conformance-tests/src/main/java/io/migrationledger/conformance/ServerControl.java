package io.migrationledger.conformance;

/** A database server that a test can crash. */
public interface ServerControl {

    /** Kills the server as a power cut would: SIGKILL, no shutdown. */
    void kill() throws Exception;

    /** Starts it again on the same data, and returns when it answers. */
    void restart() throws Exception;
}
