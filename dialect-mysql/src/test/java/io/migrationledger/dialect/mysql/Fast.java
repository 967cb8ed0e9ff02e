package io.migrationledger.dialect.mysql;

import io.migrationledger.spi.support.JdbcSql;
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
        set("0", "ON");
    }

    static Fast on(Route route) throws SQLException {
        return new Fast(route);
    }

    private void set(String value, String fulltextOnly) throws SQLException {
        var server = route.running();
        try (Connection connection =
                DriverManager.getConnection(server.url(route.client(), "mysql"), server.user(), server.password())) {
            JdbcSql sql = new JdbcSql(connection);
            sql.execute("SET GLOBAL innodb_flush_log_at_trx_commit = " + value);
            sql.execute("SET GLOBAL sync_binlog = " + value);
            sql.execute("SET GLOBAL innodb_optimize_fulltext_only = " + fulltextOnly); // then no run writes the log out
        }
    }

    @Override
    public String toString() {
        return route.running().version();
    }

    @Override
    public void close() throws SQLException {
        set("1", "OFF");
    }
}
