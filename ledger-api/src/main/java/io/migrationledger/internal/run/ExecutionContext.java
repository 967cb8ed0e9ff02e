package io.migrationledger.internal.run;

import io.migrationledger.MigrationListener;
import io.migrationledger.event.EventDetail;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.settle.RepeatablesAfterRollback;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What every attempt of a run works with.
 *
 * @param progress watches long statements
 * @param scripts keeps the text of scripts
 * @param snapshots keeps snapshots of the schema; empty where none are kept
 * @param order what the run is to roll back, in that order; empty where it applies
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
        ScriptKeeper scripts,
        Optional<SnapshotKeeper> snapshots,
        List<MigrationId> order) {

    /** Returns what the run is to roll back after a migration. */
    List<MigrationId> then(MigrationId id) {
        int at = order.indexOf(id);
        return at < 0 ? List.of() : order.subList(at + 1, order.size());
    }

    /** Returns a detail with what is to be said of the schema before the run, in the first event of it. */
    String withSnapshotBefore(String detail) {
        return snapshots.isPresent()
                ? EventDetail.withSnapshot(detail, snapshots.get().before())
                : detail;
    }

    /** Returns a detail with what is to be said of the schema as it is now. */
    String withSnapshot(String detail) throws SQLException {
        return snapshots.isPresent()
                ? EventDetail.withSnapshot(detail, snapshots.get().after())
                : detail;
    }

    boolean declinesTransactionalDdl() {
        return session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }
}
