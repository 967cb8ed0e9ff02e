package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.ConnectionSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands between the client and the server, as far as a session can rely on it. */
enum Pooling {
    /** The number that the client was given when it connected is that of the process which serves it. */
    NONE,
    /** A pooler that leaves a client its session until it disconnects. */
    SESSION,
    /** A pooler that may hand each transaction to another session. Where it is not known which kind one is, it is this. */
    TRANSACTION;

    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    /** How long the second connection may take: a pool that has no other session to give makes it wait. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final long RESET_MILLIS = 300;

    /**
     * Finds out. PgBouncer gives its clients a process number of its own when they connect
     * (https://www.pgbouncer.org/faq.html#how-do-i-cancel-a-query), so that a direct connection costs nothing here.
     *
     * @param driver knows the process number of the protocol's BackendKeyData; prepares no statement any more where the answer
     *     is {@link #TRANSACTION}
     * @param second opens another connection; null where there is none
     * @throws LedgerException where the pool hands each statement to another session
     */
    static Pooling of(
            Connection connection, PGConnection driver, Environment environment, @Nullable ConnectionSource second)
            throws SQLException {
        if (driver.getBackendPID() == environment.backend()) {
            return NONE;
        }
        // A statement prepared in the server's session is not there in the next one, and BEGIN is the first of them
        // (https://jdbc.postgresql.org/documentation/server-prepare/).
        int threshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        checkTransactions(connection);
        if (second == null || !resetsWhatAClientLeaves(connection, second)) {
            return TRANSACTION;
        }
        driver.setPrepareThreshold(threshold);
        return SESSION;
    }

    /** pool_mode = statement refuses transactions (https://www.pgbouncer.org/config.html#pool_mode), and hangs up. */
    private static void checkTransactions(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            backend(connection);
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("statement pooling mode")) {
                throw LedgerException.input(
                        ErrorCode.UNSUITABLE_DATABASE,
                        "a pooler stands between that allows no transactions (PgBouncer: pool_mode = statement)",
                        "Connect to the server itself, or to a pool in transaction mode or session mode (PgBouncer:"
                                + " pool_mode = transaction), for migrations.");
            }
            throw e;
        }
    }

    /**
     * Looks for what only a pool in session mode does: a client that leaves has its session reset
     * (https://www.pgbouncer.org/config.html#server_reset_query). A second client leaves, and the last query of the session
     * that it had is then DISCARD ALL, while this one's session is as this one left it. That two clients have different
     * sessions says little: with other traffic, they have that in transaction mode, too.
     */
    private static boolean resetsWhatAClientLeaves(Connection connection, ConnectionSource second) throws SQLException {
        String marker = "SELECT pg_backend_pid() /* ledger " + UUID.randomUUID() + " */";
        CompletableFuture<Integer> left = new CompletableFuture<>();
        Thread leaving = new Thread(() -> leave(second, marker, left), "migration-ledger-pooling");
        leaving.setDaemon(true);
        leaving.start();
        int session;
        try {
            session = left.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("a second connection through the pool was not to be had", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        int own = backend(connection);
        long start = System.nanoTime();
        while (session != own && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(RESET_MILLIS)) {
            String last = value(
                    connection,
                    "SELECT COALESCE((SELECT a.query FROM pg_catalog.pg_stat_activity a WHERE a.pid = " + session
                            + "), '')");
            if (!last.equals(marker)) {
                return last.startsWith("DISCARD ALL") && backend(connection) == own;
            }
        }
        return false;
    }

    private static void leave(ConnectionSource second, String marker, CompletableFuture<Integer> session) {
        try {
            int number;
            try (Connection connection = second.open()) {
                number = Integer.parseInt(value(connection, marker));
            }
            session.complete(number);
        } catch (SQLException | RuntimeException e) {
            session.completeExceptionally(e);
        }
    }

    private static int backend(Connection connection) throws SQLException {
        return Integer.parseInt(value(connection, "SELECT pg_backend_pid()"));
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
