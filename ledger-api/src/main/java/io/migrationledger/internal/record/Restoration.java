package io.migrationledger.internal.record;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.connect.Rollback;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts the events of another ledger into an empty one, unchanged. All rows are in one transaction, so that no instant shows a
 * part of a history: a run would take what is not there yet for pending. Under the lock.
 */
final class Restoration {
    private final DialectSession session;
    private final LedgerStore store;
    private final Settings settings;

    Restoration(DialectSession session, LedgerStore store, Settings settings) {
        this.session = session;
        this.store = store;
        this.settings = settings;
    }

    /**
     * Writes the events; returns how many there were.
     *
     * @param scripts the script that an event is the first to name, asked for each event once it was given
     *
     * @throws LedgerException where the ledger has an event, or where the events are no ledger from its beginning
     */
    long write(
            Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, Optional<KeptScript>> scripts) throws SQLException {
        OtherLedgers.check(session, settings.newLedger());
        boolean apart = session.declined().contains(Capability.TRANSACTIONAL_DDL);
        if (apart) {
            createTables();
        }
        session.begin();
        try {
            if (!apart) {
                createTables();
            }
            long written = rows(events, scripts);
            session.commit();
            return written;
        } catch (SQLException | RuntimeException e) {
            Rollback.quietly(session, e);
            throw e;
        }
    }

    private void createTables() throws SQLException {
        session.createLedgerTable().forEach(settings.listener()::warning);
        if (!session.declined().contains(Capability.KEPT_SCRIPTS)) {
            session.createScriptTable().forEach(settings.listener()::warning);
        }
    }

    private long rows(
            Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, Optional<KeptScript>> scripts)
            throws SQLException {
        List<KeptScript> kept = new ArrayList<>();
        ChainWalk walk = new ChainWalk();
        List<LedgerEvent> rows = new ArrayList<>();
        while (events.hasNext()) {
            LedgerEvent event = events.next();
            walk.row(event.sequence(), event.type().name(), event.origin().name(), event.header(), "");
            check(walk.verification());
            rows.add(event);
            scripts.apply(event).ifPresent(kept::add);
            if (rows.size() == session.rowsPerInsert()) {
                store.append(rows, kept);
                rows.clear();
                kept.clear();
            }
        }
        if (!rows.isEmpty()) {
            store.append(rows, kept);
        }
        return walk.verification().events();
    }

    private static void check(Verification found) {
        found.broken().ifPresent(broken -> {
            throw new LedgerException(
                    ErrorCode.BROKEN_CHAIN,
                    "event " + broken.sequence() + " does not belong there: " + broken.what(),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of("Take the events from the ledger again, from the first to the newest."));
        });
    }
}
