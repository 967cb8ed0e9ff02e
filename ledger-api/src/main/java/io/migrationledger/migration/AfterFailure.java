package io.migrationledger.migration;

import java.util.Optional;

/**
 * Says after which failures a migration runs that runs only then: a tool's callback on errors. It runs under the same lock,
 * after the failure has been rolled back and recorded, and is recorded as any other.
 */
@FunctionalInterface
public interface AfterFailure {
    /**
     * Returns whether it runs after a failure.
     *
     * @param failed the migration that failed
     * @param statement where the statement stands that failed, or empty where none did
     */
    boolean isRunAfter(MigrationId failed, Optional<SqlScript.Place> statement);
}
