package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One server of a cluster that a test builds: with options and data of its own, started, killed and stopped in its tracks
 * as the test wants. It ends and is removed with {@link #close}, and with this JVM however that ends.
 */
public final class ClusterNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a node runs. */
    @SuppressWarnings("ImmutableEnumChecker") // suppliers without state
    public enum Program {
        POSTGRES(PostgresEngine::newest),
        /** Debian 12's, with the provider that makes it a node of a Galera cluster. */
        GALERA(GaleraEngine::new),
        MARIADB(MariadbEngine::new),
        MYSQL_8_0_12(MysqlEngine::mysql8012),
        /** Only with {@code LEDGER_TEST_MYSQL_8033=true}; it is the one with the plugins. */
        MYSQL_8_0_33(MysqlEngine::mysql8033);

        private final Supplier<Engine> engine;

        Program(Supplier<Engine> engine) {
            this.engine = engine;
        }
    }

    private final Engine engine;
    private final Path server;
    private final Path template;
    private final Path directory;
    private final int port;
    private @Nullable ServerProcess process;
    private boolean closed;

    private ClusterNode(Engine engine, Path server, Path template, Path directory, int port) {
        this.engine = engine;
        this.server = server;
        this.template = template;
        this.directory = directory;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "remove " + directory));
    }

    /**
     * Makes a node with a data directory as new, and does not start it.
     *
     * @param ports how many ports in a row it is to have; the first is the one that clients connect to
     */
    public static ClusterNode of(Program program, int ports) {
        if (program == Program.MYSQL_8_0_33) {
            TestServers.checkWanted8033();
        }
        try {
            Engine engine = program.engine.get();
            engine.checkSystem();
            Path server = Directories.server(engine);
            ClusterNode node = new ClusterNode(
                    engine,
                    server,
                    Directories.template(engine),
                    Directories.temporary("testdb-node-" + engine.label() + "-"),
                    Ports.free(ports));
            node.renew();
            return node;
        } catch (ServerUnavailableException e) {
            throw Availability.unavailable(program.toString(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the data back to what a new server has. The node must not run. */
    public void renew() {
        try {
            Directories.delete(data());
            Directories.copy(template.resolve("data"), data());
            Files.deleteIfExists(data().resolve("auto.cnf")); // MySQL's name of a server: each makes its own
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server with more options, and does not wait. */
    public synchronized void start(List<String> options) {
        if (closed) {
            throw new IllegalStateException("removed already");
        }
        List<String> command = new ArrayList<>(engine.command(server, data(), port));
        command.addAll(options);
        engine.owner().ifPresent(owner -> Commands.run(List.of("chown", "-R", owner, directory.toString())));
        process = ServerProcess.start(command, directory.resolve("server.log"), directory);
    }

    /** Waits until it takes connections. */
    public void awaitAnswer() {
        await("an answer", () -> {
            try (Connection connection = connect()) {
                return connection.isValid(5);
            }
        });
    }

    /** Something that a cluster is not yet; an error says the same. */
    @FunctionalInterface
    public interface Condition {
        /** Returns whether it is so. */
        boolean holds() throws SQLException;
    }

    /** Waits for something to become true; fails with the node's log where it ends or two minutes pass. */
    public void await(String what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            SQLException last = null;
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (SQLException e) {
                last = e;
            }
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(this + " does not come to " + what + "\n" + log(), last);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what, e);
            }
        }
    }

    /** Kills it with SIGKILL, its children too; nothing where it does not run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Stops it in its tracks (SIGSTOP): its sockets stay open, and it answers nobody. */
    public synchronized void pause() {
        running().send("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public synchronized void resume() {
        running().send("CONT");
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("was never started");
        }
        return process;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public Path data() {
        return directory.resolve("data");
    }

    /** Returns the port for clients; others that were asked for follow it. */
    public int port() {
        return port;
    }

    public String user() {
        return engine.user();
    }

    public String password() {
        return engine.password();
    }

    /** Returns {@code 127.0.0.1:} and the port for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Connects to this node alone, in the database that always exists. */
    public Connection connect() throws SQLException {
        return connect(engine.adminDatabase());
    }

    /** Connects to one database on this node alone, by the vendor's own client. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                engine.clients().get(0).prefix() + "//" + address() + "/" + database, user(), password());
    }

    /** Returns the last lines of the server's log. */
    public synchronized String log() {
        return process == null ? "" : process.log();
    }

    /** Kills it and removes its files. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        kill();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("cannot delete " + directory + ": " + e);
        }
    }

    @Override
    public String toString() {
        return engine.label() + " at " + address();
    }
}
