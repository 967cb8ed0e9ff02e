package io.migrationledger.testdb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One empty database on a server. Closing it drops it; a test that does not close it leaves it to the server's end.
 *
 * @param url reaches it through the vendor's own driver
 */
public record TestDatabase(TestServer server, String name, String url, String user, String password)
        implements AutoCloseable {

    /** The URL for another driver, where {@link TestServer#clients()} has more than one. */
    public String url(JdbcClient client) {
        return server.url(client, name);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    public Connection connect(JdbcClient client) throws SQLException {
        return DriverManager.getConnection(url(client), user, password);
    }

    @Override
    public void close() {
        server.drop(this);
    }
}
