package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.SessionLock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Optional;

/**
 * The lock between runners: a session-level advisory lock on the connection that migrates, tried and never waited for,
 * always outside a transaction. A session that waits for one inside the database holds a snapshot, for which
 * {@code CREATE INDEX CONCURRENTLY} in the holder would wait in turn
 * (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).
 */
final class PostgresLock implements SessionLock {
    private final Connection connection;
    private final String table;
    private final Known known;
    private long key;
    private int backend;
    private boolean held;
    private boolean leases;

    /** What is known of the session: asked when the lock is first tried. */
    @FunctionalInterface
    interface Known {
        Environment environment() throws SQLException;
    }

    /** Advisory locks belong to one database, so the key names only what is in it. */
    PostgresLock(Connection connection, String table, Known known) {
        this.connection = connection;
        this.table = table;
        this.known = known;
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        if (held) {
            return Optional.empty();
        }
        Environment environment = prepare();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_try_advisory_lock(" + key + "), pg_backend_pid(), to_regclass("
                                + Names.literal(PostgresLease.table(environment, table)) + ") IS NOT NULL")) {
            row.next();
            held = row.getBoolean(1);
            leases = row.getBoolean(3);
            checkBackend(row.getInt(2));
        }
        return held ? Optional.empty() : Optional.of(holder());
    }

    @Override
    public LockSight look() throws SQLException {
        prepare();
        return seen().map(LockSight::heldBy).orElse(LockSight.FREE);
    }

    /** Returns whether the table of leases was there when the lock was tried: other runners may have none of a session. */
    boolean seesLeases() {
        return leases;
    }

    private Environment prepare() throws SQLException {
        Environment environment = known.environment();
        key = key(environment, table);
        backend = environment.backend();
        return environment;
    }

    /** Returns whether this session has been granted the lock, as the server sees it. */
    @Override
    public boolean isHeld() throws SQLException {
        if (!held) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE "
                        + granted() + " AND l.pid = pg_backend_pid()), pg_backend_pid()")) {
            row.next();
            checkBackend(row.getInt(2));
            return row.getBoolean(1);
        }
    }

    @Override
    public void unlock() throws SQLException {
        if (!held) {
            return;
        }
        held = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + key + ")");
        }
    }

    /** A pooler in transaction mode hands each statement to another session, where the lock is somebody else's. */
    private void checkBackend(int now) {
        if (now != backend) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "two statements of one connection ran in two sessions of the server (" + backend + ", " + now
                            + "): a pooler in transaction mode stands between, behind which no lock lasts",
                    "Connect to the server itself, or to a pool in session mode (PgBouncer: pool_mode = session), for "
                            + "migrations; the application may go on using the pooler.");
        }
    }

    private LockHolder holder() throws SQLException {
        return seen().orElseGet(() -> new LockHolder("a session that has ended meanwhile", Optional.empty()));
    }

    /** Returns who holds the lock, or empty where nobody does. */
    private Optional<LockHolder> seen() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + Activity.WORDS + ", a.backend_start" + Activity.OF_LOCKS + "WHERE " + granted())) {
            return row.next()
                    ? Optional.of(new LockHolder(
                            row.getString(1),
                            Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)))
                    : Optional.empty();
        }
    }

    /** A key of 64 bits shows as two halves (https://www.postgresql.org/docs/current/view-pg-locks.html). */
    private String granted() {
        return "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = " + (key >>> 32)
                + "::oid AND l.objid = " + (key & 0xFFFF_FFFFL)
                + "::oid AND " + Activity.HERE;
    }

    /** Returns the key of a ledger's lock. */
    static long key(Environment environment, String table) {
        return key("migration ledger " + new ObjectName(environment.schema(), table).quoted());
    }

    static long key(String text) {
        byte[] hash = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }
}
