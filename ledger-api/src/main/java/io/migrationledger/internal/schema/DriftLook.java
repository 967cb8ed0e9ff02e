package io.migrationledger.internal.schema;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KnownSchema;
import io.migrationledger.LedgerException;
import io.migrationledger.OnDrift;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks before a run whether the schema was changed outside of the ledger. Under the lock. */
public final class DriftLook {
    /** How many objects a message names. */
    private static final int NAMED = 5;

    private final LedgerStore store;
    private final Consumer<String> warnings;

    /** Compares with what this ledger keeps. */
    public DriftLook(LedgerStore store, Consumer<String> warnings) {
        this.store = store;
        this.warnings = warnings;
    }

    /**
     * Compares. What cannot be told stops nothing: what was interrupted has to be finished by a run.
     *
     * @param now what the schema holds
     * @throws LedgerException where something differs, and that is to be refused
     */
    public void check(Snapshot now, OnDrift choice) throws SQLException {
        Optional<KnownSchema> known;
        try {
            known = new KnownSchemas(store).newest();
        } catch (LedgerException e) {
            warnings.accept("whether the schema was changed outside of the ledger cannot be told: " + e.what());
            return;
        }
        if (known.isEmpty()) {
            if (choice == OnDrift.REFUSE && store.head().isPresent()) {
                warnings.accept(
                        "whether the schema was changed outside of the ledger cannot be told: it keeps no snapshot yet");
            }
            return;
        }
        Snapshot then;
        try {
            then = Snapshot.parse(known.get().snapshot().snapshot().orElse(""));
        } catch (IllegalArgumentException e) {
            warnings.accept(
                    "whether the schema was changed outside of the ledger cannot be told: the snapshot of event "
                            + known.get().event().sequence() + " cannot be compared (" + e.getMessage() + ")");
            return;
        }
        if (then.hash().equals(now.hash())) {
            return;
        }
        long event = known.get().event().sequence();
        if (!known.get().changedSince().isEmpty()) {
            warnings.accept("whether the schema was changed outside of the ledger cannot be told: since event " + event
                    + ", the newest with a snapshot, migration "
                    + known.get().changedSince().get(0) + " ran, or may have");
            return;
        }
        String what =
                "the schema was changed outside of the ledger since event " + event + ": " + told(differing(then, now));
        if (choice == OnDrift.REFUSE) {
            throw LedgerException.input(
                    ErrorCode.SCHEMA_DRIFTED,
                    what,
                    Advice.of(
                            "See what was changed: '",
                            Action.DRIFT,
                            "'. Undo it, write a migration for it, or record it as known: '",
                            Action.ACCEPT_SCHEMA,
                            "'. To run all the same: ",
                            Action.ON_DRIFT,
                            "."));
        }
        warnings.accept(what);
    }

    private static List<String> differing(Snapshot then, Snapshot now) {
        Map<String, SchemaItem> before = items(then);
        Map<String, SchemaItem> after = items(now);
        List<String> names = new ArrayList<>();
        before.forEach((name, item) -> {
            if (!item.equals(after.remove(name))) {
                names.add(name);
            }
        });
        names.addAll(after.keySet());
        if (!then.options().equals(now.options())) {
            names.add("what is said of the schema itself");
        }
        return names;
    }

    private static Map<String, SchemaItem> items(Snapshot snapshot) {
        Map<String, SchemaItem> items = new LinkedHashMap<>();
        snapshot.items().forEach(item -> items.put(item.kind() + " " + item.identity(), item));
        return items;
    }

    private static String told(List<String> names) {
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
