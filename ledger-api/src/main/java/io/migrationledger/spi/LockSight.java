package io.migrationledger.spi;

import java.util.Optional;

/**
 * What a look at the lock shows: whether a run is at work.
 *
 * @param state whether it is held
 * @param holder who holds it; empty where nobody does or nobody can be seen
 */
public record LockSight(State state, Optional<LockHolder> holder) {
    /** Nobody holds it. */
    public static final LockSight FREE = new LockSight(State.FREE, Optional.empty());

    /** It cannot be seen. */
    public static final LockSight UNKNOWN = new LockSight(State.UNKNOWN, Optional.empty());

    /** Whether the lock is held. */
    public enum State {
        /** Nobody holds it: no run is at work. */
        FREE,
        /** Somebody holds it. */
        HELD,
        /** The database does not show it. */
        UNKNOWN
    }

    /** Returns the sight of a lock that somebody holds. */
    public static LockSight heldBy(LockHolder holder) {
        return new LockSight(State.HELD, Optional.of(holder));
    }
}
