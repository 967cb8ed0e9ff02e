package io.migrationledger.internal.connect;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.JdbcAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Where connections come from, and the sessions that are opened on them. */
public final class Connections {
    private final Opener opener;
    private final boolean close;
    private final Optional<Dialect> known;
    private final String server;
    /** One for each server that the address names; empty where it names one. */
    private final List<ConnectionSource> servers;

    /** Opens a connection. */
    @FunctionalInterface
    public interface Opener {
        /** Returns a connection. */
        Connection open() throws SQLException;
    }

    /**
     * Creates a source of connections.
     *
     * @param close whether a connection is closed after use; otherwise it stays the caller's
     * @param known the dialect, where the address is known before connecting
     */
    public Connections(Opener opener, boolean close, Optional<Dialect> known) {
        this(() -> opened(opener), close, known, "", List.of());
    }

    /** A pool may hide what the database said in an exception of its own, as HikariCP does: it is taken out. */
    private static Connection opened(Opener opener) throws SQLException {
        try {
            return opener.open();
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException said) {
                    throw said;
                }
            }
            throw e;
        }
    }

    private Connections(
            Opener opener, boolean close, Optional<Dialect> known, String server, List<ConnectionSource> servers) {
        this.server = server;
        this.servers = servers;
        this.opener = opener;
        this.close = close;
        this.known = known;
    }

    /**
     * Returns the source of the connections to an address; errors name its server, by host and port alone.
     *
     * @param properties what the JDBC driver takes
     */
    public static Connections to(String jdbcUrl, Properties properties) {
        List<String> each = JdbcAddress.each(jdbcUrl);
        return new Connections(
                () -> JdbcDrivers.connect(jdbcUrl, properties),
                true,
                Optional.of(Dialects.forUrl(jdbcUrl)),
                JdbcAddress.server(jdbcUrl),
                each.size() == 1
                        ? List.of()
                        : each.stream()
                                .map(one -> (ConnectionSource) () -> JdbcDrivers.connect(one, properties))
                                .toList());
    }

    /** Returns the same source of connections; errors name the server of this address, by host and port alone. */
    public Connections at(String jdbcUrl) {
        return new Connections(opener, close, known, JdbcAddress.server(jdbcUrl), servers);
    }

    /** Opens connections as the first one was opened, or to one server each. */
    private ConnectionSource source() {
        return new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                return opener.open();
            }

            @Override
            public List<ConnectionSource> servers() {
                return servers.isEmpty() ? List.of(this) : servers;
            }
        };
    }

    /** Returns none: whoever asks for one is told that there is no database. */
    public static Connections none() {
        return new Connections(
                () -> {
                    throw LedgerException.input(
                            ErrorCode.MISUSE,
                            "a migrator without a database can only plan and validate",
                            "Make one with Migrator.of(…) for everything else.");
                },
                true,
                Optional.empty());
    }

    /** Returns the same source of connections for a dialect that the caller has chosen. */
    public Connections with(Dialect dialect) {
        return new Connections(opener, close, Optional.of(dialect), server, servers);
    }

    /** Returns how to open another connection, or empty where there is just the caller's one. */
    public Optional<Opener> second() {
        return close ? Optional.of(opener) : Optional.empty();
    }

    /** Returns the names of the dialect's file variants, where they are known before connecting. */
    public Optional<List<String>> fileVariants() {
        return known.flatMap(Dialect::fileVariants);
    }

    /**
     * Opens a connection and a session on it.
     *
     * @throws LedgerException where the database cannot be reached
     */
    public Lease lease(SessionOptions options) {
        try {
            return open(options);
        } catch (SQLException e) {
            throw DatabaseErrors.notReached(
                    known.flatMap(dialect -> dialect.explain(e)).orElseGet(() -> DatabaseErrors.noConnection(e)),
                    server);
        }
    }

    /** Opens one more in the same way; what the database says against it is left as it is. */
    public Lease open(SessionOptions options) throws SQLException {
        Connection connection = opener.open();
        boolean autoCommit = true;
        try {
            autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            Dialect dialect = dialectOf(connection);
            DialectSession session = dialect.open(connection, options);
            if (session.declined().contains(Capability.UNIQUE_KEYS)) {
                throw LedgerException.input(
                        ErrorCode.UNSUITABLE_DATABASE,
                        "the database of dialect " + dialect.name() + " has no unique keys",
                        "Keep the ledger in another database: without a key on the sequence number nothing stops a second"
                                + " runner, and migrations would run twice.");
            }
            if (close) {
                session.useSecond(source());
            }
            return new Lease(connection, dialect, session, autoCommit, close);
        } catch (SQLException | RuntimeException e) {
            giveBackAfter(e, connection, autoCommit);
            throw e;
        }
    }

    private Dialect dialectOf(Connection connection) throws SQLException {
        return known.isPresent()
                ? known.get()
                : Dialects.forUrl(
                        String.valueOf(connection.getMetaData().getURL()),
                        connection.getClass().getClassLoader(),
                        connection.getMetaData().getClass().getClassLoader());
    }

    private void giveBackAfter(Exception error, Connection connection, boolean autoCommit) {
        try {
            giveBack(connection, autoCommit, close);
        } catch (SQLException e) {
            Suppressed.add(error, e);
        }
    }

    /** A pool may hand a connection out again as it came back. */
    private static void giveBack(Connection connection, boolean autoCommit, boolean close) throws SQLException {
        try {
            if (!autoCommit && !connection.isClosed()) {
                connection.setAutoCommit(false);
            }
        } finally {
            if (close) {
                connection.close();
            }
        }
    }

    /** A session for the time of one call. */
    public static final class Lease implements AutoCloseable {
        private final Connection connection;
        private final Dialect dialect;
        private final DialectSession session;
        private final boolean autoCommit;
        private final boolean close;
        private boolean lost;

        Lease(Connection connection, Dialect dialect, DialectSession session, boolean autoCommit, boolean close) {
            this.connection = connection;
            this.dialect = dialect;
            this.session = session;
            this.autoCommit = autoCommit;
            this.close = close;
        }

        public DialectSession session() {
            return session;
        }

        /** Returns the name of the dialect. */
        public String dialect() {
            return dialect.name();
        }

        /** Returns the names of the dialect's file variants, where they do not depend on the session. */
        public Optional<List<String>> fileVariants() {
            return dialect.fileVariants();
        }

        /** Returns the error as a person should see it. */
        public LedgerException explained(SQLException error) {
            return dialect.explain(error).orElseGet(() -> DatabaseErrors.database(error));
        }

        /** Returns whether the session could not be closed because the connection was gone. */
        boolean isLost() {
            return lost;
        }

        private boolean isAlive(SQLException error) {
            try {
                return connection.isValid(5);
            } catch (SQLException e) {
                Suppressed.add(error, e);
                return false;
            }
        }

        @Override
        public void close() throws SQLException {
            try {
                session.close();
            } catch (SQLException e) {
                lost = !isAlive(e);
                throw e;
            } finally {
                giveBack(connection, autoCommit || lost, close);
            }
        }
    }
}
