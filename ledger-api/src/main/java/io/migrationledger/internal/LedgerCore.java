package io.migrationledger.internal;

import io.migrationledger.KeptScript;
import io.migrationledger.KnownSchema;
import io.migrationledger.LedgerDescription;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.Verification;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.SessionPerCall;
import io.migrationledger.internal.look.Preview;
import io.migrationledger.internal.look.StatusReader;
import io.migrationledger.internal.record.ChainWalk;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.LockedSession;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.record.ScriptWalk;
import io.migrationledger.internal.schema.KnownSchemas;
import io.migrationledger.internal.schema.SchemaLook;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.internal.words.DoubtWords;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Opens a session for each read of a ledger. Immutable, for many threads. */
public final class LedgerCore {
    private final Connections connections;
    private final Settings settings;

    /** Creates the core of a ledger. */
    public LedgerCore(Connections connections, Settings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    /** Returns the newest event, or empty. */
    public Optional<LedgerEvent> head() {
        return inSession((session, store) -> store.head());
    }

    /** Hands every event to the consumer, in order. */
    public void forEach(Consumer<? super LedgerEvent> consumer) {
        inSession((session, store) -> {
            boolean[] any = {false};
            store.forEach(event -> {
                any[0] = true;
                consumer.accept(event);
            });
            if (!any[0]) {
                OtherLedgers.check(session, settings.newLedger());
            }
            return any[0];
        });
    }

    /** Returns the state, after the event with this sequence number at the latest. */
    public LedgerState state(long upTo) {
        LedgerState state = new LedgerState();
        forEach(event -> {
            if (event.sequence() <= upTo) {
                state.add(event);
            }
        });
        return state;
    }

    /** Returns where every recorded migration stands. */
    public StatusReport status() {
        return SessionPerCall.use(connections.lease(settings.session()), settings.listener()::warning, session -> {
            LedgerState state = new LedgerStore(session).state();
            List<Problem> problems = new ArrayList<>();
            if (state.head().isEmpty()) {
                OtherLedgers.problem(session, settings.newLedger()).ifPresent(problems::add);
            }
            state.migrations().stream()
                    .filter(migration -> migration.status() == MigrationStatus.IN_DOUBT)
                    .map(DoubtWords::problem)
                    .forEach(problems::add);
            return new StatusReport(
                    session.database(),
                    state.head(),
                    state.environment(),
                    StatusReader.recorded(state, Preview.sight(session, state)),
                    problems,
                    List.of("no files were read: this is what the ledger alone says"));
        });
    }

    /** Returns the kept script of a hash, or empty. */
    public Optional<KeptScript> keptScript(String hash) {
        return inSession((session, store) -> store.scripts().read(hash));
    }

    /** Hands every kept script to the consumer, in the order of their hashes. */
    public void forEachKeptScript(Consumer<? super KeptScript> consumer) {
        inSession((session, store) -> {
            store.scripts().forEach(consumer);
            return true;
        });
    }

    /** Returns where every migration stood after an event. */
    public StatusReport statusAsOf(long sequence) {
        return inSession((session, store) -> {
            LedgerState state = new LedgerState();
            store.forEach(event -> {
                if (event.sequence() <= sequence) {
                    state.add(event);
                }
            });
            return new StatusReport(
                    session.database(),
                    state.head(),
                    state.environment(),
                    StatusReader.recorded(state, LockSight.UNKNOWN).stream()
                            .map(LedgerCore::asItWas)
                            .toList(),
                    List.of(),
                    List.of());
        });
    }

    /** What is to be done about it is a question of now. */
    private static StatusReport.Line asItWas(StatusReport.Line line) {
        return new StatusReport.Line(
                line.id(), line.standing(), line.migration(), line.state(), Optional.empty(), line.needsAttention());
    }

    /** Returns what is to be said of the ledger's table. */
    public List<Finding> tableFindings() {
        return inSession((session, store) -> session.findings(Set.of()).stream()
                .filter(finding -> finding.topic() == Finding.Topic.LEDGER && finding.level() != Finding.Level.OK)
                .toList());
    }

    /** Returns which ledger it is. */
    public LedgerDescription describe() {
        Connections.Lease lease = connections.lease(settings.session());
        return SessionPerCall.use(
                lease,
                settings.listener()::warning,
                session -> new LedgerDescription(
                        lease.dialect(), session.database(), settings.session().table()));
    }

    /** Returns what the schema holds. */
    public Snapshot snapshot() {
        return SessionPerCall.use(
                connections.lease(settings.session()), settings.listener()::warning, SchemaLook::snapshot);
    }

    /** Returns which other schemas of the database hold something. */
    public List<String> otherSchemas() {
        return SessionPerCall.use(
                connections.lease(settings.session()), settings.listener()::warning, SchemaLook::otherSchemas);
    }

    /** Returns what is known of the schema by its newest kept snapshot, or empty. */
    public Optional<KnownSchema> knownSchema() {
        return inSession((session, store) -> new KnownSchemas(store).newest());
    }

    /** Returns what is said of the environment, or empty. */
    public Optional<LedgerEvent.Noted> environment() {
        return inSession((session, store) -> store.newestEnvironment())
                .filter(LedgerEvent.Noted.class::isInstance)
                .map(LedgerEvent.Noted.class::cast);
    }

    /** Returns what writes statements that change a schema; empty where the driver has none. */
    public Optional<SchemaWriter> schemaWriter() {
        return SessionPerCall.use(
                connections.lease(settings.session()), settings.listener()::warning, DialectSession::schemaWriter);
    }

    /** Walks the chain, hands each good event on, and looks at the scripts that they name. */
    public Verification verify(Consumer<? super LedgerEvent> good) {
        ChainWalk walk = new ChainWalk(good);
        return inSession((session, store) -> {
            store.forEachRow(walk);
            Verification found = walk.verification(store.scripts());
            if (found.isIntact() && found.events() == 0) {
                OtherLedgers.check(session, settings.newLedger());
            }
            return found;
        });
    }

    /** Walks the chain, and hands each good event on, and each script before the first event that names it. */
    public Verification verify(Consumer<? super LedgerEvent> good, Consumer<? super KeptScript> scripts) {
        return inSession((session, store) -> {
            ScriptWalk walk = new ScriptWalk(store.scripts(), good, scripts);
            store.forEachRow(walk);
            Verification found = walk.verification();
            if (found.isIntact() && found.events() == 0) {
                OtherLedgers.check(session, settings.newLedger());
            }
            return found;
        });
    }

    /** Opens a session that holds the lock. */
    public LockedSession lock(Duration timeout) {
        Connections.Lease lease = connections.lease(settings.session());
        try {
            return new LockedSession(lease, settings, timeout);
        } catch (SQLException e) {
            LedgerException explained = lease.explained(e);
            SessionPerCall.closeAfter(lease, explained);
            throw explained;
        } catch (RuntimeException | Error e) {
            SessionPerCall.closeAfter(lease, e);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T with(DialectSession session, LedgerStore store) throws SQLException;
    }

    private <T> T inSession(Use<T> use) {
        return SessionPerCall.use(
                connections.lease(settings.session()),
                settings.listener()::warning,
                session -> use.with(session, new LedgerStore(session)));
    }
}
