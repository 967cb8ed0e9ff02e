package io.migrationledger.conformance.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A database that one crash point is tried in.
 *
 * @param url the JDBC address
 * @param user the user, or the empty string
 * @param password the password, or the empty string
 * @param drop removes the database
 */
public record CrashDatabase(String url, String user, String password, AutoCloseable drop) implements AutoCloseable {

    /** Opens a connection. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public void close() throws Exception {
        drop.close();
    }
}
