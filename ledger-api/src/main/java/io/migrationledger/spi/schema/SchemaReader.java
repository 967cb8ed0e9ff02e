package io.migrationledger.spi.schema;

import java.sql.SQLException;
import java.util.List;

/**
 * Reads the schema of one session: that of the ledger. A driver gives it where it does not decline {@code
 * Capability.SNAPSHOT}. Confined to the thread and the connection of its session.
 */
public interface SchemaReader {

    /**
     * Returns the schema as it is now, without the ledger's own tables and what the driver makes for them; a snapshot without
     * objects where the schema does not exist. Changes nothing and leaves nothing behind in the session, takes no lock that
     * keeps anybody waiting, and sends at most ten queries of the catalogue, however many objects there are. In a transaction that
     * {@code begin} has begun it tells what that transaction has changed, and leaves it open, also where the reading fails; never called in one that an error
     * has aborted.
     *
     * <p>Two snapshots are equal as long as nobody changed a definition: rows, statistics, next values of sequences and the
     * order of the catalogue are not part of one. What the model has no place for is an {@link Other} with the database's own
     * text, and is never left out. Owners and rights are not part of a schema here.
     *
     * @throws SQLException where the catalogue cannot be read
     */
    Snapshot read() throws SQLException;

    /**
     * Returns which other schemas of the same database hold objects that people made, in the order of their names: they are
     * not part of what {@link #read} tells, and people are told so. The server's own schemas are not among them, nor are those
     * in which only extensions have objects. Sends one query, changes nothing, and leaves a transaction that is open as it is.
     *
     * @return empty where there are none, and by default: where a session sees one schema, or a schema is a database of its own
     * @throws SQLException where the catalogue cannot be read
     */
    default List<String> otherSchemas() throws SQLException {
        return List.of();
    }
}
