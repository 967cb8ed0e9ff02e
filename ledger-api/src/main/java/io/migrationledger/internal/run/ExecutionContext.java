package io.migrationledger.internal.run;

import io.migrationledger.MigrationListener;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.settle.RepeatablesAfterRollback;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.util.Optional;

/**
 * What every attempt of a run works with.
 *
 * @param second opens a second connection, to watch long statements from; empty where the caller has only one
 */
public record ExecutionContext(
        DialectSession session,
        Recorder recorder,
        EventCommit writer,
        Placeholders placeholders,
        RepeatablesAfterRollback repeatables,
        MigrationListener listener,
        Retry retry,
        Optional<Connections.Opener> second) {

    boolean declinesTransactionalDdl() {
        return session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }
}
