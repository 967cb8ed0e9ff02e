package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.util.List;

/**
 * A rollback that began and has not ended. Immutable.
 *
 * @param left what it was to roll back and has not, in that order; an attempt that is open may have done it
 * @param undidSome whether it has rolled something back, or may have
 */
public record UnfinishedRollback(List<MigrationId> left, boolean undidSome) {

    /** Copies the list. */
    public UnfinishedRollback {
        left = List.copyOf(left);
    }
}
