package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.RunLock;
import io.migrationledger.spi.support.SessionLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * What keeps other runners out: the session's advisory lock, and behind a pooler in transaction mode the lease. Runners over
 * direct connections and runners over a pooler keep one another out: the lease is taken only where nobody holds the advisory
 * lock, which has the same key, and that lock is kept only where nobody holds the lease.
 */
final class PostgresLocks {
    private final Connection connection;
    private final String table;
    private final Duration leaseTime;
    private final Server server;
    private final PostgresLock advisory;
    private @Nullable Pooling pooling;
    private @Nullable PostgresLease lease;
    private @Nullable ConnectionSource second;
    private int prepareThreshold;

    /** What the session knows of its server: asked when it is needed. */
    interface Server {
        PGConnection driver() throws SQLException;

        Environment environment() throws SQLException;
    }

    /** @param leaseTime how long a lease lasts without being renewed */
    PostgresLocks(Connection connection, String table, Duration leaseTime, Server server) {
        this.connection = connection;
        this.table = table;
        this.leaseTime = leaseTime;
        this.server = server;
        this.advisory = new PostgresLock(connection, table, server::environment);
    }

    void useSecond(ConnectionSource source) {
        second = source;
    }

    boolean hasSecond() {
        return second != null;
    }

    /** Returns what stands between the client and the server; asked before the lock is, and by who only looks. */
    Pooling pooling() throws SQLException {
        if (pooling == null) {
            prepareThreshold = server.driver().getPrepareThreshold();
            Pooling found = Pooling.of(connection, server.driver(), server.environment(), second);
            if (found == Pooling.TRANSACTION) {
                lease();
            }
            pooling = found;
        }
        return pooling;
    }

    /** Returns whether a pooler in transaction mode is known to stand between; asks nothing. */
    boolean isPooled() {
        return pooling == Pooling.TRANSACTION;
    }

    /** Returns the lock that counts here; sends nothing. */
    SessionLock current() {
        return isPooled() && lease != null ? lease.lock() : advisory;
    }

    /**
     * Tries the lock that counts here.
     *
     * @param first whether this session looks for runners of the other kind, too, which need not be done again
     */
    Optional<LockHolder> tryLock(boolean first) throws SQLException {
        boolean leased = pooling() == Pooling.TRANSACTION;
        Optional<LockHolder> holder = current().tryLock();
        if (holder.isPresent()) {
            return leased ? sight().holder().or(() -> holder) : holder;
        }
        return first && !leased ? leaseHolder() : Optional.empty();
    }

    /** Returns who holds the lease, where somebody does; the advisory lock is then given up again. */
    private Optional<LockHolder> leaseHolder() throws SQLException {
        if (!advisory.isHeld()) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "the advisory lock that was just taken does not show in pg_locks: this server's locks keep no "
                            + "runner out (" + server.environment().product() + ")",
                    "Use PostgreSQL itself, or write a driver for this database (docs/writing-a-driver.md).");
        }
        Optional<LockHolder> other =
                advisory.seesLeases() ? lease().lock().look().holder() : Optional.empty();
        if (other.isPresent()) {
            advisory.unlock();
        }
        return other;
    }

    LockSight look() throws SQLException {
        pooling();
        return sight();
    }

    private LockSight sight() throws SQLException {
        LockSight leased = lease().lock().look();
        return leased.state() == LockSight.State.HELD ? leased : advisory.look();
    }

    OptionalLong fence() {
        return lease == null ? OptionalLong.empty() : lease.lock().fence();
    }

    RunLock leaseLock() throws SQLException {
        return lease().lock();
    }

    Optional<String> leaseReason() throws SQLException {
        return pooling() == Pooling.TRANSACTION
                ? Optional.of(
                        "a pooler stands between that may hand each transaction to another session of the server (the"
                                + " session that this connection was given is "
                                + server.driver().getBackendPID() + ", and one that"
                                + " served it is " + server.environment().backend() + ")")
                : Optional.empty();
    }

    boolean isLeased() {
        return lease != null && lease.isHeld();
    }

    /** Returns what stands before a statement that runs alone, so that others see whose it is; empty without a lease. */
    String mark() {
        return lease != null && lease.isHeld() ? lease.mark() : "";
    }

    void renewWhereDue() throws SQLException {
        if (lease != null) {
            lease.lock().renewWhereDue();
        }
    }

    /** Takes the lease's lock in the transaction that has just begun. */
    void enter() throws SQLException {
        lease().enter();
    }

    /** A lease of a connection that is gone is renewed no more, and ends by itself. */
    void close() throws SQLException {
        if (lease != null) {
            lease.lock().abandon();
        }
        if (isPooled() && !connection.isClosed()) {
            server.driver().setPrepareThreshold(prepareThreshold);
        }
    }

    private PostgresLease lease() throws SQLException {
        if (lease == null) {
            long key = PostgresLock.key(server.environment(), table);
            lease = new PostgresLease(connection, server.environment(), table, key, leaseTime);
            if (second != null) {
                lease.lock().useSecond(second);
            }
        }
        return lease;
    }
}
