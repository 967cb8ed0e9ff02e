package io.migrationledger.internal.look;

import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.internal.record.LedgerStore;
import org.jspecify.annotations.Nullable;

/** Follows the chain of hashes through the newest events alone: quick, also where the history is long. */
final class RecentChain implements LedgerStore.RowConsumer {
    /** How many events are looked at. */
    static final int EVENTS = 200;

    private @Nullable EventHeader before;
    private int seen;
    private String broken = "";

    @Override
    public void row(long sequence, String type, String origin, @Nullable EventHeader header, String problem) {
        if (!broken.isEmpty()) {
            return;
        }
        String wrong =
                header == null || !problem.isEmpty() ? "it cannot be read: " + problem : wrong(type, origin, header);
        if (!wrong.isEmpty()) {
            broken = "event " + sequence + ": " + wrong;
        }
        before = header;
        seen++;
    }

    private String wrong(String type, String origin, EventHeader header) {
        if (before != null && header.sequence() != before.sequence() + 1) {
            return "it follows event " + before.sequence();
        }
        if (before != null && !header.previousHash().equals(before.hash())) {
            return "it does not follow the event before it";
        }
        try {
            return CanonicalEncoding.hashOf(EventType.valueOf(type), origin, header)
                            .equals(header.hash())
                    ? ""
                    : "its contents do not match its hash";
        } catch (IllegalArgumentException e) {
            return "it cannot be read: " + e.getMessage();
        }
    }

    /** Returns what is wrong, or the empty string. */
    String broken() {
        return broken;
    }

    /** Returns how many events were looked at. */
    int seen() {
        return seen;
    }
}
