package io.migrationledger.internal.record;

import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.connect.Rollback;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Commits staged events where no transaction of a migration is open; makes the ledger table before the first. */
public final class EventCommit {
    private final DialectSession session;
    private final Recorder recorder;
    private final Consumer<String> warnings;
    private boolean tableExists;

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
    }

    private boolean isCommitted(int attempts) throws SQLException {
        try {
            commitOnce();
            return true;
        } catch (SQLException e) {
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
            recorder.rolledBack();
            throw e;
        }
    }

    private void commitOnce() throws SQLException {
        boolean apart = session.declined().contains(Capability.TRANSACTIONAL_DDL);
        if (!tableExists && apart) {
            warn(session.createLedgerTable());
        }
        boolean createInside = !tableExists && !apart;
        if (!createInside && recorder.fitsOneStatement()) {
            recorder.write();
        } else {
            session.begin();
            try {
                if (createInside) {
                    warn(session.createLedgerTable());
                }
                recorder.write();
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
