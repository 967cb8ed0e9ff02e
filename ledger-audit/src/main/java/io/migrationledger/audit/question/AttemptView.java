package io.migrationledger.audit.question;

import io.migrationledger.event.Direction;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.Optional;

/**
 * One attempt to apply a migration or to roll it back.
 *
 * @param started the event that began it
 * @param last the last event of it: the one that ended it, or of an open one its last mark
 * @param ended whether it ended
 */
public record AttemptView(LedgerEvent.Started started, LedgerEvent last, boolean ended) {

    /** Returns which migration it was. */
    public MigrationId id() {
        return started.id();
    }

    /** Returns whether it was to apply or to roll back. */
    public Direction direction() {
        return started.header().direction();
    }

    /** Returns how many of the statements are known to have taken effect. */
    public int done() {
        return last.header().done();
    }

    /** Returns what the database said where it failed; empty where nothing was said. */
    public Optional<Failure> error() {
        return last instanceof LedgerEvent.Failed failed ? failed.error() : Optional.empty();
    }

    /** Returns whether it took effect, wholly. */
    public boolean isDone() {
        return ended && !(last instanceof LedgerEvent.Failed);
    }

    /**
     * Returns how long it ran; empty where nobody knows: it is open, or its process ended without a word, or a person said
     * how it ended, or another tool made it.
     */
    public Optional<Duration> took() {
        boolean known = ended
                && last.origin() != Origin.INTERRUPTED
                && last.origin() != Origin.RESOLVED
                && last.origin() != Origin.ADOPTED;
        return known ? Optional.of(last.header().elapsed()) : Optional.empty();
    }
}
