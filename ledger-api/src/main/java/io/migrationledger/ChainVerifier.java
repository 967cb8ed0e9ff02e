package io.migrationledger;

import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.record.ChainWalk;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chain of events that stands anywhere, in a file for instance, just as {@link Ledger#verify()} follows that of a
 * database: sequence without gaps, previous hash, hash, digest and count of what is in effect, and whether each event may
 * follow those before it. Holds what is known of each migration, not the events. Confined to one thread.
 */
public final class ChainVerifier {
    private final ChainWalk walk;

    /** Begins before the first event. */
    public ChainVerifier() {
        this(event -> {});
    }

    /** Begins before the first event, and hands each event that is good to the consumer. */
    public ChainVerifier(Consumer<? super LedgerEvent> good) {
        this.walk = new ChainWalk(good);
    }

    /**
     * Takes the next event; once one was wrong, those behind it count no more.
     *
     * @param type the event's type, as it is written
     * @param origin the event's origin, as it is written
     * @param header what is written of it, or null where that cannot be read
     * @param problem what is wrong with how it is written, or the empty string
     * @return whether it is good, and those before it
     */
    public boolean add(long sequence, String type, String origin, @Nullable EventHeader header, String problem) {
        walk.row(sequence, type, origin, header, problem);
        return walk.verification().isIntact();
    }

    /** Returns what was found so far. */
    public Verification verification() {
        return walk.verification();
    }

    /** Returns the first event that is wrong, or empty where none is so far. */
    public Optional<Verification.Broken> broken() {
        return walk.verification().broken();
    }
}
