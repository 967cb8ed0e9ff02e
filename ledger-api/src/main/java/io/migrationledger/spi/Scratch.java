package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An empty database for a moment, in which migrations are tried. It ends when it is closed, and at the latest when the next
 * one is made on the same server: whatever happens to the program in between.
 */
public interface Scratch extends AutoCloseable {

    /** Returns the connection to it, in auto-commit mode; always the same one, and closed with the database. */
    Connection connection();

    /**
     * Ends the database and everything in it.
     *
     * @throws SQLException where the server cannot be reached any more; the next one that is made there ends this one
     */
    @Override
    void close() throws SQLException;

    /** Returns a database that is there as long as a connection to it is, such as one in memory. */
    static Scratch ofConnection(Connection connection) {
        return new Scratch() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /** Opens connections with the user, the password and the properties that were given for the server. */
    @FunctionalInterface
    interface Opener {
        /** Returns a new connection to this JDBC address, in auto-commit mode. */
        Connection open(String url) throws SQLException;
    }
}
