package io.migrationledger.spi.support;

import io.migrationledger.spi.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a lease from a thread and a connection of its own, so that it outlasts long statements. */
final class LeaseRenewal {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    private final Connection holders;
    private final Duration interval;
    private volatile long renewedAt;
    private @Nullable ConnectionSource second;
    private @Nullable Heart heart;

    /** @param holders the connection of the session that holds the lease: where it is closed, nothing is renewed any more */
    LeaseRenewal(Connection holders, Duration interval) {
        this.holders = holders;
        this.interval = interval;
    }

    void useSecond(ConnectionSource source) {
        second = source;
    }

    boolean hasSecond() {
        return second != null;
    }

    /** Begins to renew with this statement, which has to change one row as long as the lease is held. */
    void begin(String statement) {
        renewed();
        if (second != null) {
            heart = new Heart(second, statement);
            heart.start();
        }
    }

    void renewed() {
        renewedAt = System.nanoTime();
    }

    /** Returns whether it was not renewed for an interval, by whomever. */
    boolean isDue() {
        return System.nanoTime() - renewedAt > interval.toNanos();
    }

    void end() {
        if (heart != null) {
            heart.interrupt();
            heart = null;
        }
    }

    private final class Heart extends Thread {
        private final ConnectionSource source;
        private final String statement;

        Heart(ConnectionSource source, String statement) {
            super("migration-ledger-lease");
            setDaemon(true);
            this.source = source;
            this.statement = statement;
        }

        @Override
        public void run() {
            while (true) {
                try {
                    Thread.sleep(interval.toMillis());
                    if (!beat()) {
                        return;
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (SQLException | RuntimeException e) {
                    // Tried again; and the holder itself renews between its statements.
                    log.warn("the ledger's lease was not renewed over a second connection", e);
                }
            }
        }

        /** Renews over one connection as long as that goes well; returns false where there is nothing to renew any more. */
        private boolean beat() throws SQLException, InterruptedException {
            try (Connection connection = source.open()) {
                boolean autoCommit = connection.getAutoCommit();
                if (!autoCommit) {
                    connection.setAutoCommit(true);
                }
                try {
                    return beat(connection);
                } finally {
                    if (!autoCommit && !connection.isClosed()) {
                        connection.setAutoCommit(false); // a pool may hand it out again as it came back
                    }
                }
            }
        }

        private boolean beat(Connection connection) throws SQLException, InterruptedException {
            while (!isInterrupted() && !holders.isClosed()) {
                try (Statement renewing = connection.createStatement()) {
                    if (renewing.executeUpdate(statement) != 1) {
                        return false;
                    }
                }
                renewed();
                Thread.sleep(interval.toMillis());
            }
            return false;
        }
    }
}
