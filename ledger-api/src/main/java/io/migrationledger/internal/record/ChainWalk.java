package io.migrationledger.internal.record;

import io.migrationledger.Verification;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventGrammar;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the chain of hashes from the first event on, and stops at the first that is wrong. */
public final class ChainWalk implements LedgerStore.RowConsumer {
    private long next = 1;
    private String previous = EventHeader.NO_HASH;
    private Verification.@Nullable Broken broken;
    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Map<String, Recorder.Tally> tallies = new HashMap<>();
    private final Consumer<? super LedgerEvent> good;

    /** Begins before the first event. */
    public ChainWalk() {
        this(event -> {});
    }

    /** Begins before the first event, and hands each event that is good to the consumer. */
    public ChainWalk(Consumer<? super LedgerEvent> good) {
        this.good = good;
    }

    @Override
    public void row(long sequence, String type, String origin, @Nullable EventHeader header, String problem) {
        if (broken != null) {
            return;
        }
        String wrong = sequence == next ? wrong(header, problem) : "event " + next + " is missing";
        if (!wrong.isEmpty() || header == null) {
            broken = new Verification.Broken(Math.min(next, sequence), wrong);
            return;
        }
        @Nullable LedgerEvent event;
        try {
            event = CanonicalEncoding.hashOf(EventType.valueOf(type), origin, header)
                            .equals(header.hash())
                    ? EventDetail.toEvent(type, origin, header)
                    : null;
            wrong = event == null ? "its contents do not match its hash" : contradiction(event);
        } catch (RuntimeException e) {
            event = null;
            wrong = "the row cannot be read: " + e.getMessage();
        }
        if (event == null || !wrong.isEmpty()) {
            broken = new Verification.Broken(next, wrong);
            return;
        }
        previous = header.hash();
        next++;
        good.accept(event);
    }

    private String wrong(@Nullable EventHeader header, String problem) {
        if (header == null || !problem.isEmpty()) {
            return "the row cannot be read: " + problem;
        }
        return header.previousHash().equals(previous)
                ? ""
                : "it does not follow the event before it (previous hash " + shortened(header.previousHash())
                        + ", expected " + shortened(previous) + ")";
    }

    /** The digest and the count are a function of the events before: a writer that got them wrong is found here. */
    private String contradiction(LedgerEvent event) {
        Optional<MigrationState> before = Optional.ofNullable(states.get(event.id()));
        Optional<String> ungrammatical = EventGrammar.contradiction(before, event);
        if (ungrammatical.isPresent()) {
            return ungrammatical.get();
        }
        MigrationState after = MigrationState.after(before, event);
        states.put(event.id(), after);
        Recorder.Tally tally = tallies.getOrDefault(event.id().namespace(), Recorder.Tally.NONE)
                .moved(before, after);
        tallies.put(event.id().namespace(), tally);
        boolean same = tally.digest().equals(event.header().appliedDigest())
                && tally.unsettled() == event.header().unsettled();
        return same ? "" : "its digest of what is in effect does not follow from the events before it";
    }

    public Verification verification() {
        return new Verification(next - 1, previous, Optional.ofNullable(broken));
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
