package io.migrationledger.internal.record;

import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells from the newest event alone what is pending: its digest says what is in effect. Where it equals the digest of the
 * first so many local files, then just those are in effect, unedited, and the rest is pending.
 */
public final class DigestCheck {

    private DigestCheck() {}

    /**
     * Returns what is pending in one namespace.
     *
     * @param local the namespace's migrations in the order in which they run
     * @param head the namespace's newest event, or empty
     * @return the pending migrations, or empty where one row cannot tell
     */
    static Optional<List<Migration>> pending(List<Migration> local, Optional<LedgerEvent> head) {
        if (head.isEmpty()) {
            return Optional.of(local);
        }
        LedgerEvent event = head.get();
        if (event.header().unsettled() > 0) {
            return Optional.empty();
        }
        AppliedDigest target = event.header().appliedDigest();
        List<Migration> versioned = new ArrayList<>();
        List<Migration> repeatable = new ArrayList<>();
        for (Migration migration : local) {
            (migration.repeatable() ? repeatable : versioned).add(migration);
        }
        // Repeatable migrations run last, so that each of them is in effect as it is now or the answer is in the
        // events.
        AppliedDigest digest = AppliedDigest.EMPTY;
        for (Migration migration : repeatable) {
            digest = digest.plus(migration.id(), migration.checksum());
        }
        for (int applied = 0; applied <= versioned.size(); applied++) {
            if (digest.equals(target)) {
                return Optional.of(versioned.subList(applied, versioned.size()));
            }
            if (applied < versioned.size()) {
                Migration next = versioned.get(applied);
                digest = digest.plus(next.id(), next.checksum());
            }
        }
        return Optional.empty();
    }

    /** Returns whether a migration requires or excludes one of which the head of its own namespace says nothing. */
    public static boolean requiresElsewhere(List<Migration> pending) {
        for (Migration migration : pending) {
            if (!migration.conflicts().isEmpty()) {
                return true;
            }
            for (MigrationId required : migration.directives().requires()) {
                if (!required.namespace().equals(migration.id().namespace())) {
                    return true;
                }
            }
        }
        return false;
    }
}
