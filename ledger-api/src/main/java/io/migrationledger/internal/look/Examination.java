package io.migrationledger.internal.look;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.SessionPerCall;
import io.migrationledger.internal.plan.OtherTools;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.HistoryAdopter;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.support.Findings;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a database before anything runs on it. Writes nothing; where it is asked to, it takes the lock, looks whether a
 * second session is refused, and gives it back.
 */
public final class Examination {
    private final Connections connections;
    private final Settings settings;
    private final Findings findings = new Findings();

    private Examination(Connections connections, Settings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    /**
     * Returns what was found; that the database cannot be reached is a finding, too.
     *
     * @param pending how the pending statements begin, as {@link io.migrationledger.spi.Diagnosis#findings} takes it
     * @param tryLock whether the lock is taken for a moment
     */
    public static List<Finding> of(Connections connections, Settings settings, Set<String> pending, boolean tryLock) {
        Examination examination = new Examination(connections, settings);
        examination.findings.look(
                Topic.CONNECTION,
                () -> SessionPerCall.use(
                        connections.lease(settings.session()), settings.listener()::warning, session -> {
                            examination.examine(session, pending, tryLock);
                            return session;
                        }));
        return examination.findings.all();
    }

    private void examine(DialectSession session, Set<String> pending, boolean tryLock) {
        findings.look(Topic.VERSIONS, () -> {
            DatabaseMetaData meta = session.connection().getMetaData();
            findings.add(Finding.ok(
                    Topic.VERSIONS,
                    session.database() + ", through " + meta.getDriverName() + " " + meta.getDriverVersion()));
        });
        findings.look(Topic.CONNECTION, () -> findings.addAll(session.findings(pending)));
        ledger(session);
        if (tryLock) {
            findings.look(Topic.LOCK, () -> lock(session));
        } else {
            findings.add(Finding.note(Topic.LOCK, "not tried: that was left out"));
        }
    }

    private void ledger(DialectSession session) {
        LedgerStore store = new LedgerStore(session);
        findings.look(Topic.CHAIN, () -> {
            Optional<LedgerEvent> head;
            try {
                head = store.head();
            } catch (LedgerException e) {
                if (e.code() != ErrorCode.UNKNOWN_FORMAT) {
                    throw e;
                }
                findings.add(Finding.problem(Topic.CHAIN, e.what(), e.advice()));
                return;
            }
            if (head.isPresent()) {
                chain(store, head.get());
            } else {
                findings.add(Finding.note(Topic.LEDGER, "no ledger has been begun here: the first run does"));
                OtherLedgers.problem(session, settings.newLedger())
                        .ifPresent(other -> findings.add(Finding.problem(Topic.LEDGER, other.what(), other.advice())));
            }
            histories(session, head.isPresent());
        });
    }

    private void chain(LedgerStore store, LedgerEvent head) throws SQLException {
        RecentChain chain = new RecentChain();
        store.someRowsAfter(Math.max(0, head.sequence() - RecentChain.EVENTS), chain);
        findings.add(
                chain.broken().isEmpty()
                        ? Finding.ok(
                                Topic.CHAIN,
                                "the newest " + chain.seen() + " of " + head.sequence()
                                        + " events follow one another; head "
                                        + head.header().hash())
                        : Finding.problem(
                                Topic.CHAIN,
                                chain.broken(),
                                Advice.of(
                                        "Somebody changed the table by other means than the ledger. Do not migrate: compare"
                                                + " with a backup; '",
                                        Action.VERIFY,
                                        "' looks at all events.")));
    }

    private void histories(DialectSession session, boolean begun) throws SQLException {
        Optional<HistoryAdopter> reader = OtherTools.reader();
        if (reader.isEmpty()) {
            return;
        }
        List<HistoryAdopter.Found> found = reader.get().find(session);
        for (HistoryAdopter.Found history : found) {
            String what = history.table() + " is the history of " + history.product();
            findings.add(
                    begun
                            ? Finding.note(Topic.HISTORIES, what + "; this ledger has been begun, and goes its own way")
                            : Finding.note(
                                    Topic.HISTORIES,
                                    what,
                                    Advice.of(
                                            "'",
                                            Action.ADOPT.about(history.tool()),
                                            "' takes it over, and runs nothing.")));
        }
        if (found.isEmpty()) {
            findings.add(Finding.ok(Topic.HISTORIES, "no other tool's history is here"));
        }
    }

    private void lock(DialectSession session) throws SQLException {
        if (session.declined().contains(Capability.SESSION_LOCK)) {
            findings.add(Finding.note(Topic.LOCK, "this database has no lock between runners: start one at a time"));
            return;
        }
        Optional<String> leased = session.leaseReason();
        if (leased.isPresent()) {
            findings.add(lease(leased.get(), session.lookAtLock()));
            return;
        }
        Optional<LockHolder> holder = session.tryLock();
        if (holder.isPresent()) {
            findings.add(Finding.note(
                    Topic.LOCK,
                    "a run is at work, and holds the lock: " + holder.get().description()));
            return;
        }
        try {
            if (!session.holdsLock()) {
                findings.add(Finding.problem(
                        Topic.LOCK,
                        "the lock was taken, and is gone a moment later",
                        Advice.of("Look for a pooler between here and the server, and connect to the server itself.")));
                return;
            }
            second(session);
        } finally {
            session.unlock();
        }
        LockSight after = session.lookAtLock();
        if (after.state() == LockSight.State.HELD) {
            findings.add(Finding.note(Topic.LOCK, "the lock was given back, and somebody else has it now"));
        }
    }

    /** To take a lease is to write, so it is looked at only. */
    private static Finding lease(String reason, LockSight sight) {
        return sight.state() == LockSight.State.HELD
                ? Finding.note(
                        Topic.LOCK,
                        "a run is at work, and holds the lease"
                                + sight.holder()
                                        .map(holder -> ": " + holder.description())
                                        .orElse(""))
                : Finding.ok(Topic.LOCK, "the lock is a lease, which nobody holds; it was not tried. Why: " + reason);
    }

    /** Another session must be refused while this one holds the lock. */
    private void second(DialectSession session) throws SQLException {
        if (connections.second().isEmpty() || session.isOfOneConnection()) {
            findings.add(
                    Finding.ok(Topic.LOCK, "the lock was taken and given back; a second connection was not tried"));
            return;
        }
        try (Connections.Lease lease = connections.open(settings.session())) {
            DialectSession other = lease.session();
            Optional<LockHolder> refused = other.tryLock();
            if (refused.isPresent()) {
                findings.add(Finding.ok(
                        Topic.LOCK,
                        "the lock was taken, a second session was refused (held by "
                                + refused.get().description() + "), and it was given back"));
            } else {
                other.unlock();
                findings.add(Finding.problem(
                        Topic.LOCK,
                        "two sessions got the lock at once: it keeps no runner out",
                        Advice.of(
                                "Do not run migrations from two places at once. Is this one server, and not a cluster or a"
                                        + " relative of the database that the driver is for?")));
            }
        }
    }
}
