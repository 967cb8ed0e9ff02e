package io.migrationledger.spi;

import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.SchemaWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One connection in use by the ledger. Confined to one thread. Everything runs on the one connection: the lock, the
 * migration and the ledger's own rows, so that the lock outlives a statement whose client died.
 *
 * <p>Its parts are {@link ScriptRules}, {@link LedgerTable}, {@link ScriptTable}, {@link RunLock}, {@link Transactions}, {@link Statements},
 * {@link Probes} and {@link Diagnosis}; here is what is left: who is connected, and what surrounds a migration. {@code spi.support} has ready-made
 * answers for each part.
 *
 * <p><b>Aborted transactions.</b> On some databases an error aborts the transaction: everything but a rollback is refused
 * until it ends. Each part says which of its methods are called there; all others are called after {@link #rollback}. Of
 * those here only {@link #connection} and {@link #close} are, which rolls back first.
 */
public interface DialectSession
        extends ScriptRules,
                LedgerTable,
                ScriptTable,
                RunLock,
                Transactions,
                Statements,
                Probes,
                Diagnosis,
                AutoCloseable {

    /** Returns the connection of this session; it stays open when the session is closed. */
    Connection connection();

    /** Returns the product and its version, such as {@code SQLite 3.54.1}; by default what JDBC's metadata says. */
    default String database() throws SQLException {
        var meta = connection().getMetaData();
        return meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion();
    }

    /** Returns the user of the database session, or the empty string where the database knows none. */
    String currentUser() throws SQLException;

    /**
     * Returns what reads the schema that the ledger stands in; sends nothing. Never called by a start with nothing to do.
     *
     * @return empty where the driver declines {@link Capability#SNAPSHOT}, as by default
     */
    default Optional<SchemaReader> schemaReader() {
        return Optional.empty();
    }

    /**
     * Returns what writes statements that change a schema. It may ask for the session's settings here, and sends nothing
     * later. Never called by a start with nothing to do.
     *
     * @return empty where the driver declines {@link Capability#SCHEMA_WRITER}, as by default
     */
    default Optional<SchemaWriter> schemaWriter() throws SQLException {
        return Optional.empty();
    }

    /**
     * Puts the session into the state that every migration starts from, and gives hoisted statements their effect. The
     * result of a migration must not depend on what another one did to the session before it.
     */
    void beforeMigration(MigrationScope scope) throws SQLException;

    /** Undoes what {@link #beforeMigration} and the migration itself changed in the session. */
    void afterMigration() throws SQLException;

    /**
     * Gives up the lock and restores the session's settings; the connection stays open. Sends nothing where nothing was
     * taken and nothing changed, and nothing where the connection is gone.
     */
    @Override
    void close() throws SQLException;
}
