package io.migrationledger.dialect.sqlite;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a statement that runs longer than it may. JDBC's query timeout will not do: sqlite-jdbc takes it for the
 * time to wait for a lock.
 */
final class SqliteTimeLimit implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Statement statement;
    private final Duration limit;
    private final Future<?> pending;
    private boolean over;
    private boolean interrupted;

    SqliteTimeLimit(Statement statement, Duration limit) {
        this.statement = statement;
        this.limit = limit;
        this.pending = TIMER.schedule(this::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One thread for all sessions, which ends when it has had nothing to wait for. */
    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "migration-ledger-sqlite-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true); // else a script of many statements would leave a task for each
        return timer;
    }

    private synchronized void interrupt() {
        if (over) {
            return; // or it would hit the statement that follows
        }
        try {
            statement.cancel();
            interrupted = true;
        } catch (SQLException e) {
            // The connection is gone, and the statement with it; whoever waits for it is told.
            interrupted = false;
        }
    }

    /** Returns the error as a person should see it. */
    synchronized SQLException explained(SQLException error) {
        return interrupted
                ? new SQLException(
                        "the statement ran longer than its limit of " + limit.toMillis() / 1000.0 + " s",
                        error.getSQLState(),
                        error.getErrorCode(),
                        error)
                : error;
    }

    @Override
    public synchronized void close() {
        over = true;
        pending.cancel(false);
    }
}
