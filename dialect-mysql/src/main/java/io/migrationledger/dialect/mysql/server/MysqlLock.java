package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A named lock of the server, on the connection that migrates: the server keeps it until the last statement of a dead
 * client has ended (https://dev.mysql.com/doc/refman/8.0/en/locking-functions.html).
 */
public final class MysqlLock {
    private final JdbcSql sql;
    private final String name;
    private final Optional<ClusterLock> cluster;
    private String connectionId = "";
    /** The client's number of the session that took the lock; 0 where it does not tell. */
    private long takenIn;
    /** The client's number of the session in which the lock was last seen to be held; 0 where that must be asked again. */
    private long provenIn;

    /**
     * Locks the ledger table of one database; names are the server's, and at most 64 characters long.
     *
     * @param cluster what keeps other nodes out, where the server is one of a cluster
     * @param second opens connections to other nodes of it; empty where there is just this one
     */
    public MysqlLock(
            JdbcSql sql,
            String database,
            String table,
            boolean ignoreCase,
            Optional<Cluster> cluster,
            Optional<ConnectionSource> second) {
        this.sql = sql;
        String key = database + "\n" + table;
        this.name = "ledger:" + hash(ignoreCase ? key.toLowerCase(Locale.ROOT) : key);
        this.cluster = cluster.map(nodes -> new ClusterLock(
                sql,
                nodes,
                MysqlTable.clusterLock(new Name("", table)),
                second.map(source -> new OtherNode(source, name))));
    }

    /** @param now the client's number of the session; 0 where it does not tell */
    public Optional<LockHolder> tryLock(long now) throws SQLException {
        takenIn = now;
        List<String> row =
                sql.row("SELECT GET_LOCK(?, 0), CONNECTION_ID()", name).orElseThrow();
        if (row.get(0).equals("1")) {
            return cluster.isPresent() ? tryCluster(cluster.get(), row.get(1)) : taken(row.get(1));
        }
        if (row.get(0).isEmpty()) {
            throw new SQLException("GET_LOCK answered NULL: the server could not say whether the lock is free");
        }
        return Optional.of(holder());
    }

    private Optional<LockHolder> taken(String session) {
        connectionId = session;
        return Optional.empty();
    }

    private Optional<LockHolder> tryCluster(ClusterLock nodes, String session) throws SQLException {
        boolean taken = false;
        try {
            Optional<LockHolder> other = nodes.tryTake(session);
            taken = other.isEmpty();
            return taken ? taken(session) : other;
        } finally {
            if (!taken) {
                sql.row("SELECT RELEASE_LOCK(?)", name);
            }
        }
    }

    public LockSight look() throws SQLException {
        boolean free =
                sql.row("SELECT IS_USED_LOCK(?)", name).orElseThrow().get(0).isEmpty();
        if (!free) {
            return LockSight.heldBy(holder());
        }
        return cluster.isPresent() ? cluster.get().look() : LockSight.FREE;
    }

    /**
     * Another connection id means that the client has reconnected by itself, and that the lock went with the first.
     *
     * @param session the client's number of the session; 0 where it does not tell
     */
    public boolean isHeld(long session) throws SQLException {
        if (provenIn != 0 && provenIn == session) {
            return true;
        }
        return !connectionId.isEmpty()
                && sql.row("SELECT IS_USED_LOCK(?) = ? AND CONNECTION_ID() = ?", name, connectionId, connectionId)
                        .orElseThrow()
                        .get(0)
                        .equals("1");
    }

    /**
     * Returns a number as an expression that overflows where this session does not hold the lock, which is an error under
     * every sql_mode as long as all in it are BIGINT
     * (https://dev.mysql.com/doc/refman/8.0/en/out-of-range-and-overflow.html); empty where the lock was not taken. {@code
     * INSERT … SELECT … WHERE} would do in MySQL; MariaDB 11.4 refuses it on a table with triggers where the rows come from
     * a UNION ("Column 'sequence' cannot be null").
     */
    public Optional<String> number(long number) {
        return connectionId.isEmpty()
                ? Optional.empty()
                : Optional.of(number + " + (1 - ((IS_USED_LOCK('" + name + "') = " + connectionId
                        + " AND CONNECTION_ID() = " + connectionId + ") IS TRUE)) * 9223372036854775807");
    }

    /** A statement of this session has found the lock held. */
    public void proven(long session) {
        provenIn = session;
    }

    /** Something runs that may give the lock up. */
    public void unproven() {
        provenIn = 0;
    }

    /** Returns the number of the session that took the lock, or the empty string where it was not taken. */
    public String session() {
        return connectionId;
    }

    /** Returns whether the client is in another session than that which took the lock. */
    public boolean isLeft(long session) {
        return !connectionId.isEmpty() && takenIn != 0 && takenIn != session;
    }

    /** Where the client has connected anew, nothing is given up: the old session may still be at work. */
    public void unlock(long session) throws SQLException {
        boolean left = isLeft(session);
        if (!connectionId.isEmpty()) {
            connectionId = "";
            unproven();
            if (left) {
                return;
            }
            try {
                if (cluster.isPresent()) {
                    cluster.get().giveUp();
                }
            } finally {
                sql.row("SELECT RELEASE_LOCK(?)", name);
            }
        }
    }

    private LockHolder holder() throws SQLException {
        String id = sql.row("SELECT IS_USED_LOCK(?)", name).orElseThrow().get(0);
        if (id.isEmpty()) {
            return new LockHolder("a session that has ended in this moment", Optional.empty());
        }
        // Since when the lock is held, the server does not say.
        return new LockHolder(OtherSession.of(sql, id), Optional.empty());
    }

    private static String hash(String key) {
        return Sha256.hex(key).substring(0, 40);
    }
}
