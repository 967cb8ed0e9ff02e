package io.migrationledger.internal.run;

import io.migrationledger.internal.connect.Connections;
import io.migrationledger.spi.ProgressProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a long statement's progress while it runs. After two seconds, and every two from then on, a thread asks on a
 * second connection, where one can be had: it is a courtesy, and nothing depends on it. One thread watches all statements
 * of a run; to begin and to end one wakes nobody, as nearly all are short.
 */
public final class ProgressWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");
    private static final long EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Optional<Connections.Opener> second;
    private @Nullable Watched current;
    private boolean begun;
    private boolean asking;
    private boolean closed;

    private record Watched(ProgressProbe probe, Consumer<String> report, long since) {}

    /**
     * Watches nothing yet.
     *
     * @param second opens the second connection; where it is empty, nothing will be watched
     */
    ProgressWatch(Optional<Connections.Opener> second) {
        this.second = second;
    }

    /** A statement is sent now; without a probe it is not watched. */
    synchronized void begin(Optional<ProgressProbe> probe, Consumer<String> report) {
        if (probe.isEmpty() || second.isEmpty()) {
            return;
        }
        current = new Watched(probe.get(), report, System.nanoTime());
        if (!begun) {
            begun = true;
            Thread thread = new Thread(() -> run(second.get()), "ledger-progress");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The statement has ended. */
    synchronized void end() {
        current = null;
        if (asking) {
            notifyAll(); // the second connection is needed no more
        }
    }

    /** The run has ended. */
    @Override
    public synchronized void close() {
        closed = true;
        current = null;
        notifyAll();
    }

    private void run(Connections.Opener second) {
        try {
            for (Watched longRunning = next(); longRunning != null; longRunning = next()) {
                watch(longRunning, second);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a statement that runs for two seconds, and returns it; null where the run has ended. */
    private synchronized @Nullable Watched next() throws InterruptedException {
        asking = false;
        while (!closed) {
            Watched watched = current;
            long left = watched == null ? EVERY : watched.since + EVERY - System.nanoTime();
            if (left <= 0) {
                asking = true;
                return watched;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return null;
    }

    private void watch(Watched watched, Connections.Opener second) throws InterruptedException {
        try (Connection connection = second.open()) {
            boolean autoCommit = connection.getAutoCommit();
            // A transaction that stayed open would hold a snapshot, for which CREATE INDEX CONCURRENTLY waits.
            connection.setAutoCommit(true);
            try {
                while (runs(watched)) {
                    watched.probe.ask(connection).filter(text -> runs(watched)).ifPresent(watched.report);
                    pause(watched);
                }
            } finally {
                connection.setAutoCommit(autoCommit); // a pool may hand it out again as it came back
            }
        } catch (SQLException | RuntimeException e) {
            log.debug("a long statement can no longer be watched from a second connection", e);
            giveUp(watched);
        }
    }

    private synchronized boolean runs(Watched watched) {
        return current == watched;
    }

    private synchronized void pause(Watched watched) throws InterruptedException {
        long end = System.nanoTime() + EVERY;
        for (long left = EVERY; left > 0 && current == watched; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void giveUp(Watched watched) {
        if (current == watched) {
            current = null;
        }
    }
}
