package io.migrationledger.spi.support;

import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.RunLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A lock that is one row with an end in time, for connections behind which no session lasts: a pooler that hands each
 * transaction to another session, a cluster whose locks are those of one node. Who holds it renews it; it is taken over once
 * its time is over and its owner is not seen at work. Only the database's clock counts. Each holding has a number, the fence,
 * greater than all before it.
 *
 * <p>The row says who may begin. What keeps a holder harmless whose time was over, and who does not know it, is the ledger's
 * key, and that a statement which commits by itself is sent only after {@link #isHeld} has renewed the lease. Always used
 * outside of a transaction. Confined to one thread, but for the thread that renews.
 */
public final class LeaseLock implements SessionLock, RunLock {
    /** What the table's name ends in: it is the ledger's with this behind it. */
    public static final String SUFFIX = "_lease";

    /** How long a lease lasts unless it is renewed: longer than a long pause of a garbage collector or a virtual machine. */
    public static final Duration TIME = Duration.ofSeconds(30);

    private static final long NONE = -1;

    private final Connection connection;
    private final JdbcSql sql;
    private final Statements statements;
    private final Duration time;
    private final Predicate<SQLException> missing;
    private final Predicate<SQLException> inTheWay;
    private final String session = UUID.randomUUID().toString();
    private final LeaseRenewal renewal;
    private long fence = NONE;

    /**
     * What the driver has to say.
     *
     * @param table the table's name, quoted and qualified
     * @param create make the table, and last its row; each does nothing where that is there already
     * @param now an expression: the database's clock, in milliseconds since 1970, as an integer. It moves on within a statement
     *     or not, but never comes from the client
     * @param ownerIsGone a condition on the table's columns, evaluated only where the time of the lease is over: whether the
     *     session {@code session_id} is not seen at work
     * @param server an expression: which server this is, as text
     */
    public record Statements(String table, List<String> create, String now, String ownerIsGone, String server) {}

    /**
     * Creates the lock and sends nothing.
     *
     * @param time how long it lasts without being renewed; {@link #TIME} unless a test is in a hurry
     * @param missing detects that the table is not there
     * @param inTheWay detects errors that another session causes which takes the lock, or makes its table, at the same time
     */
    public LeaseLock(
            Connection connection,
            Statements statements,
            Duration time,
            Predicate<SQLException> missing,
            Predicate<SQLException> inTheWay) {
        this.connection = connection;
        this.sql = new JdbcSql(connection);
        this.statements = statements;
        this.time = time;
        this.missing = missing;
        this.inTheWay = inTheWay;
        this.renewal = new LeaseRenewal(connection, time.dividedBy(3));
    }

    /** Returns the columns of the table, as they stand between the parentheses of CREATE TABLE; one row, whose id is 1. */
    public static String definitions() {
        return "id INTEGER NOT NULL PRIMARY KEY, fence BIGINT NOT NULL, holder VARCHAR(500) NOT NULL,"
                + " session_id VARCHAR(36) NOT NULL, server VARCHAR(200) NOT NULL, taken_at BIGINT NOT NULL,"
                + " expires_at BIGINT NOT NULL";
    }

    /** Returns the INSERT of the row, up to where the database says what it does if the row is there. */
    public static String firstRow(String table) {
        return "INSERT INTO " + table
                + " (id, fence, holder, session_id, server, taken_at, expires_at) VALUES (1, 0, '', '', '', 0, 0)";
    }

    /** Returns what the row calls this session: text that is no other session's, of the characters 0-9, a-f and the hyphen. */
    public String session() {
        return session;
    }

    @Override
    public void useSecond(ConnectionSource second) {
        renewal.useSecond(second);
    }

    /** Returns whether it is renewed over a connection of its own, also while a long statement runs. */
    public boolean hasSecond() {
        return renewal.hasSecond();
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        if (isHeld()) {
            return Optional.empty();
        }
        try {
            if (!take()) {
                Optional<LockHolder> holder = holder();
                if (holder.isPresent() || !makesMissingRow() || !takeOnce()) {
                    return holder.or(() -> Optional.of(
                            new LockHolder("another session, which has just given it up", Optional.empty())));
                }
            }
            fence = Long.parseLong(sql.value("SELECT fence FROM " + statements.table + mine()));
            renewal.begin(renew());
            return Optional.empty();
        } catch (SQLException e) {
            if (inTheWay.test(e)) {
                return Optional.of(new LockHolder("another session, which is just taking it", Optional.empty()));
            }
            throw e;
        }
    }

    private boolean take() throws SQLException {
        try {
            return takeOnce();
        } catch (SQLException e) {
            if (!missing.test(e)) {
                throw e;
            }
        }
        sql.executeAll(statements.create);
        return takeOnce();
    }

    /** Whoever made the table may have been cut off before its row stood in it. The account here may not make tables. */
    private boolean makesMissingRow() throws SQLException {
        if (sql.row("SELECT id FROM " + statements.table + " WHERE id = 1").isPresent()) {
            return false;
        }
        sql.execute(statements.create.get(statements.create.size() - 1));
        return true;
    }

    private boolean takeOnce() throws SQLException {
        String now = statements.now;
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + statements.table
                + " SET fence = fence + 1, holder = ?, session_id = '" + session + "', server = " + statements.server
                + ", taken_at = " + now + ", expires_at = " + now + " + " + time.toMillis() + " WHERE id = 1 AND "
                + isFree())) {
            update.setString(1, LeaseHolder.here());
            return update.executeUpdate() == 1;
        }
    }

    /** In this order: what the driver asks may take something, and must not where the lease is another's. */
    private String isFree() {
        return "CASE WHEN expires_at > " + statements.now + " THEN 0 WHEN " + statements.ownerIsGone
                + " THEN 1 ELSE 0 END = 1";
    }

    private String mine() {
        return " WHERE id = 1 AND session_id = '" + session + "'";
    }

    private String renew() {
        return "UPDATE " + statements.table + " SET expires_at = " + statements.now + " + " + time.toMillis() + mine()
                + " AND fence = " + fence;
    }

    @Override
    public LockSight look() throws SQLException {
        try {
            return holder().map(LockSight::heldBy).orElse(LockSight.FREE);
        } catch (SQLException e) {
            if (missing.test(e)) {
                return LockSight.FREE;
            }
            throw e;
        }
    }

    /** Returns who holds it, or empty where nobody does. */
    private Optional<LockHolder> holder() throws SQLException {
        return sql.row("SELECT holder, fence, taken_at, expires_at, CASE WHEN expires_at > " + statements.now
                        + " THEN 1 ELSE 0 END FROM " + statements.table + " WHERE id = 1 AND session_id <> '' AND NOT ("
                        + isFree()
                        + ")")
                .map(row -> new LockHolder(
                        row.get(0) + " (lease " + row.get(1)
                                + (row.get(4).equals("1") ? ", until " : ", at work, though its time was over at ")
                                + Instant.ofEpochMilli(Long.parseLong(row.get(3)))
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .replace('T', ' ')
                                        .replace("Z", " UTC")
                                + " by the database's clock)",
                        Optional.of(Instant.ofEpochMilli(Long.parseLong(row.get(2))))));
    }

    /** Renews it, and so asks the database whether it is still held; sends nothing where it was not taken. */
    @Override
    public boolean isHeld() throws SQLException {
        if (fence == NONE) {
            return false;
        }
        boolean held = sql.execute(renew()) == 1;
        if (held) {
            renewal.renewed();
        } else {
            lost();
        }
        return held;
    }

    /** Renews it where a third of its time is over and nobody else does: called between statements, outside of transactions. */
    public void renewWhereDue() throws SQLException {
        if (fence != NONE && renewal.isDue()) {
            isHeld();
        }
    }

    /** Returns a condition that is true for the lease's row as long as this session holds it; its columns stand alone. */
    public String condition() {
        return "id = 1 AND session_id = '" + session + "' AND fence = " + fence;
    }

    @Override
    public OptionalLong fence() {
        return fence == NONE ? OptionalLong.empty() : OptionalLong.of(fence);
    }

    private void lost() {
        renewal.end();
        fence = NONE;
    }

    @Override
    public void unlock() throws SQLException {
        if (fence == NONE) {
            return;
        }
        String release =
                "UPDATE " + statements.table + " SET holder = '', session_id = '', expires_at = 0 WHERE " + condition();
        lost();
        sql.execute(release);
    }

    /** Renews it no more: for a session whose connection is gone. The lease ends by itself. */
    public void abandon() {
        lost();
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        return look();
    }

    @Override
    public boolean holdsLock() throws SQLException {
        return isHeld();
    }
}
