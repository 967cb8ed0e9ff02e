package io.migrationledger.internal.settle;

import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A down script may drop what a repeatable migration made (a view on the table that goes). So each repeatable migration
 * of the namespace counts as rolled back together with the first migration that is, and so does one of another namespace
 * that requires it. It runs again with the next run that reaches it, however many runs with a limit come before. One that
 * has a down script says itself how it is taken back, and stays as it is.
 */
public final class RepeatablesAfterRollback {
    private final List<Migration> repeatables;
    private final Recorder recorder;

    public RepeatablesAfterRollback(List<Migration> local, Recorder recorder) {
        this.repeatables = local.stream()
                .filter(migration -> migration.repeatable() && migration.down().isEmpty())
                .toList();
        this.recorder = recorder;
    }

    /** Stages what a migration's rollback says of the repeatable ones, to be written with its mark. */
    public void stage(MigrationId rolledBack) {
        for (Migration repeatable : repeatables) {
            if (repeatable.id().namespace().equals(rolledBack.namespace())
                    || repeatable.directives().requires().contains(rolledBack)) {
                recorder.of(repeatable.id())
                        .flatMap(MigrationState::inEffect)
                        .ifPresent(applied -> stage(applied, rolledBack));
            }
        }
    }

    private void stage(LedgerEvent.Applied applied, MigrationId rolledBack) {
        recorder.stage(new EventDraft(
                EventType.ROLLED_BACK,
                Origin.EXECUTED,
                applied.id(),
                Direction.DOWN,
                applied.header().checksum(),
                0,
                Duration.ZERO,
                EventDetail.settled(
                        applied.description(), Optional.of("runs again, as " + rolledBack + " was rolled back"))));
    }
}
