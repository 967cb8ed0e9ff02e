package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Opens further connections to the database of a session. Each is the caller's, who closes it. Called from any thread. */
@FunctionalInterface
public interface ConnectionSource {

    /** Returns a new connection. */
    Connection open() throws SQLException;

    /**
     * Returns one source for each server that the address names, in its order: what a client chooses among them, it chooses
     * by itself. This source alone where the address names one server, or where there is no address to look at.
     */
    default List<ConnectionSource> servers() {
        return List.of(this);
    }
}
