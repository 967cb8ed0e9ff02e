package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A server that this JVM runs, on a copy of a data directory that was initialised once. */
final class EmbeddedServer extends JdbcServer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Engine engine;
    private final Path server;
    private final Path directory;
    private final int port;
    private ServerProcess process;

    private EmbeddedServer(Engine engine, Path server, Path directory, int port) {
        this.engine = engine;
        this.server = server;
        this.directory = directory;
        this.port = port;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "stop " + engine.label()));
        awaitAnswer();
    }

    static EmbeddedServer start(Engine engine) {
        long begin = System.nanoTime();
        Path server = Directories.server(engine);
        Path template = Directories.template(engine);
        try {
            Path directory = Directories.temporary("testdb-" + engine.label() + "-");
            Directories.copy(template.resolve("data"), directory.resolve("data"));
            EmbeddedServer started = new EmbeddedServer(engine, server, directory, Ports.free());
            System.out.printf(
                    "Test server: %s on port %d, ready after %d ms%n",
                    started, started.port, (System.nanoTime() - begin) / 1_000_000);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerProcess launch() {
        return ServerProcess.start(
                engine.command(server, directory.resolve("data"), port), directory.resolve("server.log"), directory);
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                identify();
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive()) {
                    throw Commands.failed(engine.label(), log());
                }
                if (System.nanoTime() > deadline) {
                    throw new ServerUnavailableException(
                            engine.label() + " does not answer after " + PATIENCE + "\n" + log(), notYet);
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerUnavailableException("interrupted while waiting for " + engine.label(), e);
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Does nothing while the server is down: a test that fails between crash and restart should show its own error. */
    @Override
    public void drop(TestDatabase database) {
        if (isAlive()) {
            super.drop(database);
        }
    }

    @Override
    public boolean canKill() {
        return true;
    }

    @Override
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void stopImmediately() {
        if (process.isAlive()) {
            process.stop(engine.immediateStopSignal());
        }
    }

    @Override
    public synchronized void restart() {
        process.kill();
        process = launch();
        awaitAnswer();
    }

    /** Not synchronized: it runs in the shutdown hook, when a thread may sit in {@link #restart()} for ever. */
    private void remove() {
        process.kill();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("cannot delete " + directory + ": " + e);
        }
    }

    @Override
    public List<JdbcClient> clients() {
        return engine.clients();
    }

    @Override
    public String user() {
        return engine.user();
    }

    @Override
    public String password() {
        return engine.password();
    }

    @Override
    String adminDatabase() {
        return engine.adminDatabase();
    }

    @Override
    public String url(JdbcClient client, String database) {
        if (!engine.clients().contains(client)) {
            throw new IllegalArgumentException(engine.label() + " cannot be reached through " + client);
        }
        return client.prefix() + "//127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String log() {
        return process.log();
    }
}
