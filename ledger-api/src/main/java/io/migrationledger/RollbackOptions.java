package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to roll back. At most one of {@code steps}, {@code batches}, {@code to} and {@code all} is given; with none of them
 * the last batch is rolled back, or with {@code partWay} nothing else. A rollback that was cut off comes first in any case,
 * and is all that a rollback without options then does where it was one of a half-applied migration.
 *
 * @param steps how many migrations, newest first; 0 for not given
 * @param batches how many batches, newest first; 0 for not given
 * @param to the migration that stays, while what was applied after it in its namespace is rolled back; other namespaces stay
 *     as they are. Or empty
 * @param all whether everything is rolled back that was run; what was declared stays
 * @param partWay whether migrations that were applied only in part are rolled back as well, before all others. Their down
 *     scripts run from the beginning, so they must bear that only some of the statements took effect; without this
 *     such a migration is refused
 * @param declared migrations that were declared (baselined, squashed) and not run as their scripts say, and whose down
 *     scripts run all the same where the other options reach them; without this they are refused
 * @param fromLedger whether a migration whose down script is gone is rolled back by the one that was kept when it ran ({@link
 *     Ledger#keptScript}); without this it is refused
 * @param exactly where given, the migrations that must be just those that are rolled back: what a person was asked about
 */
public record RollbackOptions(
        int steps,
        int batches,
        Optional<MigrationId> to,
        boolean all,
        boolean partWay,
        Set<MigrationId> declared,
        boolean fromLedger,
        Optional<List<MigrationId>> exactly) {
    /** The last batch. */
    public static final RollbackOptions LAST_BATCH = of(0, 0, Optional.empty(), false, false);

    /** Only what was applied in part. */
    public static final RollbackOptions PART_WAY = of(0, 0, Optional.empty(), false, true);

    /** Everything that was run. */
    public static final RollbackOptions ALL = of(0, 0, Optional.empty(), true, false);

    /**
     * Checks that the options do not contradict each other.
     *
     * @throws LedgerException where a number is negative or more than one option is given
     */
    public RollbackOptions {
        int given = (steps != 0 ? 1 : 0) + (batches != 0 ? 1 : 0) + (to.isPresent() ? 1 : 0) + (all ? 1 : 0);
        if (given > 1 || steps < 0 || batches < 0) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "a rollback takes one of steps, batches, to and all",
                    "Give one of them, with a number of 1 or more; none means the last batch.");
        }
        declared = Set.copyOf(declared);
        exactly = exactly.map(List::copyOf);
    }

    private static RollbackOptions of(int steps, int batches, Optional<MigrationId> to, boolean all, boolean partWay) {
        return new RollbackOptions(steps, batches, to, all, partWay, Set.of(), false, Optional.empty());
    }

    /** Returns options for a number of migrations. */
    public static RollbackOptions steps(int steps) {
        return of(steps, 0, Optional.empty(), false, false);
    }

    /** Returns options for a number of batches. */
    public static RollbackOptions batches(int batches) {
        return of(0, batches, Optional.empty(), false, false);
    }

    /** Returns options for everything that was applied after a migration, in its namespace. */
    public static RollbackOptions to(MigrationId id) {
        return of(0, 0, Optional.of(id), false, false);
    }

    /** Returns these options with what was applied in part. */
    public RollbackOptions withPartWay() {
        return new RollbackOptions(steps, batches, to, all, true, declared, fromLedger, exactly);
    }

    /** Returns these options with the down scripts of migrations that were declared and not run. */
    public RollbackOptions withDeclared(Set<MigrationId> ids) {
        return new RollbackOptions(steps, batches, to, all, partWay, ids, fromLedger, exactly);
    }

    /** Returns these options with kept down scripts for those whose own are gone. */
    public RollbackOptions withKeptScripts() {
        return new RollbackOptions(steps, batches, to, all, partWay, declared, true, exactly);
    }

    /** Returns these options for just these migrations: where others would be rolled back by now, nothing is. */
    public RollbackOptions exactly(List<MigrationId> ids) {
        return new RollbackOptions(steps, batches, to, all, partWay, declared, fromLedger, Optional.of(ids));
    }
}
