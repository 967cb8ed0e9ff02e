package io.migrationledger.clusters;

import io.migrationledger.conformance.crash.CrashSubject;

/** Servers that belong together, and what happens to them while a run is at work. */
interface Topology extends CrashSubject, AutoCloseable {

    /**
     * Kills the node that a run works on, and returns when what is left can be written again. Called from another thread
     * than the run's, too.
     */
    void failOver() throws Exception;

    @Override
    void close();
}
