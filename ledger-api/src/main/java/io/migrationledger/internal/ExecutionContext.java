package io.migrationledger.internal;

import io.migrationledger.MigrationListener;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.util.Optional;

/**
 * What every attempt of a run works with.
 *
 * @param second opens a second connection, to watch long statements from; empty where the caller has only one
 */
record ExecutionContext(
        DialectSession session,
        Recorder recorder,
        Writer writer,
        Placeholders placeholders,
        RepeatablesAfterRollback repeatables,
        MigrationListener listener,
        Retry retry,
        Optional<Connections.Opener> second) {

    boolean declinesTransactionalDdl() {
        return session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }
}
