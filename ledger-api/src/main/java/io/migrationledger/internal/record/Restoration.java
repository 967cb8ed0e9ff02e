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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
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
     * @param scripts the kept texts that an event is the first to name, asked for each event once it was given
     *
     * @throws LedgerException where the ledger has an event, or where the events are no ledger from its beginning
     */
    long write(Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, List<KeptScript>> scripts)
            throws SQLException {
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

    private long rows(Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, List<KeptScript>> scripts)
            throws SQLException {
        List<KeptScript> kept = new ArrayList<>();
        Set<String> met = new HashSet<>();
        long length = 0;
        ChainWalk walk = new ChainWalk();
        List<LedgerEvent> rows = new ArrayList<>();
        while (events.hasNext()) {
            LedgerEvent event = events.next();
            walk.row(event.sequence(), event.type().name(), event.origin().name(), event.header(), "");
            check(walk.verification());
            rows.add(event);
            List<KeptScript> given = scripts.apply(event);
            check(event, given, met);
            for (KeptScript script : given) {
                kept.add(script);
                length += script.text().length();
            }
            if (rows.size() == session.rowsPerInsert() || length > KeptScript.LONGEST_TEXT / 2) {
                store.append(rows, kept);
                rows.clear();
                kept.clear();
                length = 0;
            }
        }
        if (!rows.isEmpty()) {
            store.append(rows, kept);
        }
        return walk.verification().events();
    }

    /** No event names a text that is not there. */
    private static void check(LedgerEvent event, List<KeptScript> scripts, Set<String> met) {
        List<String> first = event.kept().stream().filter(met::add).toList();
        List<String> given = scripts.stream()
                .filter(KeptScript::isIntact)
                .map(KeptScript::hash)
                .toList();
        boolean missing = !given.containsAll(first);
        if (missing || scripts.size() != first.size()) {
            throw new LedgerException(
                    ErrorCode.BROKEN_CHAIN,
                    "event " + event.sequence()
                            + (missing
                                    ? " names a kept script that was not given with it, or is not what its hash says"
                                    : " was given with a kept script that it is not the first to name"),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of(
                            "Take the events and their scripts from the ledger again, from the first to the newest."));
        }
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
