package io.migrationledger.internal.record;

import io.migrationledger.KeptScript;
import io.migrationledger.Verification;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventGrammar;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the chain of hashes from the first event on, and stops at the first that is wrong; then looks at the kept scripts
 * that the good events name.
 */
public final class ChainWalk implements LedgerStore.RowConsumer {
    private long next = 1;
    private String previous = EventHeader.NO_HASH;
    private Verification.@Nullable Broken broken;
    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Map<String, Recorder.Tally> tallies = new HashMap<>();
    /** The event that is the first to name a script, and the hash of the event before it. */
    private record FirstNamed(long sequence, String previousHash) {}

    /** By the scripts' hashes, in the order of the events. */
    private final Map<String, FirstNamed> scripts = new LinkedHashMap<>();

    private static final int SCRIPTS_AT_ONCE = 16;

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
        String before = previous;
        event.kept().forEach(hash -> scripts.putIfAbsent(hash, new FirstNamed(sequence, before)));
        previous = header.hash();
        next++;
        good.accept(event);
    }

    /** The event that was found good last is wrong all the same. */
    void reject(LedgerEvent event, String what) {
        next = event.sequence();
        previous = event.header().previousHash();
        broken = new Verification.Broken(event.sequence(), what);
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

    /** Returns what the walk found, once all rows were handed over; of the scripts nothing. */
    public Verification verification() {
        return new Verification(next - 1, previous, Optional.ofNullable(broken), 0);
    }

    /** Returns what the walk found, once all rows were handed over, and what the table of kept scripts says. */
    public Verification verification(ScriptStore store) throws SQLException {
        List<String> hashes = List.copyOf(scripts.keySet());
        long good = 0;
        for (int from = 0; from < hashes.size(); from += SCRIPTS_AT_ONCE) {
            List<String> some = hashes.subList(from, Math.min(hashes.size(), from + SCRIPTS_AT_ONCE));
            Map<String, KeptScript> found = new HashMap<>();
            store.read(some).forEach(script -> found.put(script.hash(), script));
            for (String hash : some) {
                KeptScript script = found.get(hash);
                if (script == null || !script.isIntact()) {
                    FirstNamed first = Objects.requireNonNull(scripts.get(hash));
                    return new Verification(
                            first.sequence() - 1,
                            first.previousHash(),
                            Optional.of(new Verification.Broken(
                                    first.sequence(), wrong(hash, Optional.ofNullable(script)))),
                            good);
                }
                good++;
            }
        }
        return new Verification(next - 1, previous, Optional.ofNullable(broken), good);
    }

    /** Says what is wrong with a kept text. */
    static String wrong(String hash, Optional<KeptScript> script) {
        return "the kept text that it names (" + shortened(hash) + ") is "
                + (script.isEmpty() ? "not there" : "not what its hash says");
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
