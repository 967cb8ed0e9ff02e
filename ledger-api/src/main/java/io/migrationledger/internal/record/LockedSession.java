package io.migrationledger.internal.record;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.ScriptMark;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.LockWait;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.SchemaObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lock, one connection, and the recording of attempts that the caller runs. Looks at the newest event before each of
 * its own, as the caller may have rolled back what was recorded before. Confined to one thread.
 */
public final class LockedSession {
    private static final int MAX_CHECKSUM = 64;

    private final Connections.Lease lease;
    private final Settings settings;
    private final LedgerStore store;
    private LedgerState known = new LedgerState();
    private Recorder.@Nullable Run run;
    private boolean closed;

    public LockedSession(Connections.Lease lease, Settings settings, Duration timeout) throws SQLException {
        this.lease = lease;
        this.settings = settings;
        this.store = new LedgerStore(lease.session());
        LockWait.lock(lease.session(), timeout, settings.listener()::waitingForLock);
    }

    /** Returns the connection that the caller's own statements have to run on. */
    public Connection connection() {
        return lease.session().connection();
    }

    /** Returns the state, with what the open transaction has recorded. */
    public LedgerState state() {
        return explained(store::state);
    }

    /** Returns the newest event, or empty: one query, one row. */
    public Optional<LedgerEvent> head() {
        return explained(store::head);
    }

    /** Returns what the ledger's schema holds beside the ledger. */
    public List<SchemaObject> schemaObjects() {
        return explained(lease.session()::schemaObjects);
    }

    /** Puts the events of another ledger into this one, which has none; returns how many they were. */
    public long restore(
            Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, List<KeptScript>> scripts) {
        return explained(() -> {
            checkOpen();
            if (!connection().getAutoCommit()) {
                throw LedgerException.input(
                        ErrorCode.MISUSE,
                        "events were to be restored inside a transaction",
                        "Call restore() before setAutoCommit(false): it has a transaction of its own.");
            }
            Optional<LedgerEvent> head = store.head();
            if (head.isPresent()) {
                throw LedgerException.input(
                        ErrorCode.LEDGER_BEGUN,
                        "this ledger has events already, " + head.get().sequence() + " of them",
                        "Events of another ledger go into an empty one only.");
            }
            return new Restoration(lease.session(), store, settings).write(events, scripts);
        });
    }

    /**
     * Begins an attempt; an attempt at the same migration that was left open is ended as interrupted first.
     *
     * @return the sequence number of the attempt's first event
     */
    public long started(MigrationId id, Direction direction, String checksum, String description) {
        return explained(() -> {
            checkOpen();
            checkChecksum(checksum);
            if (!connection().getAutoCommit()) {
                throw LedgerException.input(
                        ErrorCode.MISUSE,
                        "an attempt was begun inside a transaction",
                        "Call started() before setAutoCommit(false): the intent has to be committed before the effect.");
            }
            LedgerState now = current();
            OtherLedgers.check(lease.session(), now, settings.newLedger());
            Optional<MigrationState> before = now.of(id);
            if (direction == Direction.DOWN
                    && before.filter(MigrationState::isInEffect).isEmpty()) {
                throw LedgerException.input(
                        ErrorCode.MISUSE,
                        "migration " + id + " is not in effect",
                        "Only what is in effect can be rolled back.");
            }
            Recorder recorder = recorder(id.namespace());
            List<LedgerEvent> events = new ArrayList<>();
            if (before.filter(MigrationState::unsettled).isPresent()) {
                events.add(recorder.stage(interrupted(before.get())));
            }
            events.add(recorder.stage(new EventDraft(
                    EventType.STARTED,
                    Origin.EXECUTED,
                    id,
                    direction,
                    checksum,
                    0,
                    Duration.ZERO,
                    EventDetail.started(
                            1,
                            Strategy.TRANSACTIONAL,
                            StepList.EMPTY,
                            description,
                            ScriptMark.NONE,
                            lease.session().fence()))));
            new EventCommit(lease.session(), recorder, settings.listener()::warning).commitStaged();
            events.forEach(known::add);
            return known.head().orElseThrow().sequence();
        });
    }

    private static EventDraft interrupted(MigrationState before) {
        MigrationState.Attempted attempt = before.attempt().orElseThrow();
        boolean leftNothing = before.status() == MigrationStatus.RUNNING
                && attempt.done() == 0
                && attempt.intent().isEmpty()
                && attempt.undoes().isEmpty();
        if (!leftNothing) {
            throw LedgerException.input(
                    ErrorCode.UNSETTLED,
                    "a migrator left migration " + before.id() + " part-way or in doubt",
                    Advice.of(
                            "Finish it with '",
                            Action.MIGRATE,
                            "', or say with '",
                            Action.RESOLVE.about(before.id()),
                            "' how it stands."));
        }
        return new EventDraft(
                EventType.FAILED,
                Origin.INTERRUPTED,
                before.id(),
                attempt.direction(),
                attempt.started().header().checksum(),
                0,
                Duration.ZERO,
                EventDetail.failed(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Ends an attempt well, in the caller's transaction where one is open. */
    public LedgerEvent ended(
            long started, MigrationId id, Direction direction, String checksum, String description, Duration elapsed) {
        EventDraft draft = new EventDraft(
                direction == Direction.UP ? EventType.APPLIED : EventType.ROLLED_BACK,
                Origin.EXECUTED,
                id,
                direction,
                checksum,
                1,
                elapsed,
                EventDetail.settled(description, Optional.empty()));
        return explained(() -> append(started, draft));
    }

    /** Rolls back what the caller's transaction did, where one is open, and commits that the attempt failed. */
    public LedgerEvent failed(
            long started, MigrationId id, Direction direction, String checksum, Throwable error, Duration elapsed) {
        SQLException sql = error instanceof SQLException e ? e : null;
        Failure failure = new Failure(
                0,
                "",
                0,
                sql == null ? "" : Objects.requireNonNullElse(sql.getSQLState(), ""),
                sql == null ? 0 : sql.getErrorCode(),
                Objects.requireNonNullElse(error.getMessage(), error.getClass().getName()));
        EventDraft draft = new EventDraft(
                EventType.FAILED,
                Origin.ERROR,
                id,
                direction,
                checksum,
                0,
                elapsed,
                EventDetail.failed(Optional.of(failure), Optional.empty(), Optional.empty()));
        return explained(() -> {
            checkOpen();
            boolean inTransaction = !connection().getAutoCommit();
            if (inTransaction) {
                connection().rollback();
            }
            LedgerEvent event = append(started, draft);
            if (inTransaction) {
                connection().commit();
            }
            return event;
        });
    }

    /** Rolls back what the caller has not committed, and gives the lock up and the connection back. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        explained(() -> {
            try (Connections.Lease ending = lease) {
                Connection connection = ending.session().connection();
                if (!connection.isClosed() && !connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            }
            return known;
        });
    }

    private LedgerEvent append(long started, EventDraft draft) throws SQLException {
        checkOpen();
        boolean open = current()
                .of(draft.id())
                .filter(state -> state.status() == MigrationStatus.RUNNING)
                .flatMap(MigrationState::attempt)
                .filter(attempt -> attempt.started().sequence() == started)
                .isPresent();
        if (!open) {
            throw LedgerException.input(
                    ErrorCode.MISUSE,
                    "the attempt at migration " + draft.id() + " is not open",
                    "Call started() for each attempt, and end it once.");
        }
        Recorder recorder = recorder(draft.id().namespace());
        LedgerEvent event = recorder.stage(draft);
        recorder.write();
        known.add(event);
        return event;
    }

    private void checkOpen() {
        if (closed) {
            throw LedgerException.input(
                    ErrorCode.MISUSE, "the session is closed", "Record attempts before close() gives the lock up.");
        }
    }

    private static void checkChecksum(String checksum) {
        boolean printable = checksum.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (checksum.isEmpty() || checksum.length() > MAX_CHECKSUM || !printable) {
            throw LedgerException.input(
                    ErrorCode.MISUSE,
                    "a checksum has 1 to " + MAX_CHECKSUM + " printable ASCII characters: '" + checksum + "'",
                    "Use the SHA-256 of the migration's contents, or a revision.");
        }
    }

    /** Returns the state; reads it anew only where the newest event is not the one that was read last. */
    private LedgerState current() throws SQLException {
        Optional<String> newest = store.head().map(event -> event.header().hash());
        if (!newest.equals(known.head().map(event -> event.header().hash()))) {
            known = store.state();
        }
        return known;
    }

    private Recorder recorder(String namespace) throws SQLException {
        Recorder.Tally tally = Recorder.Tally.at(store.head(namespace));
        if (run == null) {
            run = Recorder.Run.after(known.head());
        }
        return new Recorder(
                run,
                store,
                known,
                known.head(),
                any -> tally,
                settings.clock(),
                settings.actor(lease.session().currentUser()));
    }

    @FunctionalInterface
    private interface Use<T> {
        T get() throws SQLException;
    }

    private <T> T explained(Use<T> use) {
        try {
            return use.get();
        } catch (SQLException e) {
            throw lease.explained(e);
        }
    }
}
