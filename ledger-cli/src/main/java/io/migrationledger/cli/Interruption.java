package io.migrationledger.cli;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM while a run is at work: says in one line which statement stands where and how to go on. A statement on
 * PostgreSQL is cancelled, and the run may record that; SQLite rolls back what its process leaves; MySQL and MariaDB go on
 * with DDL, which to cut is not safe.
 */
final class Interruption implements AutoCloseable {
    private static final int WAIT_SECONDS = 5;
    private static volatile boolean underWay;

    private final Invocation invocation;
    private final Runnable clearTerminal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interruption");

    /** What is at work. */
    private record At(Migration migration, Direction direction, int statement, int line, long since) {}

    private volatile @Nullable At at;
    private volatile boolean begun;

    Interruption(Invocation invocation, Runnable clearTerminal) {
        this.invocation = invocation;
        this.clearTerminal = clearTerminal;
    }

    /** Begins to wait for the signal. */
    Interruption watch() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    /** Returns whether the process is ending because it was told to; whatever fails from then on needs no words. */
    static boolean isUnderWay() {
        return underWay;
    }

    void started(Migration migration, Direction direction) {
        begun = true;
        at = new At(migration, direction, 0, 0, System.nanoTime());
    }

    void statement(int number, int line) {
        At before = at;
        if (before != null) {
            at = new At(before.migration(), before.direction(), number, line, System.nanoTime());
        }
    }

    void finished() {
        at = null;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!underWay) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void interrupted() {
        if (ended.getCount() == 0) {
            return;
        }
        underWay = true;
        At now = at;
        boolean cancelled = now != null && now.statement() > 0 && cancel();
        clearTerminal.run();
        invocation.out().stream().flush();
        invocation.err().line(words(now, cancelled));
        invocation.err().stream().flush();
    }

    /** Cancels what runs on PostgreSQL, and gives the run a moment to record that; returns whether it did. */
    private boolean cancel() {
        Connection connection = invocation.connection();
        if (connection == null || !invocation.url().contains(":postgresql:")) {
            return false;
        }
        try {
            connection.unwrap(org.postgresql.PGConnection.class).cancelQuery();
            return ended.await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (SQLException e) {
            return false; // the words say then that the server may still be at it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String words(@Nullable At now, boolean cancelled) {
        if (now == null) {
            return begun
                    ? "Interrupted between two migrations. Run the same command again: it goes on from there."
                    : "Interrupted before anything was run: nothing was changed.";
        }
        String place = now.statement() == 0
                ? "at the beginning of"
                : "at " + now.migration().location() + (now.line() > 0 ? ":" + now.line() : "") + ", statement "
                        + now.statement() + " of";
        String time = now.statement() == 0
                ? ""
                : ", which had run for " + Readable.duration(Duration.ofNanos(System.nanoTime() - now.since()));
        return "Interrupted " + place
                + (now.direction() == Direction.UP ? " migration " : " the rollback of migration ")
                + now.migration().id() + time + "; " + fate(cancelled) + " Run the same command again: it finds out how"
                + " far this came, and goes on from there.";
    }

    private String fate(boolean cancelled) {
        if (cancelled) {
            return "the server has cancelled it.";
        }
        return invocation.url().contains(":sqlite:")
                ? "SQLite rolls back what is open."
                : "the server may still be working on it.";
    }
}
