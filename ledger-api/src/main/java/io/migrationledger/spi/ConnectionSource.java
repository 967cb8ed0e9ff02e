package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens further connections to the database of a session. Each is the caller's, who closes it. Called from any thread. */
@FunctionalInterface
public interface ConnectionSource {

    /** Returns a new connection. */
    Connection open() throws SQLException;
}
