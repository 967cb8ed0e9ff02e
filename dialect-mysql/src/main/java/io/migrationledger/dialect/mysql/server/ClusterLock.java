package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What keeps runners on two nodes of a cluster apart: the one row of a table, which names the node whose named lock counts.
 * It is written by compare-and-set, and certified by the cluster, so that of two nodes one succeeds.
 *
 * <p>The row is taken over from a node only when no session there can write any more: when that node is this one, whose named
 * lock has just been granted; when it is no member of the part of the cluster that can write; or when it says itself that
 * nobody has the named lock there. No clock decides.
 */
final class ClusterLock {
    private final JdbcSql sql;
    private final Cluster cluster;
    private final Name table;
    private final Optional<OtherNode> others;
    private long fence;

    /**
     * Makes the lock of one ledger.
     *
     * @param table the lock's own
     * @param others what other nodes say themselves, where they can be asked
     */
    ClusterLock(JdbcSql sql, Cluster cluster, Name table, Optional<OtherNode> others) {
        this.sql = sql;
        this.cluster = cluster;
        this.table = table;
        this.others = others;
    }

    private record Row(long fence, String node, String session, String since) {}

    /**
     * Takes the row, where no other node may have it.
     *
     * @param session the number of this session, which holds its node's named lock
     * @return empty where it is taken, otherwise who has it
     */
    Optional<LockHolder> tryTake(String session) throws SQLException {
        try {
            Row row = read();
            if (isHeldElsewhere(row) && !isGone(row)) {
                return Optional.of(holder(row));
            }
            long taken = sql.execute("UPDATE " + table.sql() + " SET fence = " + (row.fence + 1) + ", node = "
                    + Literal.of(cluster.self()) + ", session = " + Literal.of(session) + ", since = UNIX_TIMESTAMP()"
                    + " WHERE id = 1 AND fence = " + row.fence);
            if (taken != 1) {
                return Optional.of(justNow());
            }
            fence = row.fence + 1;
            return Optional.empty();
        } catch (SQLException e) {
            if (MysqlErrors.isConflict(e)) {
                return Optional.of(justNow());
            }
            throw e;
        }
    }

    LockSight look() throws SQLException {
        Optional<Row> row = find();
        return row.isPresent() && isHeldElsewhere(row.get()) ? LockSight.heldBy(holder(row.get())) : LockSight.FREE;
    }

    /** Where the connection is lost, the row stays, and names a session that is gone. */
    void giveUp() throws SQLException {
        if (fence != 0) {
            long held = fence;
            fence = 0;
            sql.execute("UPDATE " + table.sql() + " SET node = '' WHERE id = 1 AND fence = " + held);
        }
    }

    private boolean isHeldElsewhere(Row row) throws SQLException {
        return !row.node.isEmpty() && !row.node.equals(cluster.self()) && cluster.mayWrite(row.node);
    }

    /** Who takes that node's named lock after it was found free has to write the row, too: of the two one succeeds. */
    private boolean isGone(Row row) {
        return others.isPresent() && others.get().saysThatNobodyHasTheLock(cluster, row.node);
    }

    private LockHolder holder(Row row) throws SQLException {
        return new LockHolder(
                "session " + row.session + " of the node " + cluster.words(row.node)
                        + "; if that run is gone, only a run through the same node can see it, or one"
                        + " whose address names that node",
                Optional.of(Instant.ofEpochSecond(Long.parseLong(row.since))));
    }

    private static LockHolder justNow() {
        return new LockHolder("a session on another node, which is just taking it", Optional.empty());
    }

    private Row read() throws SQLException {
        Optional<Row> row = find();
        if (row.isPresent()) {
            return row.get();
        }
        sql.execute("CREATE TABLE IF NOT EXISTS " + table.sql() + " (id INT PRIMARY KEY, fence BIGINT NOT NULL,"
                + " node VARCHAR(80) NOT NULL, session VARCHAR(20) NOT NULL, since BIGINT NOT NULL) ENGINE=InnoDB"
                + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
                + " COMMENT='Migration Ledger: which node of the cluster runs migrations'");
        sql.execute("INSERT IGNORE INTO " + table.sql() + " VALUES (1, 0, '', '', 0)");
        return find().orElseThrow();
    }

    private Optional<Row> find() throws SQLException {
        try {
            return sql.row("SELECT fence, node, session, since FROM " + table.sql() + " WHERE id = 1")
                    .map(ClusterLock::row);
        } catch (SQLException e) {
            if (e.getErrorCode() == MysqlErrors.NO_SUCH_TABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Row row(List<String> columns) {
        return new Row(Long.parseLong(columns.get(0)), columns.get(1), columns.get(2), columns.get(3));
    }
}
