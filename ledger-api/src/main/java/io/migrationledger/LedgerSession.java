package io.migrationledger;

import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.internal.record.LockedSession;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.SchemaObject;
import java.sql.Connection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A ledger under lock, on one connection, for a program that runs its own DDL. Confined to one thread. Closing it
 * rolls back what the caller has not committed and gives the lock up; an attempt that was not ended stays open and is recorded as interrupted by whoever begins the next.
 */
public final class LedgerSession implements AutoCloseable {
    private final LockedSession session;

    LedgerSession(LockedSession session) {
        this.session = session;
    }

    /**
     * Returns the connection that the caller's statements have to run on. It is in auto-commit mode; the caller may begin
     * transactions after {@link #started}, and must not close it.
     */
    public Connection connection() {
        return session.connection();
    }

    /** Returns the state, with what the caller's open transaction has recorded. */
    public LedgerState state() {
        return session.state();
    }

    /**
     * Commits that an attempt to apply a migration begins.
     *
     * @param checksum what identifies the migration's contents; 1 to 64 printable ASCII characters without spaces
     * @throws LedgerException where a transaction is open
     */
    public Attempt started(MigrationId id, String checksum) {
        return started(id, Direction.UP, checksum, "");
    }

    /**
     * Commits that an attempt begins.
     *
     * @param direction whether the migration is to be applied or rolled back
     * @param description what the migration does, or the empty string
     * @throws LedgerException where a transaction is open, or where a migration is to be rolled back that is not in effect
     */
    public Attempt started(MigrationId id, Direction direction, String checksum, String description) {
        long started = session.started(id, direction, checksum, description);
        return new Attempt(session, started, id, direction, checksum, description);
    }

    /** Returns the newest event, or empty where nothing has been recorded: one query, one row. */
    public Optional<LedgerEvent> head() {
        return session.head();
    }

    /**
     * Returns what the ledger's schema holds: tables and views, and what else the driver looks for, such as routines and types.
     * The ledger's own tables are left out. Meant for a ledger that has no event.
     */
    public List<SchemaObject> schemaObjects() {
        return session.schemaObjects();
    }

    /**
     * Puts the events of another ledger, which keeps no scripts, into this one.
     *
     * @throws LedgerException as the other form does
     */
    public long restore(Iterator<? extends LedgerEvent> events) {
        return restore(events, event -> List.of());
    }

    /**
     * Puts the events of another ledger into this one, which has none: unchanged, with their sequence, times and hashes. All
     * of them are in one transaction: whatever breaks it off, all are there or none.
     *
     * @param events from the first to the newest; asked for one after another, never held all
     * @param scripts the kept texts that an event is the first to name, often none; asked once for each event, after it was given
     * @return how many there were
     * @throws LedgerException where this ledger has events, where the events are no whole chain from the first on, or where a
     *     transaction is open; then nothing is written
     */
    public long restore(
            Iterator<? extends LedgerEvent> events, Function<? super LedgerEvent, List<KeptScript>> scripts) {
        return session.restore(events, scripts);
    }

    @Override
    public void close() {
        session.close();
    }
}
