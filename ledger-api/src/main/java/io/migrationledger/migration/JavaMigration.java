package io.migrationledger.migration;

import java.sql.Connection;
import java.sql.SQLException;

/** A migration that is written in Java. On a database with transactional DDL it runs in one transaction with its mark. */
public interface JavaMigration {

    /** Returns what identifies the migration, among scripts and other Java migrations alike. */
    MigrationId id();

    /** Returns what the migration does, in a few words. */
    String description();

    /**
     * Returns text that changes whenever what {@link #up} does changes: by convention a number that is raised by hand.
     * Its SHA-256 is the migration's checksum.
     */
    String revision();

    /**
     * Applies the migration. Called again in the same run only where {@code lockRetries} asks for that and a lock was not
     * obtained; the ledger's transaction is rolled back first. What the code did elsewhere, over a connection of its own for
     * instance, is not undone.
     *
     * @param connection takes part in the ledger's transaction: {@code commit}, {@code rollback}, {@code setAutoCommit}
     *     and {@code close} are refused
     * @throws SQLException to fail the migration
     */
    void up(Connection connection) throws SQLException;

    /** Returns whether {@link #down} takes the migration back. */
    default boolean hasDown() {
        return false;
    }

    /**
     * Takes the migration back.
     *
     * @param connection as for {@link #up}
     * @throws SQLException to fail the rollback
     */
    default void down(Connection connection) throws SQLException {
        throw new UnsupportedOperationException(id() + " cannot be rolled back: override hasDown and down");
    }
}
