package io.migrationledger.spring;

import io.migrationledger.Migrator;

/**
 * One database that the application migrates when it starts.
 *
 * @param name {@link #PRIMARY}, or the name of the {@code DataSource} bean, or that of a {@link Migrator} bean of the
 *     application's own
 * @param migrator what migrates it; safe for many threads
 * @param start what the start does
 * @param record what the start has done so far
 */
public record MigratedDatabase(String name, Migrator migrator, StartOptions start, StartRecord record) {

    /** The name of the database that the properties directly under {@code migration-ledger} are about. */
    public static final String PRIMARY = "primary";
}
