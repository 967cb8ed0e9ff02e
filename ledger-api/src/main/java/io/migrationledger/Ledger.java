package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.internal.LedgerCore;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The append-only record in one database: what a program needs that runs its own DDL, and what an auditor reads.
 * Immutable and safe for many threads; each call uses one connection, which it closes again unless the ledger was made
 * from a connection. Every method throws {@link LedgerException} for errors.
 *
 * <pre>{@code
 * try (LedgerSession session = Ledger.of(dataSource).lock(Duration.ofSeconds(30))) {
 *     Attempt attempt = session.started(MigrationId.of("billing", "42"), checksum);
 *     runMyOwnDdl(session.connection());
 *     attempt.applied();                                   // or attempt.failed(error)
 * }
 * }</pre>
 */
public final class Ledger {
    private final LedgerCore core;

    Ledger(LedgerCore core) {
        this.core = core;
    }

    /** Returns the ledger in the default table of the database that the data source connects to. */
    public static Ledger of(DataSource dataSource) {
        return of(new Connections(dataSource::getConnection, true, Optional.empty()));
    }

    /**
     * Returns the ledger that is read and written on one connection, which stays open and the caller's. Each call switches its
     * auto-commit on, and back at its end: a transaction that is open on it is committed by that, as JDBC says.
     */
    public static Ledger of(Connection connection) {
        return of(new Connections(() -> connection, false, Optional.empty()));
    }

    /**
     * Returns the ledger at a JDBC address.
     *
     * @throws LedgerException where no dialect on the class path accepts the address
     */
    public static Ledger of(String jdbcUrl, Properties properties) {
        return of(Connections.to(jdbcUrl, properties));
    }

    /** Returns the ledger on one connection, through a dialect that the caller has chosen. */
    public static Ledger of(Connection connection, Dialect dialect) {
        return of(new Connections(() -> connection, false, Optional.of(dialect)));
    }

    private static Ledger of(Connections connections) {
        return new Ledger(new LedgerCore(
                connections,
                new LedgerOptions()
                        .settings(0, true, Map.of(), MigrationListener.NONE, Optional.empty(), Optional.empty())));
    }

    /** Returns the newest event, or empty where nothing has been recorded: one query, one row. */
    public Optional<LedgerEvent> head() {
        return core.head();
    }

    /** Returns all events, in order. */
    public List<LedgerEvent> events() {
        List<LedgerEvent> events = new ArrayList<>();
        core.forEach(events::add);
        return events;
    }

    /** Hands all events to the consumer, in order, without holding them all. */
    public void forEach(Consumer<? super LedgerEvent> consumer) {
        core.forEach(consumer);
    }

    /** Returns the state after all events. */
    public LedgerState state() {
        return core.state(Long.MAX_VALUE);
    }

    /** Returns the state as it was after the event with this sequence number. */
    public LedgerState stateAsOf(long sequence) {
        return core.state(sequence);
    }

    /**
     * Returns where every recorded migration stands, whatever files there are: for an auditor who has none. Changes
     * nothing. What is pending or was edited only {@link Migrator#status()} can tell.
     */
    public StatusReport status() {
        return core.status();
    }

    /**
     * Returns where every migration stood after the event with this sequence number. Nothing is asked of the database but the
     * events: an attempt that had begun and not ended counts as running.
     */
    public StatusReport statusAsOf(long sequence) {
        return core.statusAsOf(sequence);
    }

    /**
     * Returns the text of the scripts that an event names ({@link LedgerEvent#script}), or empty where it is not there.
     *
     * @param hash what the event names it by
     */
    public Optional<KeptScript> keptScript(String hash) {
        return core.keptScript(hash);
    }

    /** Hands all kept scripts to the consumer, in the order of their hashes, without holding them all. */
    public void forEachKeptScript(Consumer<? super KeptScript> consumer) {
        core.forEachKeptScript(consumer);
    }

    /**
     * Walks the chain of hashes from the first event to the newest, and looks for each kept script that an event names: whether
     * it is there, and is what its hash says.
     */
    public Verification verify() {
        return core.verify(event -> {});
    }

    /**
     * Walks the chain and hands each event that is good to the consumer, in order: one pass, whatever the ledger's length.
     * Those behind the first that is wrong are not handed on.
     */
    public Verification verify(Consumer<? super LedgerEvent> good) {
        return core.verify(good);
    }

    /**
     * Does what {@link #verify(Consumer)} does, and hands each kept script on just before the event that is the first to name
     * it: all that an export needs, in one pass. An event whose script is not there, or not what its hash says, is wrong.
     */
    public Verification verify(Consumer<? super LedgerEvent> good, Consumer<? super KeptScript> scripts) {
        return core.verify(good, scripts);
    }

    /**
     * Returns what the schema holds that the ledger stands in. The ledger's own tables are left out; other tools' history tables
     * are not. Changes nothing, and needs no ledger to be there.
     *
     * @throws LedgerException with code {@link ErrorCode#NO_SCHEMA_READER} where the driver cannot read schemas
     */
    public Snapshot snapshot() {
        return core.snapshot();
    }

    /**
     * Returns which other schemas of the database hold objects that people made, in the order of their names: {@link
     * #snapshot} does not tell of these. Empty where there are none, and where the driver knows of one schema only. One query.
     *
     * @throws LedgerException with code {@link ErrorCode#NO_SCHEMA_READER} where the driver cannot read schemas
     */
    public List<String> otherSchemas() {
        return core.otherSchemas();
    }

    /**
     * Returns what the ledger knows of the schema by the newest snapshot that it keeps, or empty where it keeps none. What
     * differs from {@link #snapshot} was changed outside of the ledger, unless {@link KnownSchema#changedSince} names
     * something.
     */
    public Optional<KnownSchema> knownSchema() {
        return core.knownSchema();
    }

    /** Returns the newest event that says what environment this database is, or empty where none does: one query, one row. */
    public Optional<LedgerEvent.Noted> environment() {
        return core.environment();
    }

    /**
     * Returns what writes statements that change a schema on this server; empty where the driver has none. It needs no
     * connection any more.
     */
    public Optional<SchemaWriter> schemaWriter() {
        return core.schemaWriter();
    }

    /**
     * Returns what is not as it was made at the ledger's table, such as triggers that are gone which refuse UPDATE and DELETE,
     * or cannot be seen; empty where all is well, or where the driver cannot look. Changes nothing.
     */
    public List<Finding> tableFindings() {
        return core.tableFindings();
    }

    /** Returns which ledger it is. */
    public LedgerDescription describe() {
        return core.describe();
    }

    /**
     * Takes the lock.
     *
     * @param timeout how long to wait for another runner
     * @return a session on one connection; the caller closes it, which gives the lock up
     * @throws LedgerException with code {@link ErrorCode#LOCK_TIMEOUT} where the lock was not obtained in time
     */
    public LedgerSession lock(Duration timeout) {
        return new LedgerSession(core.lock(timeout));
    }
}
