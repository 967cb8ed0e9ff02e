package io.migrationledger.internal.run;

import io.migrationledger.MigrationListener;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.settle.RepeatablesAfterRollback;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;

/**
 * What every attempt of a run works with.
 *
 * @param progress watches long statements
 * @param scripts keeps the text of scripts
 */
public record ExecutionContext(
        DialectSession session,
        Recorder recorder,
        EventCommit writer,
        Placeholders placeholders,
        RepeatablesAfterRollback repeatables,
        MigrationListener listener,
        Retry retry,
        ProgressWatch progress,
        ScriptKeeper scripts) {

    boolean declinesTransactionalDdl() {
        return session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }
}
