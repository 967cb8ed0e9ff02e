package io.migrationledger;

import java.util.List;

/**
 * What a run would do, in order.
 *
 * @param migrations the migrations that would run
 * @param notes what a person should know and that stops nothing
 */
public record Plan(List<PlannedMigration> migrations, List<String> notes) {

    /** Copies the lists. */
    public Plan {
        migrations = List.copyOf(migrations);
        notes = List.copyOf(notes);
    }

    /** Returns whether there is nothing to do. */
    public boolean isEmpty() {
        return migrations.isEmpty();
    }
}
