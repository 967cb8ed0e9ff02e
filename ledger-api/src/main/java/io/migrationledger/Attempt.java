package io.migrationledger;

import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.record.LockedSession;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;

/** An attempt at one migration that the caller runs. Ended once, on the thread of its session. */
public final class Attempt {
    private final LockedSession session;
    private final long started;
    private final MigrationId id;
    private final Direction direction;
    private final String checksum;
    private final String description;
    private final long start = System.nanoTime();

    Attempt(
            LockedSession session,
            long started,
            MigrationId id,
            Direction direction,
            String checksum,
            String description) {
        this.session = session;
        this.started = started;
        this.id = id;
        this.direction = direction;
        this.checksum = checksum;
        this.description = description;
    }

    /**
     * Records that the migration is in effect. Where the caller has a transaction open, the record is part of it and is
     * committed or rolled back with it; otherwise it is committed at once.
     *
     * @throws LedgerException where the attempt is not open, or was begun to take the migration back
     */
    public LedgerEvent applied() {
        return end(Direction.UP);
    }

    /**
     * Records that the migration is no longer in effect; joins the caller's transaction as {@link #applied} does.
     *
     * @throws LedgerException where the attempt is not open, or was begun to apply the migration
     */
    public LedgerEvent rolledBack() {
        return end(Direction.DOWN);
    }

    /**
     * Records that the attempt failed and left nothing behind: rolls the caller's transaction back where one is open, and
     * commits the record by itself. What was executed outside a transaction the caller has undone.
     *
     * @throws LedgerException where the attempt is not open
     */
    public LedgerEvent failed(Throwable error) {
        return session.failed(started, id, direction, checksum, error, elapsed());
    }

    private LedgerEvent end(Direction expected) {
        if (direction != expected) {
            throw LedgerException.input(
                    ErrorCode.MISUSE,
                    "the attempt at migration " + id + " was begun as " + direction,
                    "End it with " + (direction == Direction.UP ? "applied()" : "rolledBack()") + ".");
        }
        return session.ended(started, id, direction, checksum, description, elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
