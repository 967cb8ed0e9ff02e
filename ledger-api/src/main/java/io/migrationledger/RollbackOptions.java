package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/**
 * What to take back. At most one of {@code steps}, {@code batches} and {@code to} is given; with none of them the last
 * batch is taken back, or with {@code partWay} nothing else. A rollback that was cut off comes first in any case, and is
 * all that a rollback without options then does where it was one of a half-applied migration.
 *
 * @param steps how many migrations, newest first; 0 for not given
 * @param batches how many batches, newest first; 0 for not given
 * @param to the migration that stays as the newest one of its namespace; other namespaces stay as they are. Or empty
 * @param partWay whether migrations that were applied only in part are taken back as well, before all others. Their down
 *     scripts run from the beginning, so they must bear that only some of the statements took effect; without this
 *     such a migration is refused
 */
public record RollbackOptions(int steps, int batches, Optional<MigrationId> to, boolean partWay) {

    /** The last batch. */
    public static final RollbackOptions LAST_BATCH = new RollbackOptions(0, 0, Optional.empty(), false);

    /** Only what was applied in part. */
    public static final RollbackOptions PART_WAY = new RollbackOptions(0, 0, Optional.empty(), true);

    /**
     * Checks that the options do not contradict each other.
     *
     * @throws LedgerException where a number is negative or more than one option is given
     */
    public RollbackOptions {
        int given = (steps != 0 ? 1 : 0) + (batches != 0 ? 1 : 0) + (to.isPresent() ? 1 : 0);
        if (given > 1 || steps < 0 || batches < 0) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "rollback takes one of --steps, --batches and --to",
                    "Give one of them, with a number of 1 or more; none means the last batch.");
        }
    }

    /** Returns options for a number of migrations. */
    public static RollbackOptions steps(int steps) {
        return new RollbackOptions(steps, 0, Optional.empty(), false);
    }

    /** Returns options for a number of batches. */
    public static RollbackOptions batches(int batches) {
        return new RollbackOptions(0, batches, Optional.empty(), false);
    }

    /** Returns options for everything above a migration. */
    public static RollbackOptions to(MigrationId id) {
        return new RollbackOptions(0, 0, Optional.of(id), false);
    }
}
