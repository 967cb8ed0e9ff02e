package io.migrationledger.dialect.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A server that does not wait for its disk while a test breaks off clients: what a client sees is the same. Put back for
 * tests that kill the server.
 */
final class Fast implements AutoCloseable {
    private final Route route;

    private Fast(Route route) throws SQLException {
        this.route = route;
        set("0");
    }

    static Fast on(Route route) throws SQLException {
        return new Fast(route);
    }

    private void set(String value) throws SQLException {
        var server = route.running();
        try (Connection connection =
                DriverManager.getConnection(server.url(route.client(), "mysql"), server.user(), server.password())) {
            Sql sql = new Sql(connection);
            sql.run("SET GLOBAL innodb_flush_log_at_trx_commit = " + value);
            sql.run("SET GLOBAL sync_binlog = " + value);
        }
    }

    @Override
    public String toString() {
        return route.running().version();
    }

    @Override
    public void close() throws SQLException {
        set("1");
    }
}
