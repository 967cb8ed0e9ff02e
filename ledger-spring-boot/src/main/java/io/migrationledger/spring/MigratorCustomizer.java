package io.migrationledger.spring;

import io.migrationledger.Migrator;

/**
 * Changes a migrator before it is built, in any way that no property can. Beans of this type are called in their order,
 * after the properties; each is called for every database of the application.
 */
@FunctionalInterface
public interface MigratorCustomizer {

    /**
     * Changes the migrator of one database. Called while the application starts, on the thread that starts it.
     *
     * @param database {@link MigratedDatabase#PRIMARY}, or the name of the {@code DataSource} bean under {@code
     *     migration-ledger.data-sources}
     * @param builder what the properties made; a listener that is set here takes the place of the listener beans
     */
    void customize(String database, Migrator.Builder builder);
}
