package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * PgBouncer as Debian packages it, before a PostgreSQL server of the tests. It takes everybody, as the server does, and logs
 * everybody in as the server's one account. Its log goes to a file beside its settings.
 */
public final class PgBouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestServer server;
    private final Path directory;
    private final int port;
    private final ServerProcess process;

    private PgBouncer(TestServer server, Path directory, int port, ServerProcess process) {
        this.server = server;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param mode session, transaction or statement
     * @param settings further settings of its section [pgbouncer]
     * @throws TestAbortedException if it cannot run here
     * @throws AssertionFailedError in its place, where servers are required
     */
    public static PgBouncer start(TestServer server, String mode, Map<String, String> settings) {
        try {
            return startOrFail(server, mode, settings);
        } catch (ServerUnavailableException e) {
            throw Availability.unavailable("PgBouncer", e);
        }
    }

    private static PgBouncer startOrFail(TestServer server, String mode, Map<String, String> settings) {
        if (!Files.isExecutable(PROGRAM)) {
            throw new ServerUnavailableException(
                    "it is Debian's package pgbouncer: apt-get install" + " --no-install-recommends pgbouncer");
        }
        try {
            Path directory = Directories.temporary("testdb-pgbouncer-");
            int port = Ports.free();
            Path file = directory.resolve("pgbouncer.ini");
            Files.write(file, ini(server, mode, port, settings));
            ServerProcess process = ServerProcess.start(
                    PostgresEngine.notAsRoot(List.of(PROGRAM.toString(), file.toString())),
                    directory.resolve("pgbouncer.log"),
                    directory);
            PgBouncer started = new PgBouncer(server, directory, port, process);
            started.awaitPort();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** See <a href="https://www.pgbouncer.org/config.html">pgbouncer.ini</a>. */
    private static List<String> ini(TestServer server, String mode, int port, Map<String, String> settings) {
        String address =
                server.url(JdbcClient.POSTGRESQL, "").replaceFirst("^.*//", "").replaceFirst("/$", "");
        int colon = address.lastIndexOf(':');
        Map<String, String> all = new TreeMap<>(Map.of(
                "listen_addr", "127.0.0.1",
                "listen_port", Integer.toString(port),
                "unix_socket_dir", "",
                "auth_type", "any",
                "pool_mode", mode,
                "ignore_startup_parameters", "extra_float_digits",
                "max_client_conn", "200",
                "default_pool_size", "4",
                "query_wait_timeout", "60"));
        all.putAll(settings);
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=" + address.substring(0, colon) + " port=" + address.substring(colon + 1) + " user="
                        + server.user(),
                "[pgbouncer]"));
        all.forEach((name, value) -> lines.add(name + " = " + value));
        return lines;
    }

    private void awaitPort() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String log = process.log();
                    close();
                    throw Commands.failed(PROGRAM.toString(), log);
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerUnavailableException("interrupted while waiting for PgBouncer", e);
            }
        }
    }

    /** Returns the address of a database through the pool. */
    public String url(TestDatabase database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
    }

    /** Returns a connection through the pool, which prepares no statements in the server's sessions: that is for a test's own use. */
    public Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?prepareThreshold=0", server.user(), server.password());
    }

    /** Returns the last lines that it wrote, for a failure's message. */
    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.kill();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("cannot delete " + directory + ": " + e);
        }
    }
}
