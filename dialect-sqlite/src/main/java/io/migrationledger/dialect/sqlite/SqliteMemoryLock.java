package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The lock of a database in memory. Connections of this process share it where their address says so (<a
 * href="https://www.sqlite.org/inmemorydb.html#sharedmemdb">In-memory databases and shared cache</a>); nobody else can open any
 * other one, and so nobody holds its lock.
 */
final class SqliteMemoryLock implements SqliteLock {
    private final Optional<String> shared;
    private boolean held;

    private SqliteMemoryLock(Optional<String> shared) {
        this.shared = shared;
    }

    static SqliteMemoryLock of(Connection connection) throws SQLException {
        return new SqliteMemoryLock(shared(connection));
    }

    /** Returns the address without what may stand in it in another order; empty where one connection has the database alone. */
    private static Optional<String> shared(Connection connection) throws SQLException {
        String address = Optional.ofNullable(connection.getMetaData().getURL()).orElse("");
        int options = address.indexOf('?');
        return options >= 0 && address.indexOf("cache=shared", options) >= 0
                ? Optional.of(address.substring(0, options))
                : Optional.empty();
    }

    boolean isShared() {
        return shared.isPresent();
    }

    @Override
    public Optional<LockHolder> tryLock() {
        Optional<LockHolder> holder = shared.flatMap(lock -> SqliteHolders.enter(lock, SqliteHolders.self()));
        held = holder.isEmpty();
        return holder;
    }

    @Override
    public LockSight look() {
        Optional<LockHolder> holder = shared.flatMap(SqliteHolders::of);
        return holder.map(LockSight::heldBy).orElse(LockSight.FREE);
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public void unlock() {
        if (held) {
            held = false;
            shared.ifPresent(SqliteHolders::leave);
        }
    }
}
