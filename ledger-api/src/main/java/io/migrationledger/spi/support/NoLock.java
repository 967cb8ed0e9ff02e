package io.migrationledger.spi.support;

import io.migrationledger.spi.LockHolder;
import java.util.Optional;

/**
 * The lock of a database that has none, for drivers that decline {@link io.migrationledger.spi.Capability#SESSION_LOCK}:
 * everybody gets it at once. The ledger's key keeps order then: of two runners that begin at the same time, the second
 * stops with ML-1404 at the first number that the other has taken, before it changes anything.
 */
public final class NoLock implements SessionLock {
    private boolean held;

    /** Returns empty: the lock is held, by everybody who asks. */
    @Override
    public Optional<LockHolder> tryLock() {
        held = true;
        return Optional.empty();
    }

    /** Returns whether this session has taken it. */
    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public void unlock() {
        held = false;
    }
}
