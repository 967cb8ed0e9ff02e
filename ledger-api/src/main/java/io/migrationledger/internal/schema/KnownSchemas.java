package io.migrationledger.internal.schema;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.KnownSchema;
import io.migrationledger.LedgerException;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the newest kept snapshot, and what ran after it. It never takes for a change from outside what a migration may have
 * done: an attempt that is open, was cut off or left anything behind counts as one that may have changed the schema.
 */
public final class KnownSchemas {
    private final LedgerStore store;

    /** Reads this ledger. */
    public KnownSchemas(LedgerStore store) {
        this.store = store;
    }

    /**
     * Returns what is known, or empty where no event names a snapshot.
     *
     * @throws LedgerException with code {@link ErrorCode#BROKEN_CHAIN} where the snapshot is not there that an event names
     */
    public Optional<KnownSchema> newest() throws SQLException {
        Optional<LedgerEvent> event = store.newestWithSnapshot();
        if (event.isEmpty()) {
            return Optional.empty();
        }
        Later later = new Later(event.get());
        store.forEachAfter(event.get().sequence(), later::add);
        String hash = event.get().snapshot().orElseThrow();
        KeptScript row = store.scripts()
                .read(hash)
                .orElseThrow(() -> new LedgerException(
                        ErrorCode.BROKEN_CHAIN,
                        "the snapshot that event " + event.get().sequence() + " names is not there",
                        LedgerException.NOTHING_CHANGED,
                        Advice.of("'", Action.VERIFY, "' tells what else is wrong.")));
        return Optional.of(new KnownSchema(event.get(), row, later.changed()));
    }

    /** What ran after an event. */
    private static final class Later {
        /** How many statements were done before each attempt that has not ended. */
        private final Map<MigrationId, Integer> open = new HashMap<>();

        private final Set<MigrationId> changed = new LinkedHashSet<>();

        Later(LedgerEvent from) {
            add(from);
            changed.clear(); // what it ended is in its snapshot
        }

        void add(LedgerEvent event) {
            int done = event.header().done();
            if (event instanceof LedgerEvent.Started && event.origin() == Origin.EXECUTED) {
                open.put(event.id(), done);
            } else if (event instanceof LedgerEvent.Step) {
                if (done > open.getOrDefault(event.id(), done)) {
                    changed.add(event.id());
                }
            } else if (event instanceof LedgerEvent.Failed failed) {
                Integer before = open.remove(event.id());
                boolean nothing =
                        before == null || (done <= before && failed.doubt().isEmpty());
                if (!nothing) {
                    changed.add(event.id());
                }
            } else if (open.remove(event.id()) != null) {
                changed.add(event.id());
            }
        }

        List<MigrationId> changed() {
            Set<MigrationId> all = new LinkedHashSet<>(changed);
            all.addAll(open.keySet());
            return new ArrayList<>(all);
        }
    }
}
