package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to apply.
 *
 * @param to the last migration to apply; other namespaces and repeatable migrations then stay as they are. Empty for all
 * @param limit the greatest number of migrations to apply, or empty for all
 * @param outOfOrder whether pending migrations below the highest one in effect are applied instead of refused
 */
public record MigrateOptions(Optional<MigrationId> to, OptionalInt limit, boolean outOfOrder) {

    /** Everything that is pending, in order. */
    public static final MigrateOptions ALL = new MigrateOptions(Optional.empty(), OptionalInt.empty(), false);

    /**
     * Checks the limit.
     *
     * @throws LedgerException where the limit is not positive
     */
    public MigrateOptions {
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION, "a limit of " + limit.getAsInt(), "Give a limit of 1 or more.");
        }
    }

    /** Returns these options up to and including a migration. */
    public MigrateOptions to(MigrationId last) {
        return new MigrateOptions(Optional.of(last), limit, outOfOrder);
    }

    /** Returns these options for at most so many migrations. */
    public MigrateOptions limit(int most) {
        return new MigrateOptions(to, OptionalInt.of(most), outOfOrder);
    }

    /** Returns these options with migrations below the highest one allowed. */
    public MigrateOptions allowingOutOfOrder() {
        return new MigrateOptions(to, limit, true);
    }
}
