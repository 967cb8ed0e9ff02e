package io.migrationledger.dialect.mysql.server;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Tells whether a transaction is open at the server. */
public interface ServerStatus {

    /** Asks the server. */
    boolean inTransaction() throws SQLException;

    /**
     * Returns what the server said with the answer to the last statement, where that succeeded: an error comes without
     * the flag, and Connector/J loses it with a ping.
     */
    default boolean seemsInTransaction() {
        return true;
    }

    /** Returns whether the client connects again by itself, to a session that has neither the lock nor the transaction. */
    default boolean reconnects() {
        return false;
    }

    /** Returns whether the client itself refuses to write, without asking the server. */
    default boolean isReadOnly() throws SQLException {
        return false;
    }

    /**
     * Returns the number of the server's session as the client knows it, without asking: another one means that the client
     * has connected anew. 0 where the client does not tell.
     */
    default long session() {
        return 0;
    }

    /** A statement of a script. */
    interface Sending<T> {
        /** Sends it, and returns the number of rows changed, or what it answers. */
        T send() throws SQLException;
    }

    /** Sends a statement, and nothing before it. */
    default <T> T send(Sending<T> statement) throws SQLException {
        return statement.send();
    }

    /**
     * Returns how to find out on this connection. Both clients keep the flag that the server sends with every answer
     * (SERVER_STATUS_IN_TRANS, https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html), so that it costs
     * nothing after a statement that succeeded; behind a wrapper that hides the client, two statements tell.
     */
    static ServerStatus of(Connection connection) throws SQLException {
        String client = String.valueOf(connection.getMetaData().getDriverName()).toLowerCase(Locale.ROOT);
        try {
            // Each class is loaded only where its client is on the class path.
            if (client.contains("mariadb") && MariadbStatus.isBehind(connection)) {
                return new MariadbStatus(connection.unwrap(org.mariadb.jdbc.Connection.class));
            }
            if (client.contains("mysql") && ConnectorStatus.isBehind(connection)) {
                return new ConnectorStatus(connection.unwrap(com.mysql.cj.jdbc.JdbcConnection.class));
            }
        } catch (LinkageError e) {
            return new AskedStatus(connection); // another client, or one that a class loader hides
        }
        return new AskedStatus(connection);
    }

    /** Connector/J. */
    record ConnectorStatus(com.mysql.cj.jdbc.JdbcConnection connection) implements ServerStatus {
        static boolean isBehind(Connection connection) throws SQLException {
            return connection.isWrapperFor(com.mysql.cj.jdbc.JdbcConnection.class);
        }

        @Override
        public boolean inTransaction() throws SQLException {
            new JdbcSql(connection).execute("DO 0");
            return seemsInTransaction();
        }

        @Override
        public boolean reconnects() {
            return connection
                    .getPropertySet()
                    .getBooleanProperty(com.mysql.cj.conf.PropertyKey.autoReconnect)
                    .getValue();
        }

        /** As Connector/J does on every host but the first of an address (failOverReadOnly, true by default). */
        @Override
        public boolean isReadOnly() throws SQLException {
            return connection.isReadOnly(false);
        }

        @Override
        public boolean seemsInTransaction() {
            return connection.getSession().getServerSession().inTransactionOnServer();
        }

        @Override
        public long session() {
            return connection.getSession().getThreadId();
        }

        /**
         * Connector/J asks before each statement that writes whether the session is read-only, to throw an error of its own.
         * The server refuses such a statement itself
         * (https://dev.mysql.com/doc/connector-j/en/connector-j-connp-props-performance-extensions.html,
         * readOnlyPropagatesToServer).
         */
        @Override
        public <T> T send(Sending<T> statement) throws SQLException {
            var asks = connection
                    .getPropertySet()
                    .getBooleanProperty(com.mysql.cj.conf.PropertyKey.readOnlyPropagatesToServer);
            boolean before = asks.getValue();
            asks.setValue(connection.isReadOnly(false) && before);
            try {
                return statement.send();
            } finally {
                asks.setValue(before);
            }
        }
    }

    /** MariaDB's client. */
    record MariadbStatus(org.mariadb.jdbc.Connection connection) implements ServerStatus {
        static boolean isBehind(Connection connection) throws SQLException {
            return connection.isWrapperFor(org.mariadb.jdbc.Connection.class);
        }

        @Override
        public boolean inTransaction() throws SQLException {
            new JdbcSql(connection).execute("DO 0");
            return seemsInTransaction();
        }

        @Override
        public boolean seemsInTransaction() {
            int flags = connection.getContext().getServerStatus();
            return (flags & org.mariadb.jdbc.util.constants.ServerStatus.IN_TRANSACTION) != 0;
        }

        @Override
        public long session() {
            return connection.getThreadId();
        }
    }

    /** Any client: outside of a transaction a savepoint ends with the statement that made it. */
    record AskedStatus(Connection connection) implements ServerStatus {
        @Override
        public boolean inTransaction() throws SQLException {
            JdbcSql sql = new JdbcSql(connection);
            sql.execute("SAVEPOINT ledger_asks");
            try {
                sql.execute("RELEASE SAVEPOINT ledger_asks");
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() == MysqlErrors.NO_SUCH_SAVEPOINT) {
                    return false;
                }
                throw e;
            }
        }
    }
}
