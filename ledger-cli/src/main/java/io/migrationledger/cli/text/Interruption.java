package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM while a run is at work: says in one line which statement stands where and how to go on. A statement on
 * PostgreSQL is cancelled, and the run may record that; a run of short statements stops before the next one. MySQL and
 * MariaDB go on with DDL, which to cut is not safe.
 */
public final class Interruption implements AutoCloseable {
    /** How long a statement that was cancelled may take to end. */
    private static final int CANCELLED_MILLIS = 5_000;
    /** How long a statement may take to end by itself. */
    private static final int SHORT_MILLIS = 500;

    private static volatile boolean underWay;

    private final Invocation invocation;
    private final Runnable clearTerminal;
    /** The run has ended, or stands before a statement that it does not send. */
    private final CountDownLatch settled = new CountDownLatch(1);

    private final Thread hook = new Thread(this::interrupted, "interruption");

    /** What is at work. */
    private record At(Migration migration, Direction direction, int statement, int line, long since) {}

    private volatile @Nullable At at;
    private volatile boolean begun;
    private volatile boolean ended;
    private boolean watching;

    Interruption(Invocation invocation, Runnable clearTerminal) {
        this.invocation = invocation;
        this.clearTerminal = clearTerminal;
    }

    /** Returns whether the process is ending because it was told to; whatever fails from then on needs no words. */
    public static boolean isUnderWay() {
        return underWay;
    }

    /** The run waits for another one, and has sent nothing yet. */
    void waiting() {
        watch();
    }

    /** A migration begins: from the first one on, the signal is waited for. */
    void started(Migration migration, Direction direction) {
        at = new At(migration, direction, 0, 0, System.nanoTime());
        begun = true;
        watch();
        stopIfInterrupted();
    }

    private void watch() {
        if (!watching) {
            watching = true;
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                underWay = true; // the process is ending already, and has sent nothing: nothing is sent any more
            }
        }
    }

    /** A statement is sent next. */
    void statement(int number, int line) {
        At before = at;
        if (before != null) {
            at = new At(before.migration(), before.direction(), number, line, System.nanoTime());
        }
        stopIfInterrupted();
    }

    /** The process ends, and a run that is no further than this is as one that was cut off here: nothing more is sent. */
    private void stopIfInterrupted() {
        if (underWay) {
            settled.countDown();
            while (underWay) {
                LockSupport.park();
            }
        }
    }

    void finished() {
        at = null;
    }

    @Override
    public void close() {
        ended = true;
        settled.countDown();
        if (watching && !underWay) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process was told to end in this moment. The run has ended: what came of it stands.
        }
    }

    private void interrupted() {
        if (ended) {
            return;
        }
        underWay = true;
        At now = at;
        boolean cancels = now != null && now.statement() > 0 && cancel();
        boolean isSettled = await(cancels ? CANCELLED_MILLIS : SHORT_MILLIS);
        clearTerminal.run();
        invocation.out().stream().flush();
        invocation.err().line(isSettled && !ended ? stopped() : words(ended ? at : now, cancels && isSettled));
        invocation.err().stream().flush();
    }

    private boolean await(int millis) {
        try {
            return settled.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks PostgreSQL to cancel what runs; returns whether it was asked. Between two statements that has no effect. */
    private boolean cancel() {
        Connection connection = invocation.connection();
        if (connection == null || !invocation.url().contains(":postgresql:")) {
            return false;
        }
        try {
            connection.unwrap(org.postgresql.PGConnection.class).cancelQuery();
            return true;
        } catch (SQLException e) {
            return false; // the words say then that the server may still be at it
        }
    }

    private String stopped() {
        At next = Objects.requireNonNull(at);
        String what = next.statement() == 0
                ? "Interrupted before the first statement of"
                : "Interrupted at " + next.migration().location() + (next.line() > 0 ? ":" + next.line() : "")
                        + ", before statement " + next.statement() + " of";
        return what + of(next)
                + " was sent. Run the same command again: it finds out how far this came, and goes on from" + " there.";
    }

    private static String of(At at) {
        return (at.direction() == Direction.UP ? " migration " : " the rollback of migration ")
                + at.migration().id();
    }

    private String words(@Nullable At now, boolean cancelled) {
        if (!begun && !ended) {
            return "Interrupted while it waited for another run. Nothing was run.";
        }
        if (now == null) {
            return ended
                    ? "Interrupted when the run was at its end: all that it was asked for is done."
                    : "Interrupted between two migrations. Run the same command again: it goes on from there.";
        }
        String place = now.statement() == 0
                ? "at the beginning of"
                : "at " + now.migration().location() + (now.line() > 0 ? ":" + now.line() : "") + ", statement "
                        + now.statement() + " of";
        String time = now.statement() == 0
                ? ""
                : ", which had run for " + Readable.duration(Duration.ofNanos(System.nanoTime() - now.since()));
        return "Interrupted " + place + of(now) + time + "; " + fate(cancelled)
                + " Run the same command again: it finds out how" + " far this came, and goes on from there.";
    }

    private String fate(boolean cancelled) {
        if (cancelled) {
            return "the server has cancelled it.";
        }
        return invocation.url().contains(":sqlite:")
                ? "it took effect as a whole, or not at all."
                : "the server may still be working on it.";
    }
}
