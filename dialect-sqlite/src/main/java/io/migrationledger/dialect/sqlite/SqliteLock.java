package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import java.util.Optional;

/** The lock between runners of one database. */
interface SqliteLock {
    /** Tries once; returns empty where the lock is now held, otherwise who holds it. */
    Optional<LockHolder> tryLock();

    /** Looks who holds it, and leaves nothing behind. */
    LockSight look();

    boolean isHeld();

    void unlock();
}
