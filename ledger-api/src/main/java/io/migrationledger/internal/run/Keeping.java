package io.migrationledger.internal.run;

import io.migrationledger.LedgerException;
import io.migrationledger.OnDrift;
import io.migrationledger.Problem;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.schema.DriftLook;
import io.migrationledger.internal.schema.SchemaLook;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a run keeps beside the ledger, scripts and snapshots of the schema, and the drift that the snapshots tell of. */
final class Keeping {
    private final DialectSession session;
    private final LedgerStore store;
    private final Settings settings;
    private final List<String> notes;

    /** @param notes takes what a person should know */
    Keeping(DialectSession session, LedgerStore store, Settings settings, List<String> notes) {
        this.session = session;
        this.store = store;
        this.settings = settings;
        this.notes = notes;
    }

    private boolean hasTable() {
        return !session.declined().contains(Capability.KEPT_SCRIPTS);
    }

    private boolean keepsSnapshots() {
        return settings.keepSnapshots() && hasTable();
    }

    private OnDrift onDrift() {
        return settings.onDrift().orElse(keepsSnapshots() ? OnDrift.WARN : OnDrift.IGNORE);
    }

    /** Returns why a run would be refused as the schema was changed outside of the ledger; a note tells what only warns. */
    List<Problem> drift() throws SQLException {
        OnDrift choice = onDrift();
        if (choice == OnDrift.IGNORE) {
            return List.of();
        }
        Snapshot now;
        try {
            now = SchemaLook.snapshot(session);
        } catch (SQLException | LedgerException e) {
            notes.add("whether the schema was changed outside of the ledger cannot be told: it cannot be read ("
                    + e.getMessage() + ")");
            return List.of();
        }
        try {
            new DriftLook(store, notes::add).check(now, choice);
            return List.of();
        } catch (LedgerException e) {
            return List.of(new Problem(e.code(), Optional.empty(), e.what(), e.advice()));
        }
    }

    /** Looks at the schema, where that is wanted, and keeps snapshots of it from then on. */
    Optional<SnapshotKeeper> snapshots(Direction direction, Recorder recorder) throws SQLException {
        boolean kept = keepsSnapshots();
        OnDrift onDrift = direction == Direction.DOWN ? OnDrift.IGNORE : onDrift();
        if (!settings.keepSnapshots()
                && recorder.head().flatMap(LedgerEvent::snapshot).isPresent()) {
            notes.add(
                    "this run keeps no snapshot of the schema (keep-snapshots), as was done before: what it changes cannot"
                            + " be told from what is changed outside of the ledger");
        }
        if (!kept && onDrift == OnDrift.IGNORE) {
            return Optional.empty();
        }
        SnapshotKeeper keeper = new SnapshotKeeper(session, recorder.scripts(), settings.listener()::warning);
        // Refuses nothing behind an attempt that was cut off, so that nothing is lost of what was found out about it.
        keeper.begin(store, kept, onDrift);
        return Optional.of(keeper);
    }

    /** Returns what keeps the scripts of a run; it keeps none where that is not wanted, or the driver has no table for them. */
    ScriptKeeper scripts(Recorder recorder, List<Prepared> prepared) throws SQLException {
        if (!settings.keepScripts() || !hasTable()) {
            return new ScriptKeeper(recorder.scripts(), ScriptTable.Writing.ONE_TRANSACTION, 1, prepared);
        }
        recorder.scripts().on();
        return new ScriptKeeper(recorder.scripts(), session.scriptWriting(), session.rowsPerInsert(), prepared);
    }
}
