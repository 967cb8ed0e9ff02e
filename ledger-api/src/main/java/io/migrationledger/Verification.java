package io.migrationledger;

import java.util.Optional;

/**
 * What a walk along the chain of hashes found.
 *
 * @param events how many events were good, counted from the first
 * @param head the hash of the newest event, or 64 zeros for an empty ledger
 * @param broken the first event that is wrong, or empty where the chain is whole
 */
public record Verification(long events, String head, Optional<Broken> broken) {

    /**
     * The first broken link.
     *
     * @param sequence the sequence number that is wrong, or that is missing
     * @param what what is wrong with it
     */
    public record Broken(long sequence, String what) {}

    /** Returns whether the chain is whole. */
    public boolean isIntact() {
        return broken.isEmpty();
    }
}
