package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.List;

/**
 * What a run would do, in order.
 *
 * @param migrations the migrations that would run
 * @param notes what a person should know and that stops nothing
 * @param afterFailure what would run only after a failure, such as Flyway's {@code afterMigrateError}; empty for a rollback
 */
public record Plan(List<PlannedMigration> migrations, List<String> notes, List<MigrationId> afterFailure) {

    /** Copies the lists. */
    public Plan {
        migrations = List.copyOf(migrations);
        notes = List.copyOf(notes);
        afterFailure = List.copyOf(afterFailure);
    }

    /** Returns whether there is nothing to do. */
    public boolean isEmpty() {
        return migrations.isEmpty();
    }
}
