package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/**
 * What to take back. At most one of the three is given; with none the last batch is taken back.
 *
 * @param steps how many migrations, newest first; 0 for not given
 * @param batches how many batches, newest first; 0 for not given
 * @param to the migration that stays as the newest one of its namespace; other namespaces stay as they are. Or empty
 */
public record RollbackOptions(int steps, int batches, Optional<MigrationId> to) {

    /** The last batch. */
    public static final RollbackOptions LAST_BATCH = new RollbackOptions(0, 0, Optional.empty());

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
        return new RollbackOptions(steps, 0, Optional.empty());
    }

    /** Returns options for a number of batches. */
    public static RollbackOptions batches(int batches) {
        return new RollbackOptions(0, batches, Optional.empty());
    }

    /** Returns options for everything above a migration. */
    public static RollbackOptions to(MigrationId id) {
        return new RollbackOptions(0, 0, Optional.of(id));
    }
}
