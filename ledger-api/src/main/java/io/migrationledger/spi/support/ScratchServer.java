package io.migrationledger.spi.support;

import io.migrationledger.spi.Scratch;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Databases for a moment on a server that has many. Each has a name that nothing else has, and a lock of that name, which the
 * server takes back when the connection ends that holds it. The lock is there before the database is. So a database of
 * such a name whose lock is free belongs to nobody, and the next program removes it.
 */
public abstract class ScratchServer {
    private static final String PREFIX = "ledger_scratch_";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For subclasses. */
    protected ScratchServer() {}

    /** Returns what stands in the names for the reach of the locks: lower-case letters and digits, 12 at most. */
    protected abstract String place(JdbcSql server) throws SQLException;

    /** Returns the names of databases that begin with this; more may be returned. */
    protected abstract List<String> databases(JdbcSql server, String prefix) throws SQLException;

    /** Takes the lock of a name until the connection ends; false where another connection has it. Never waits. */
    protected abstract boolean tryLock(JdbcSql server, String name) throws SQLException;

    /** Gives back a lock. */
    protected abstract void unlock(JdbcSql server, String name) throws SQLException;

    /** Makes an empty database. The name needs no quotes. */
    protected abstract void create(JdbcSql server, String name) throws SQLException;

    /** Removes a database, and does nothing where it is not there. The name needs no quotes. */
    protected abstract void drop(JdbcSql server, String name) throws SQLException;

    /** Returns the address of another database on the same server. */
    protected abstract String address(String url, String name);

    /** Makes a database, after removing those that belong to nobody. */
    public final Scratch open(String url, Scratch.Opener opener) throws SQLException {
        Connection connection = opener.open(url);
        JdbcSql server = new JdbcSql(connection);
        try {
            String prefix = PREFIX + place(server) + "_";
            removeLeftovers(server, prefix);
            String name = prefix + random();
            if (!tryLock(server, name)) {
                throw new SQLException("the lock of a random name is taken: " + name);
            }
            return new OnServer(connection, name, connect(server, name, url, opener));
        } catch (SQLException | RuntimeException | Error e) {
            close(connection, e);
            throw e;
        }
    }

    private Connection connect(JdbcSql server, String name, String url, Scratch.Opener opener) throws SQLException {
        try {
            create(server, name);
            return opener.open(address(url, name));
        } catch (SQLException | RuntimeException | Error e) {
            try {
                drop(server, name);
            } catch (SQLException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private void removeLeftovers(JdbcSql server, String prefix) throws SQLException {
        Pattern ours = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]{16}");
        for (String name : databases(server, prefix)) {
            if (ours.matcher(name).matches() && tryLock(server, name)) {
                drop(server, name);
                unlock(server, name);
            }
        }
    }

    private static String random() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void close(Connection connection, Throwable reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private final class OnServer implements Scratch {
        private final Connection server;
        private final String name;
        private final Connection connection;

        OnServer(Connection server, String name, Connection connection) {
            this.server = server;
            this.name = name;
            this.connection = connection;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public void close() throws SQLException {
            try (Connection last = server;
                    Connection first = connection) {
                if (!last.isClosed()) {
                    first.close();
                    drop(new JdbcSql(last), name);
                }
            }
        }
    }
}
