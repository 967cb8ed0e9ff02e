package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.CONFLICTING;
import static io.migrationledger.ErrorCode.REQUIRES_NOT_APPLIED;
import static io.migrationledger.ErrorCode.UNKNOWN_REQUIRES;

import io.migrationledger.Problem;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** What validation says. */
public final class Problems {
    private Problems() {}

    static Problem unknownRequires(Migration migration, MigrationId required) {
        return new Problem(
                UNKNOWN_REQUIRES,
                Optional.of(migration.id()),
                requires(migration, required) + ", which does not exist",
                "Correct the requires= directive, or add the source that holds " + required + ".");
    }

    static Problem requiresNotApplied(Migration migration, MigrationId required) {
        return new Problem(
                REQUIRES_NOT_APPLIED,
                Optional.of(migration.id()),
                requires(migration, required) + ", which would not be in effect",
                "Apply " + required + " first.");
    }

    static Problem requiresWhatGoes(Migration migration, MigrationId required) {
        return new Problem(
                REQUIRES_NOT_APPLIED,
                Optional.of(migration.id()),
                requires(migration, required) + ", and a rollback of " + required + " has not ended",
                "End that rollback first, then apply " + required + " again.");
    }

    static Problem conflicting(Migration migration, MigrationId other) {
        return new Problem(
                CONFLICTING,
                Optional.of(migration.id()),
                migration.location() + ": migration " + migration.id() + " conflicts with " + other
                        + ", which is in effect or would be",
                "Roll back " + other + " first, or take the conflict out.");
    }

    private static String requires(Migration migration, MigrationId required) {
        return migration.location() + ": migration " + migration.id() + " requires " + required;
    }
}
