package io.migrationledger.internal.record;

import static io.migrationledger.ErrorCode.FENCED;
import static io.migrationledger.ErrorCode.UNKNOWN_FORMAT;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.ScriptTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger table: one INSERT and one SELECT, in a few forms. There is no UPDATE and no DELETE here or anywhere else.
 */
public final class LedgerStore {
    private static final String COLUMNS = columns();

    /** How many rows one query gives at most: about a megabyte, as most clients hold all rows of a query. */
    private static final int PAGE = 500;

    private final DialectSession session;
    private final TableErrors errors;
    private final ScriptStore scripts;
    private Touched touched = Touched.LEDGER;

    /** Reads and appends through this session. */
    public LedgerStore(DialectSession session) {
        this.session = session;
        this.errors = new TableErrors(session);
        this.scripts = new ScriptStore(session, errors);
    }

    private static String columns() {
        StringJoiner names = new StringJoiner(", ");
        for (LedgerColumn column : LedgerColumn.values()) {
            names.add(column.columnName());
        }
        return names.toString();
    }

    /** The ledger has committed events: from now on its table must be there. */
    void begun() {
        errors.begun();
    }

    /** Notes what runs now, as file and line, for the case that it takes the table away. */
    void running(SqlScript.Place place) {
        errors.running(place);
    }

    /** Returns the newest event, or empty where the ledger is empty or does not exist: one query, one row. */
    public Optional<LedgerEvent> head() throws SQLException {
        return newest(select());
    }

    /** Returns the newest event of a namespace, or empty where there is none: one query, one row. */
    public Optional<LedgerEvent> head(String namespace) throws SQLException {
        return newest(select().sql(" WHERE namespace = ").namespace(namespace));
    }

    /** Returns the hash that the row of this number has, or empty where there is no such row: one query. */
    Optional<String> hashOf(long sequence) throws SQLException {
        session.beforeLedgerAccess();
        LedgerStatement statement = new LedgerStatement(session)
                .sql("SELECT hash FROM " + session.ledgerRows() + " WHERE sequence = ")
                .number(sequence);
        try (LedgerRows found = statement.query()) {
            ResultSet row = found.rows();
            return row.next() ? Optional.of(text(row, 1)) : Optional.empty();
        } catch (SQLException e) {
            errors.ofQuery(e);
            return Optional.empty();
        }
    }

    /** Returns whether anything was taken out of account in a namespace that has events: one query. */
    boolean hasForgotten(String namespace) throws SQLException {
        session.beforeLedgerAccess();
        LedgerStatement statement = new LedgerStatement(session)
                .sql("SELECT sequence FROM " + session.ledgerRows() + " WHERE namespace = ")
                .namespace(namespace)
                .sql(" AND event = ")
                .text(EventType.ROLLED_BACK.name())
                .sql(" AND origin IN (")
                .text(Origin.FORGOTTEN.name())
                .sql(", ")
                .text(Origin.SQUASHED.name())
                .sql(") ORDER BY sequence")
                .firstRow();
        try (LedgerRows found = statement.query()) {
            return found.rows().next();
        }
    }

    /** Returns the newest event that names a snapshot, or empty where none does: one query, one row. */
    public Optional<LedgerEvent> newestWithSnapshot() throws SQLException {
        // No text inside of a member's value is like that: a quotation mark in it has a backslash before it.
        return newest(select().sql(" WHERE detail LIKE ").text("%\"snapshot\":\"%"));
    }

    /** Returns the newest event that says what environment the database is, or empty where none does: one query, one row. */
    public Optional<LedgerEvent> newestEnvironment() throws SQLException {
        return newest(select().sql(" WHERE namespace = ")
                .text(LedgerEvent.Noted.NAMESPACE)
                .sql(" AND migration = ")
                .text(LedgerEvent.Noted.ENVIRONMENT.value()));
    }

    /** Hands the events behind a sequence number to the consumer, in order. */
    public void forEachAfter(long sequence, Consumer<? super LedgerEvent> consumer) throws SQLException {
        RowReader reader = row -> consumer.accept(event(row));
        Page page = page(select().sql(" WHERE sequence > ").number(sequence), reader);
        while (page.rows == PAGE) {
            page = page(select().sql(" WHERE sequence > ").number(page.last), reader);
        }
    }

    private LedgerStatement select() throws SQLException {
        session.beforeLedgerAccess();
        return new LedgerStatement(session).sql("SELECT " + COLUMNS + " FROM " + session.ledgerRows());
    }

    private Optional<LedgerEvent> newest(LedgerStatement statement) throws SQLException {
        try (LedgerRows found =
                statement.sql(" ORDER BY sequence DESC").firstRow().query()) {
            ResultSet row = found.rows();
            if (!row.next()) {
                return Optional.empty();
            }
            errors.begun();
            return Optional.of(event(row));
        } catch (SQLException e) {
            errors.ofQuery(e);
            return Optional.empty();
        }
    }

    /** Hands all events to the consumer, in order; none where the ledger does not exist. */
    public void forEach(Consumer<? super LedgerEvent> consumer) throws SQLException {
        select(row -> consumer.accept(event(row)));
    }

    /** Returns what all events tell; the empty state where the ledger does not exist. */
    public LedgerState state() throws SQLException {
        LedgerState state = new LedgerState();
        forEach(state::add);
        return state;
    }

    /** Takes rows as they are stored, readable or not. */
    public interface RowConsumer {
        /**
         * Takes the next row.
         *
         * @param header the row's contents, or null where they cannot be read
         * @param problem what is wrong with the row by itself, or the empty string
         */
        void row(long sequence, String type, String origin, @Nullable EventHeader header, String problem)
                throws SQLException;
    }

    /** Hands all rows to the consumer in order, whatever was done to them; none where the ledger does not exist. */
    public void forEachRow(RowConsumer consumer) throws SQLException {
        select(reader(consumer));
    }

    /** Hands the rows behind a sequence number to the consumer, as {@link #forEachRow} does, one page of them at most. */
    public void someRowsAfter(long sequence, RowConsumer consumer) throws SQLException {
        page(select().sql(" WHERE sequence > ").number(sequence), reader(consumer));
    }

    private RowReader reader(RowConsumer consumer) {
        return row -> {
            long sequence = row.getLong(1);
            String type = row.getString(2);
            String origin = row.getString(3);
            EventHeader header = null;
            String problem = "";
            try {
                header = header(row);
                problem = otherwiseWritten(row, header);
            } catch (RuntimeException e) {
                problem = String.valueOf(e.getMessage());
            }
            consumer.row(sequence, type, origin, header, problem);
        };
    }

    /** The hash covers values; a stored text or number that only reads like the value was changed all the same. */
    private static String otherwiseWritten(ResultSet row, EventHeader header) throws SQLException {
        Map<LedgerColumn, String> written = Map.of(
                LedgerColumn.DONE, Integer.toString(header.done()),
                LedgerColumn.BATCH, Integer.toString(header.batch()),
                LedgerColumn.RECORDED_AT, CanonicalEncoding.time(header.recordedAt()),
                LedgerColumn.ELAPSED_US, Long.toString(CanonicalEncoding.micros(header.elapsed())),
                LedgerColumn.UNSETTLED, Integer.toString(header.unsettled()));
        for (Map.Entry<LedgerColumn, String> column : written.entrySet()) {
            if (!column.getValue().equals(row.getString(column.getKey().ordinal() + 1))) {
                return column.getKey().columnName() + " is not written as the ledger writes it";
            }
        }
        return "";
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Reads all rows, however many they are: a page is all that a JDBC driver ever holds of them. */
    private void select(RowReader reader) throws SQLException {
        try {
            Page page = page(select(), reader);
            while (page.rows == PAGE) {
                page = page(select().sql(" WHERE sequence > ").number(page.last), reader);
            }
        } catch (SQLException e) {
            errors.ofQuery(e);
        }
    }

    /** How many rows a page had, and the last row's sequence. */
    private record Page(int rows, long last) {}

    private Page page(LedgerStatement query, RowReader reader) throws SQLException {
        int rows = 0;
        long last = 0;
        try (LedgerRows found = query.sql(" ORDER BY sequence").firstRows(PAGE).query()) {
            ResultSet row = found.rows();
            while (row.next()) {
                errors.begun();
                rows++;
                last = row.getLong(1);
                reader.read(row);
            }
        }
        return new Page(rows, last);
    }

    /** Returns which tables the last statement that wrote was about. */
    Touched touched() {
        return touched;
    }

    /** Notes which tables the next statement is about, where it is none of those of {@link #append}. */
    void touching(Touched next) {
        touched = next;
    }

    /** Returns the table of kept scripts. */
    public ScriptStore scripts() {
        return scripts;
    }

    /**
     * Appends events, and the scripts that they name, which are there no later than the events. More rows than {@link
     * DialectSession#rowsPerInsert} need several statements, for which the caller has begun a transaction.
     *
     * @throws LedgerException where another runner has taken one of the sequence numbers, or where the table is gone or does
     *     not take the rows
     */
    void append(List<LedgerEvent> events, List<KeptScript> kept) throws SQLException {
        int atOnce = session.rowsPerInsert();
        boolean together = session.scriptWriting() == ScriptTable.Writing.ONE_STATEMENT && kept.size() <= atOnce;
        if (!together && !kept.isEmpty()) {
            touched = Touched.SCRIPTS;
            scripts.insert(kept);
        }
        for (int from = 0; from < events.size(); from += atOnce) {
            insert(
                    events.subList(from, Math.min(events.size(), from + atOnce)),
                    together && from == 0 ? kept : List.of());
        }
    }

    /** Returns whether so many events, and so many scripts, need no transaction around them. */
    boolean needNoTransaction(int events, int kept) {
        return events <= session.rowsPerInsert()
                && (kept == 0 || session.scriptWriting() != ScriptTable.Writing.ONE_TRANSACTION);
    }

    private void insert(List<LedgerEvent> events, List<KeptScript> kept) throws SQLException {
        touched = kept.isEmpty() ? Touched.LEDGER : Touched.BOTH;
        session.beforeLedgerAccess();
        LedgerEvent last = events.get(events.size() - 1);
        boolean intent = last instanceof LedgerEvent.Step step && step.intent().isPresent();
        Optional<String> underLock = intent ? session.underLock(last.sequence()) : Optional.empty();
        if (underLock.isPresent() && insert(events, kept, underLock)) {
            session.wroteUnderLock();
        } else {
            // Also where the lock is missing: what took effect is recorded, the sequence fences, and then the lock is
            // asked for.
            insert(events, kept, Optional.empty());
        }
    }

    /** Returns whether the rows were inserted; false only where the lock is missing. */
    private boolean insert(List<LedgerEvent> events, List<KeptScript> kept, Optional<String> lastSequence)
            throws SQLException {
        String tables = session.ledgerTable() + (kept.isEmpty() ? "" : " or " + session.scriptTable());
        String insertion = "INSERT INTO " + session.ledgerTable() + " (" + COLUMNS + ") VALUES ";
        LedgerStatement statement = kept.isEmpty()
                ? new LedgerStatement(session).sql(insertion)
                : ScriptStore.insertOf(session, kept)
                        .as(keeping -> "WITH kept AS (" + keeping + ") ")
                        .sql(insertion);
        int rows = 0;
        for (LedgerEvent event : events) {
            statement.sql(rows == 0 ? "(" : ", (");
            rows++;
            if (lastSequence.isPresent() && rows == events.size()) {
                statement.sql(lastSequence.get());
            } else {
                statement.number(event.sequence());
            }
            addRow(statement, event);
            statement.sql(")");
        }
        try {
            errors.check(events.size(), statement.executeUpdate());
            return true;
        } catch (SQLException e) {
            if (lastSequence.isPresent() && session.isLockMissing(e)) {
                return false;
            }
            if (session.isDuplicateKey(e)) {
                throw fenced(events.get(0).sequence(), e);
            }
            if (errors.ofInsert(e, tables) instanceof LedgerException explained) {
                throw explained;
            }
            throw e;
        }
    }

    /** Returns the error for a sequence number that another runner has taken. */
    static LedgerException fenced(long sequence, SQLException error) {
        return new LedgerException(
                FENCED,
                "another runner has written event " + sequence + " of this ledger",
                "This runner stopped before it recorded anything more.",
                Advice.again(": it goes on from what is recorded."),
                error);
    }

    /** Adds all but the sequence. */
    private static void addRow(LedgerStatement row, LedgerEvent event) {
        EventHeader header = event.header();
        add(row, event.type().name(), event.origin().name());
        add(
                row,
                header.id().namespace(),
                header.id().value(),
                header.direction().name(),
                header.checksum());
        row.sql(", ").number(header.done()).sql(", ").number(header.batch());
        Actor actor = header.actor();
        add(row, header.runId(), actor.databaseUser(), actor.osUser(), actor.host(), actor.application());
        add(row, CanonicalEncoding.time(header.recordedAt()));
        row.sql(", ").number(CanonicalEncoding.micros(header.elapsed()));
        row.sql(", ").number(header.unsettled());
        add(row, header.appliedDigest().hex(), header.detail(), header.previousHash(), header.hash());
    }

    private static void add(LedgerStatement row, String... texts) {
        for (String text : texts) {
            row.sql(", ").text(text);
        }
    }

    private LedgerEvent event(ResultSet row) throws SQLException {
        try {
            return EventDetail.toEvent(row.getString(2), row.getString(3), header(row));
        } catch (RuntimeException e) {
            throw new LedgerException(
                    UNKNOWN_FORMAT,
                    "event " + row.getLong(1) + " of the ledger cannot be read: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of(
                            "Use a version of Migration Ledger that is at least as new as the one that wrote it; if there is"
                                    + " none, the row was changed by hand ('",
                            Action.VERIFY,
                            "' tells)."),
                    e);
        }
    }

    private EventHeader header(ResultSet row) throws SQLException {
        int c = 4;
        return new EventHeader(
                row.getLong(1),
                MigrationId.of(text(row, c++), text(row, c++)),
                Direction.valueOf(text(row, c++)),
                text(row, c++),
                row.getInt(c++),
                row.getInt(c++),
                text(row, c++),
                new Actor(text(row, c++), text(row, c++), text(row, c++), text(row, c++)),
                CanonicalEncoding.instant(text(row, c++)),
                Duration.of(row.getLong(c++), ChronoUnit.MICROS),
                row.getInt(c++),
                new AppliedDigest(text(row, c++)),
                text(row, c++),
                text(row, c++),
                text(row, c++));
    }

    private String text(ResultSet row, int column) throws SQLException {
        String stored = row.getString(column);
        return stored == null && session.emptyTextIsNull() ? "" : stored;
    }
}
