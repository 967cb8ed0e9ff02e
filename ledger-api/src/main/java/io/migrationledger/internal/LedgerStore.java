package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.FENCED;
import static io.migrationledger.ErrorCode.UNKNOWN_FORMAT;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger table: one INSERT and one SELECT, in three forms. There is no UPDATE and no DELETE here or anywhere else.
 */
final class LedgerStore {
    private static final String COLUMNS =
            Arrays.stream(LedgerColumn.values()).map(LedgerColumn::columnName).collect(Collectors.joining(", "));
    private static final String PARAMETERS = "(" + "?, ".repeat(LedgerColumn.values().length - 1) + "?)";

    /** 40 rows have 840 parameters; no database takes fewer than 999 in one statement. */
    static final int ROWS_PER_STATEMENT = 40;

    private final DialectSession session;

    /** Reads and appends through this session. */
    public LedgerStore(DialectSession session) {
        this.session = session;
    }

    /** Returns the newest event, or empty where the ledger is empty or does not exist: one query, one row. */
    public Optional<LedgerEvent> head() throws SQLException {
        return newest("", "");
    }

    /** Returns the newest event of a namespace, or empty where there is none: one query, one row. */
    public Optional<LedgerEvent> head(String namespace) throws SQLException {
        return newest(" WHERE namespace = ?", namespace);
    }

    /** Returns whether anything was forgotten in a namespace that has events: one query. */
    boolean hasForgotten(String namespace) throws SQLException {
        session.beforeLedgerAccess();
        String sql = "SELECT sequence FROM " + session.ledgerRows()
                + " WHERE namespace = ? AND origin = 'FORGOTTEN' LIMIT 1";
        try (PreparedStatement select = session.connection().prepareStatement(sql)) {
            select.setString(1, namespace);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private Optional<LedgerEvent> newest(String condition, String namespace) throws SQLException {
        session.beforeLedgerAccess();
        String sql =
                "SELECT " + COLUMNS + " FROM " + session.ledgerRows() + condition + " ORDER BY sequence DESC LIMIT 1";
        try (PreparedStatement select = session.connection().prepareStatement(sql)) {
            if (!condition.isEmpty()) {
                select.setString(1, namespace);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(event(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            if (session.isMissingTable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Hands all events to the consumer, in order; none where the ledger does not exist. */
    public void forEach(Consumer<? super LedgerEvent> consumer) throws SQLException {
        select(row -> consumer.accept(event(row)));
    }

    /** Takes rows as they are stored, readable or not. */
    interface RowConsumer {
        /**
         * Takes the next row.
         *
         * @param header the row's contents, or null where they cannot be read
         * @param problem what is wrong with the row by itself, or the empty string
         */
        void row(long sequence, String type, String origin, @Nullable EventHeader header, String problem);
    }

    /** Hands all rows to the consumer in order, whatever was done to them; none where the ledger does not exist. */
    void forEachRow(RowConsumer consumer) throws SQLException {
        select(row -> {
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
        });
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

    private void select(RowReader reader) throws SQLException {
        session.beforeLedgerAccess();
        String sql = "SELECT " + COLUMNS + " FROM " + session.ledgerRows() + " ORDER BY sequence";
        try (PreparedStatement select = session.connection().prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            if (!session.isMissingTable(e)) {
                throw e;
            }
        }
    }

    /**
     * Appends events: in one statement up to {@link #ROWS_PER_STATEMENT}, in several beyond, for which the caller has
     * begun a transaction.
     *
     * @throws LedgerException where another runner has taken one of the sequence numbers
     */
    void append(List<LedgerEvent> events) throws SQLException {
        for (int from = 0; from < events.size(); from += ROWS_PER_STATEMENT) {
            insert(events.subList(from, Math.min(events.size(), from + ROWS_PER_STATEMENT)));
        }
    }

    private void insert(List<LedgerEvent> events) throws SQLException {
        session.beforeLedgerAccess();
        String sql = "INSERT INTO " + session.ledgerTable() + " (" + COLUMNS + ") VALUES " + PARAMETERS
                + (", " + PARAMETERS).repeat(events.size() - 1);
        try (PreparedStatement insert = session.connection().prepareStatement(sql)) {
            int parameter = 1;
            for (LedgerEvent event : events) {
                parameter = bind(insert, parameter, event);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            if (session.isDuplicateKey(e)) {
                throw new LedgerException(
                        FENCED,
                        "another runner has written event " + events.get(0).sequence() + " of this ledger",
                        "This runner stopped before it recorded anything more.",
                        "Run the same command again: it goes on from what is recorded.",
                        e);
            }
            throw e;
        }
    }

    private static int bind(PreparedStatement insert, int first, LedgerEvent event) throws SQLException {
        EventHeader header = event.header();
        int p = first;
        insert.setLong(p++, header.sequence());
        insert.setString(p++, event.type().name());
        insert.setString(p++, event.origin().name());
        insert.setString(p++, header.id().namespace());
        insert.setString(p++, header.id().value());
        insert.setString(p++, header.direction().name());
        insert.setString(p++, header.checksum());
        insert.setInt(p++, header.done());
        insert.setInt(p++, header.batch());
        insert.setString(p++, header.runId());
        insert.setString(p++, header.actor().databaseUser());
        insert.setString(p++, header.actor().osUser());
        insert.setString(p++, header.actor().host());
        insert.setString(p++, header.actor().application());
        insert.setString(p++, CanonicalEncoding.time(header.recordedAt()));
        insert.setLong(p++, CanonicalEncoding.micros(header.elapsed()));
        insert.setInt(p++, header.unsettled());
        insert.setString(p++, header.appliedDigest().hex());
        insert.setString(p++, header.detail());
        insert.setString(p++, header.previousHash());
        insert.setString(p++, header.hash());
        return p;
    }

    private static LedgerEvent event(ResultSet row) throws SQLException {
        try {
            return EventDetail.toEvent(row.getString(2), row.getString(3), header(row));
        } catch (RuntimeException e) {
            throw new LedgerException(
                    UNKNOWN_FORMAT,
                    "event " + row.getLong(1) + " of the ledger cannot be read: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    "Use a version of Migration Ledger that is at least as new as the one that wrote it; "
                            + "if there is none, the row was changed by hand ('ledger verify' tells).",
                    e);
        }
    }

    private static EventHeader header(ResultSet row) throws SQLException {
        int c = 4;
        return new EventHeader(
                row.getLong(1),
                MigrationId.of(row.getString(c++), row.getString(c++)),
                Direction.valueOf(row.getString(c++)),
                row.getString(c++),
                row.getInt(c++),
                row.getInt(c++),
                row.getString(c++),
                new Actor(row.getString(c++), row.getString(c++), row.getString(c++), row.getString(c++)),
                CanonicalEncoding.instant(row.getString(c++)),
                Duration.of(row.getLong(c++), ChronoUnit.MICROS),
                row.getInt(c++),
                new AppliedDigest(row.getString(c++)),
                row.getString(c++),
                row.getString(c++),
                row.getString(c++));
    }
}
