package io.migrationledger.dialect.mysql.server;

import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a node of a cluster whether anybody holds its named lock, over a connection of its own: by each server that the address
 * names. The server keeps a named lock until the last statement of a dead client has ended, so that where it is free the
 * session that had it is gone. Where the node is not reached, nothing is known.
 */
final class OtherNode {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    /** How long one server may take: one that is switched off does not answer at all. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** Whoever waits for the lock tries again several times in a second; so often no connection is opened. */
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final ConnectionSource source;
    private final String lock;
    private boolean asked;
    private long askedAt;

    /** @param lock the name of the lock */
    OtherNode(ConnectionSource source, String lock) {
        this.source = source;
        this.lock = lock;
    }

    /** Returns whether that node was reached and has said so; false also where it was asked just now. */
    boolean saysThatNobodyHasTheLock(Cluster cluster, String node) {
        if (asked && System.nanoTime() - askedAt < BETWEEN.toNanos()) {
            return false;
        }
        asked = true;
        try {
            return source.servers().stream().anyMatch(server -> says(server, cluster, node));
        } finally {
            askedAt = System.nanoTime();
        }
    }

    private boolean says(ConnectionSource server, Cluster cluster, String node) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asking = new Thread(
                () -> {
                    try (Connection connection = server.open()) {
                        JdbcSql there = new JdbcSql(connection);
                        answer.complete(cluster.node(there).equals(node)
                                && there.row("SELECT IS_USED_LOCK(?)", lock)
                                        .orElseThrow()
                                        .get(0)
                                        .isEmpty());
                    } catch (SQLException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "migration-ledger-node");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("a server of the cluster was not reached to ask whether its lock is free", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
