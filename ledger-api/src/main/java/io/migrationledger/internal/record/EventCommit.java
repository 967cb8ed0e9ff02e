package io.migrationledger.internal.record;

import io.migrationledger.internal.connect.DatabaseErrors;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.connect.Rollback;
import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits staged events where no transaction of a migration is open; makes the ledger's tables before the first. Where scripts
 * cannot be kept, the events are written all the same, and name none.
 */
public final class EventCommit {
    private final DialectSession session;
    private final Recorder recorder;
    private final Consumer<String> warnings;
    private boolean tableExists;
    /** Whether the table of scripts was made, or was tried to be made, by this run. */
    private boolean scriptTableTried;

    /** Why scripts are not kept although they were to be, until a person is told. */
    private @Nullable String notKept;

    public EventCommit(DialectSession session, Recorder recorder, Consumer<String> warnings) {
        this.session = session;
        this.recorder = recorder;
        this.warnings = warnings;
        this.tableExists = recorder.hasCommitted();
    }

    /**
     * Writes and commits what is staged: one statement, which commits by itself, wherever that is enough. Runs it again
     * where the database refuses it because of another transaction.
     */
    public void commitStaged() throws SQLException {
        for (int attempts = 1; !isCommitted(attempts); attempts++) {
            recorder.stageAgain();
            Retry.pause(Retry.pauseAfterConflict(attempts));
        }
        tableExists = true;
        recorder.committed();
        if (notKept != null) {
            warnings.accept(notKept);
            notKept = null;
        }
    }

    private boolean isCommitted(int attempts) throws SQLException {
        try {
            commitOnce();
            return true;
        } catch (SQLException e) {
            if (helpsWithScripts(e)) {
                return isCommitted(attempts);
            }
            // Where there is no lock, another first run may have made the table just now: the key then decides.
            boolean conflict = session.isSerializationFailure(e) || (!tableExists && session.isDuplicateKey(e));
            if (conflict && Retry.againAfterConflict(attempts)) {
                return false;
            }
            recorder.rolledBack();
            if (session.isDuplicateKey(e) && recorder.isOvertaken()) {
                throw recorder.overtaken(e);
            }
            throw e;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof SQLException error && helpsWithScripts(error)) {
                return isCommitted(attempts);
            }
            recorder.rolledBack();
            throw e;
        }
    }

    /**
     * Where the error may be about the table of scripts, makes that table, or does without; returns whether the same is to be
     * tried again. An account that may not make the table, or not write it, migrates all the same.
     */
    private boolean helpsWithScripts(SQLException error) throws SQLException {
        boolean ours = recorder.scripts().isAnyOn()
                && (recorder.scripts().pending() || !tableExists)
                && recorder.touched() != Touched.LEDGER
                && !session.isDuplicateKey(error)
                && !session.isSerializationFailure(error)
                && !session.isLockTimeout(error)
                && !session.isConnectionLost(error)
                && !DatabaseErrors.isCancelled(error.getSQLState(), error.getErrorCode(), session.words(error));
        if (!ours) {
            return false;
        }
        recorder.stageAgain();
        if (tableExists && !scriptTableTried && session.isMissingTable(error)) {
            try {
                createScriptTable();
                return true;
            } catch (SQLException refused) {
                Suppressed.add(refused, error);
                giveUpScripts(refused, true);
                return true;
            }
        }
        giveUpScripts(
                error,
                recorder.touched() == Touched.SCRIPTS || session.words(error).contains(scriptTable()));
        return true;
    }

    /** @param certain whether the error is about the table of scripts, and not perhaps about the events beside them */
    private void giveUpScripts(SQLException error, boolean certain) throws SQLException {
        boolean both = recorder.scripts().isOn() && recorder.scripts().areSnapshotsOn();
        String what = both
                ? "the SQL and the schema of this run are"
                : (recorder.scripts().isOn() ? "the SQL" : "the schema") + " of this run is";
        String off = both
                ? "keep-scripts=false and keep-snapshots=false."
                : recorder.scripts().isOn() ? "keep-scripts=false." : "keep-snapshots=false.";
        recorder.stageWithoutScripts();
        String table = session.scriptTable();
        notKept = what + " not kept: "
                + (certain
                        ? table + " cannot be made or written (" + session.words(error) + "). Allow it, or say"
                        : "the events could not be written together with it (" + session.words(error)
                                + "), and could without. If " + table + " cannot be written, allow it, or say")
                + " " + off;
    }

    /** Returns the name of the table of scripts as databases say it in their errors: without quotes and schema. */
    private String scriptTable() throws SQLException {
        String quoted = session.scriptTable();
        String name = quoted.substring(quoted.lastIndexOf('.') + 1);
        return name.length() > 2 && !Character.isLetterOrDigit(name.charAt(0))
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** Makes the table where the ledger has been there without. */
    private void createScriptTable() throws SQLException {
        scriptTableTried = true;
        if (session.declined().contains(Capability.TRANSACTIONAL_DDL)) {
            warn(session.createScriptTable());
            return;
        }
        session.begin();
        try {
            warn(session.createScriptTable());
            session.commit();
        } catch (SQLException | RuntimeException e) {
            Rollback.quietly(session, e);
            throw e;
        }
    }

    private void createTables() throws SQLException {
        recorder.touching(Touched.LEDGER);
        List<String> told = session.createLedgerTable();
        warn(told);
        if (recorder.scripts().isAnyOn()) {
            scriptTableTried = true;
            recorder.touching(Touched.SCRIPTS);
            List<String> again = session.createScriptTable();
            // The same account cannot do the same for both tables: once is enough to be told.
            warn(told.isEmpty() ? again : List.of());
        }
    }

    private void commitOnce() throws SQLException {
        boolean apart = session.declined().contains(Capability.TRANSACTIONAL_DDL);
        if (!tableExists && apart) {
            createTables();
        }
        boolean createInside = !tableExists && !apart;
        if (!createInside && recorder.needsNoTransaction()) {
            recorder.write();
        } else {
            recorder.touching(Touched.LEDGER);
            session.begin();
            try {
                if (createInside) {
                    createTables();
                }
                recorder.write();
                recorder.touching(Touched.BOTH);
                session.commit();
            } catch (SQLException | RuntimeException e) {
                Rollback.quietly(session, e);
                throw e;
            }
        }
    }

    private void warn(List<String> texts) {
        texts.forEach(warnings);
    }
}
