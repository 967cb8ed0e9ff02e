package io.migrationledger.spi.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database in memory that lives as long as a connection to it is open. */
final class H2 implements AutoCloseable {
    private final String url;
    final Connection connection;
    final JdbcSql sql;

    H2(String name) throws SQLException {
        url = "jdbc:h2:mem:" + name;
        connection = connect();
        sql = new JdbcSql(connection);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
