package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;

/**
 * What every event carries, exactly as it is stored: the hash of an event is a function of this and of its type and
 * origin.
 *
 * @param sequence position in the ledger: 1, 2, 3, … without gaps
 * @param id the migration the event is about
 * @param direction whether the up or the down script is meant
 * @param checksum SHA-256 of the migration's up script, in hexadecimal
 * @param done how many of the attempt's statements are known to have taken effect at this event
 * @param batch the number shared by all events of one run
 * @param runId identifies the run: random, unique
 * @param actor who recorded the event
 * @param recordedAt when, in UTC with microseconds; data only, never used for order
 * @param elapsed time since the attempt began, in microseconds; zero where nothing ran
 * @param unsettled how many migrations of the namespace are open, part-way or in doubt after this event
 * @param appliedDigest {@link AppliedDigest} of the namespace after this event
 * @param detail attributes of the event's type, as one JSON object
 * @param previousHash hash of the event before, or 64 zeros for the first
 * @param hash SHA-256 over the canonical encoding, in hexadecimal
 */
public record EventHeader(
        long sequence,
        MigrationId id,
        Direction direction,
        String checksum,
        int done,
        int batch,
        String runId,
        Actor actor,
        Instant recordedAt,
        Duration elapsed,
        int unsettled,
        AppliedDigest appliedDigest,
        String detail,
        String previousHash,
        String hash) {

    /** The previous hash of the very first event. */
    public static final String NO_HASH = "0".repeat(64);
}
