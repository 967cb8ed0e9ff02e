package io.migrationledger.spring;

import io.migrationledger.Migrator;

/**
 * Takes the place of what the start of the application does, whatever {@code migration-ledger.mode} says: to roll back
 * first in a test environment, say. One bean of this type may exist.
 */
@FunctionalInterface
public interface MigrationStrategy {

    /**
     * Does what is to be done at the start. Called once for each database, on the thread that starts the application. What
     * it throws stops the start.
     */
    void migrate(Migrator migrator);
}
