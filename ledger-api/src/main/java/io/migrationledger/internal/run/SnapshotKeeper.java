package io.migrationledger.internal.run;

import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.OnDrift;
import io.migrationledger.event.ScriptMark;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.RunScripts;
import io.migrationledger.internal.schema.DriftLook;
import io.migrationledger.internal.schema.SchemaLook;
import io.migrationledger.internal.schema.SnapshotDocument;
import io.migrationledger.internal.script.PackedText;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshots of the schema are kept with the events of a run: one with its first event, of what the schema held before
 * anything ran, and one with each event that ends what it did, of what the schema holds then. The first is committed outside of
 * any migration's transaction, so that a table that cannot be written is found out where that harms nothing. No migration fails
 * for want of a snapshot. Confined to one thread.
 */
final class SnapshotKeeper {
    private final DialectSession session;
    private final RunScripts texts;
    private final Consumer<String> warnings;
    private @Nullable KeptScript before;
    private @Nullable ScriptMark beforeMark;

    SnapshotKeeper(DialectSession session, RunScripts texts, Consumer<String> warnings) {
        this.session = session;
        this.texts = texts;
        this.warnings = warnings;
    }

    /**
     * Reads what the schema holds before anything runs, compares it with what is known of it, and keeps snapshots from then on,
     * as the settings say.
     *
     * @throws LedgerException where it was changed outside of the ledger, and that is to be refused
     */
    void begin(LedgerStore store, boolean kept, OnDrift onDrift) throws SQLException {
        Snapshot snapshot;
        try {
            snapshot = SchemaLook.snapshot(session);
        } catch (SQLException | RuntimeException e) {
            if (kept) {
                beforeMark = leftOut(e);
            } else {
                notLookedAt(e);
            }
            return;
        }
        if (onDrift != OnDrift.IGNORE) {
            new DriftLook(store, warnings).check(snapshot, onDrift);
        }
        if (!kept) {
            return;
        }
        try {
            before = SnapshotDocument.of(snapshot);
            texts.snapshotsOn();
        } catch (PackedText.TooLong e) {
            beforeMark = leftOut(e);
        }
    }

    /** Returns what the first event of an attempt says of the schema before it: only the first of the run says something. */
    ScriptMark before() {
        KeptScript row = before;
        ScriptMark mark = beforeMark == null ? ScriptMark.NONE : beforeMark;
        if (row != null && texts.areSnapshotsOn()) {
            texts.stage(row);
            mark = ScriptMark.of(row.hash());
        }
        before = null;
        beforeMark = null;
        return mark;
    }

    /** Returns what an event says of the schema that it leaves behind, and stages that. */
    ScriptMark after() throws SQLException {
        if (!texts.areSnapshotsOn()) {
            return ScriptMark.NONE;
        }
        try {
            KeptScript row = SnapshotDocument.of(SchemaLook.snapshot(session));
            texts.stage(row);
            return ScriptMark.of(row.hash());
        } catch (SQLException | RuntimeException | PackedText.TooLong e) {
            return leftOut(e);
        }
    }

    /** Where nothing is kept, it was only to be looked whether the schema was changed. */
    private void notLookedAt(Exception error) throws SQLException {
        throwWhatEndsTheRun(error);
        warnings.accept("whether the schema was changed outside of the ledger cannot be told: it cannot be read ("
                + words(error) + ")");
    }

    private ScriptMark leftOut(Exception error) throws SQLException {
        throwWhatEndsTheRun(error);
        String why = error instanceof PackedText.TooLong ? String.valueOf(error.getMessage()) : "it could not be read";
        warnings.accept(
                "no snapshot of the schema is kept: "
                        + words(error)
                        + ". What this run changes cannot be told from what others change; keep-snapshots=false says no more of it.");
        return ScriptMark.leftOut(why);
    }

    /** What says that the run itself cannot go on is no matter of the snapshot. */
    private void throwWhatEndsTheRun(Exception error) throws SQLException {
        if (error instanceof SQLException sql
                && (session.isConnectionLost(sql)
                        || session.isSerializationFailure(sql)
                        || session.isLockTimeout(sql))) {
            throw sql;
        }
    }

    private String words(Exception error) {
        return error instanceof SQLException sql ? session.words(sql) : String.valueOf(error.getMessage());
    }
}
