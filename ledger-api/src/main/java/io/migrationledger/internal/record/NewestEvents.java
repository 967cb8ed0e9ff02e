package io.migrationledger.internal.record;

import static io.migrationledger.ErrorCode.FENCED;

import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Actor;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the newest event of each namespace tells: enough for nearly every run, whatever the length of the history. */
public final class NewestEvents {
    private final LedgerStore store;
    private final List<Migration> migrations;
    private final Set<String> namespaces;
    private final Map<String, Optional<LedgerEvent>> read = new HashMap<>();
    private Optional<LedgerEvent> newestBefore = Optional.empty();

    public NewestEvents(LedgerStore store, List<Migration> migrations, Set<String> namespaces) {
        this.store = store;
        this.migrations = migrations;
        this.namespaces = namespaces;
    }

    /** Returns what is pending in the order in which it runs, or empty where the newest rows alone cannot tell. */
    public Optional<List<Migration>> pending() throws SQLException {
        newestBefore = newest();
        Set<MigrationId> pending = new HashSet<>();
        for (String namespace : namespaces) {
            List<Migration> own = new ArrayList<>(migrations.size());
            for (Migration migration : migrations) {
                if (migration.id().namespace().equals(namespace)) {
                    own.add(migration);
                }
            }
            Optional<LedgerEvent> head = store.head(namespace);
            read.put(namespace, head);
            Optional<List<Migration>> tail = DigestCheck.pending(own, head);
            if (tail.isEmpty()) {
                return Optional.empty();
            }
            for (Migration migration : tail.get()) {
                pending.add(migration.id());
            }
        }
        List<Migration> ordered = new ArrayList<>(pending.size());
        for (Migration migration : migrations) {
            if (pending.contains(migration.id())) {
                ordered.add(migration);
            }
        }
        return Optional.of(ordered);
    }

    /** Returns the newest event among the namespaces that were read, or empty where they have none. */
    public Optional<LedgerEvent> newest() {
        Optional<LedgerEvent> newest = Optional.empty();
        for (Optional<LedgerEvent> head : read.values()) {
            if (head.isPresent()
                    && (newest.isEmpty() || newest.get().sequence() < head.get().sequence())) {
                newest = head;
            }
        }
        return newest;
    }

    /** Returns whether the last look at what is pending found another newest event than the look before. */
    public boolean hasMoved() {
        return !newest().equals(newestBefore);
    }

    /**
     * Returns whether something pending may have taken effect once although the digest does not count it: it was
     * forgotten, and its file is here again. One query for each namespace that has events and something pending.
     */
    public boolean mayHide(List<Migration> pending) throws SQLException {
        Set<String> asked = new HashSet<>();
        for (Migration migration : pending) {
            String namespace = migration.id().namespace();
            boolean begun = read.getOrDefault(namespace, Optional.empty()).isPresent();
            if (asked.add(namespace) && begun && store.hasForgotten(namespace)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Continues from the newest events alone; what is pending is known to have left nothing in effect. The newest of all is
     * read first: what a runner writes after that takes the sequence number of this one's next event. It is the newest of its
     * own namespace, too, which is not asked for once more.
     *
     * @throws LedgerException where another runner has written since {@link #pending} was asked, although this one has the
     *     lock
     */
    public Recorder recorder(Clock clock, Actor actor) throws SQLException {
        Optional<LedgerEvent> head = store.head();
        Map<String, Recorder.Tally> tallies = new HashMap<>();
        for (String namespace : namespaces) {
            boolean known = head.isEmpty() || head.get().id().namespace().equals(namespace);
            Optional<LedgerEvent> newest = known ? head : store.head(namespace);
            if (!newest.equals(read.getOrDefault(namespace, Optional.empty()))) {
                throw new LedgerException(
                        FENCED,
                        "another runner has written to this ledger while this one had the lock",
                        "This runner stopped before it recorded anything.",
                        Advice.again(": it goes on from what is recorded."));
            }
            tallies.put(namespace, Recorder.Tally.at(newest));
        }
        return new Recorder(
                Recorder.Run.after(head),
                store,
                new LedgerState(),
                head,
                namespace -> tallies.getOrDefault(namespace, Recorder.Tally.NONE),
                clock,
                actor);
    }
}
