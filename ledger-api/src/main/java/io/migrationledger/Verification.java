package io.migrationledger;

import java.util.Optional;

/**
 * What a walk along the chain of hashes found, and a look at the kept scripts that its events name.
 *
 * @param events how many events were good, counted from the first
 * @param head the hash of the newest event, or 64 zeros for an empty ledger
 * @param broken the first event that is wrong, or whose kept script is not there or not what its hash says; empty where all
 *     is whole
 * @param scripts how many kept scripts were found good, before the one that is not
 */
public record Verification(long events, String head, Optional<Broken> broken, long scripts) {

    /** Creates what a walk found that looked at no scripts. */
    public Verification(long events, String head, Optional<Broken> broken) {
        this(events, head, broken, 0);
    }

    /**
     * The first broken link.
     *
     * @param sequence the sequence number that is wrong, or that is missing
     * @param what what is wrong with it
     */
    public record Broken(long sequence, String what) {}

    /** Returns whether the chain is whole, and every kept script that it names. */
    public boolean isIntact() {
        return broken.isEmpty();
    }
}
