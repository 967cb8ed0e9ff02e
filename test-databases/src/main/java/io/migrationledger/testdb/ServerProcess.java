package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run of a server: from its start to its death. */
final class ServerProcess {
    private static final int LOG_LINES = 40;

    /**
     * A shell that waits for the end of its input. The input is a pipe from this JVM, so it ends however the JVM ends,
     * SIGKILL included, when no shutdown hook runs; then the server and its files go too. It ignores what a terminal
     * sends to the whole group.
     */
    private static final String WATCHDOG =
            "trap '' INT TERM HUP; cat >/dev/null; kill -KILL \"$1\" 2>/dev/null; sleep 1; rm -rf \"$2\"";

    private final Process process;
    private final Process watchdog;
    private final Path log;

    private ServerProcess(Process process, Process watchdog, Path log) {
        this.process = process;
        this.watchdog = watchdog;
        this.log = log;
    }

    /** @param directory deleted if this JVM dies */
    static ServerProcess start(List<String> command, Path log, Path directory) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String pid = Long.toString(process.pid());
            Process watchdog = new ProcessBuilder("sh", "-c", WATCHDOG, "testdb", pid, directory.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ServerProcess(process, watchdog, log);
        } catch (IOException e) {
            throw new ServerUnavailableException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Kills the server and its children. It is stopped first, so that it can neither fork another child nor begin to
     * recover from the death of one: PostgreSQL's would otherwise restart the rest.
     */
    void kill() {
        if (process.isAlive()) {
            send("STOP");
        }
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitDeath(children);
        ended();
    }

    /** Not by {@code onExit()}: the children are not ours, and it would poll for them at intervals of up to seconds. */
    private static void awaitDeath(List<ProcessHandle> children) {
        for (int attempt = 0; attempt < 2_000 && children.stream().anyMatch(ServerProcess::isRunning); attempt++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /**
     * An orphan whose end nobody has asked for is a zombie: it holds no file, no memory and no port, yet Java calls it
     * alive. A container's first process reaps orphans late or never. See <a
     * href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>.
     */
    private static boolean isRunning(ProcessHandle process) {
        try {
            return process.isAlive()
                    && !Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                            .contains(") Z ");
        } catch (IOException gone) {
            return false;
        }
    }

    /** Sends a signal that ends the server, and kills it if it has not ended after ten seconds. */
    void stop(String signal) {
        send(signal);
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                ended();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private void ended() {
        process.onExit().join();
        // Before its input ends: the server's id may soon belong to another process.
        watchdog.destroyForcibly().onExit().join();
    }

    /** A server that has just died by itself is no error. */
    void send(String signal) {
        Commands.run(List.of("sh", "-c", "kill -" + signal + " " + process.pid() + " || true"));
    }

    String log() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
