package io.migrationledger.audit.report;

import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A ledger whose events are as a test wants them: people, times, errors. Its chain, digests and counts are right. */
final class MadeLedger implements AutoCloseable {
    private static final int COLUMNS = LedgerColumn.values().length;

    private final Connection connection;
    private final DialectSession session;
    private final PreparedStatement insert;
    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Map<String, AppliedDigest> digests = new HashMap<>();
    private final Map<String, Integer> unsettled = new HashMap<>();
    private long sequence;
    private int batch;
    private String previous = EventHeader.NO_HASH;
    private Actor actor = new Actor("", "mira", "build-7", "ledger");
    private Instant now = Instant.parse("2026-01-05T09:30:00Z");

    MadeLedger(Connection connection) throws SQLException {
        this.connection = connection;
        this.session = new SqliteDialect().open(connection, SessionOptions.DEFAULTS);
        session.createLedgerTable();
        String columns = Arrays.stream(LedgerColumn.values())
                .map(LedgerColumn::columnName)
                .collect(Collectors.joining(", "));
        connection.setAutoCommit(false);
        this.insert = connection.prepareStatement("INSERT INTO " + session.ledgerTable() + " (" + columns
                + ") VALUES (?" + ", ?".repeat(COLUMNS - 1) + ")");
    }

    MadeLedger by(String user, String host, String application) {
        actor = new Actor("app", user, host, application);
        return this;
    }

    /** A new run begins at this time. */
    MadeLedger run(String at) {
        return run(Instant.parse(at));
    }

    MadeLedger run(Instant at) {
        batch++;
        now = at;
        return this;
    }

    MadeLedger started(String id, Direction direction, int done, int statements, Strategy strategy) {
        return add(
                EventType.STARTED,
                Origin.EXECUTED,
                id,
                direction,
                done,
                Duration.ZERO,
                EventDetail.started(statements, strategy, StepList.EMPTY, ""));
    }

    MadeLedger applied(String id, int statements, Duration took, String description) {
        return add(
                EventType.APPLIED,
                Origin.EXECUTED,
                id,
                Direction.UP,
                statements,
                took,
                EventDetail.settled(description, Optional.empty()));
    }

    /** A migration that started and was applied. */
    MadeLedger ran(String id, int statements, Duration took, String description) {
        return started(id, Direction.UP, 0, statements, Strategy.TRANSACTIONAL)
                .applied(id, statements, took, description);
    }

    MadeLedger failed(String id, Direction direction, int done, Duration took, Failure error) {
        return add(
                EventType.FAILED,
                Origin.ERROR,
                id,
                direction,
                done,
                took,
                EventDetail.failed(Optional.of(error), Optional.empty(), Optional.empty()));
    }

    MadeLedger interrupted(String id, int done, Optional<Doubt> doubt) {
        return add(
                EventType.FAILED,
                Origin.INTERRUPTED,
                id,
                Direction.UP,
                done,
                Duration.ofMillis(3),
                EventDetail.failed(Optional.empty(), doubt, Optional.empty()));
    }

    MadeLedger declared(EventType type, Origin origin, String id, String description, String reason) {
        return add(
                type,
                origin,
                id,
                Direction.UP,
                0,
                Duration.ZERO,
                EventDetail.settled(description, Optional.of(reason)));
    }

    MadeLedger rolledBack(String id, int statements, Duration took) {
        return started(id, Direction.DOWN, 0, statements, Strategy.TRANSACTIONAL)
                .add(
                        EventType.ROLLED_BACK,
                        Origin.EXECUTED,
                        id,
                        Direction.DOWN,
                        statements,
                        took,
                        EventDetail.settled("", Optional.empty()));
    }

    /** Returns the checksum of a migration, which the file of that checksum would have. */
    static String checksum(String id) {
        return Sha256.hex(id);
    }

    private MadeLedger add(
            EventType type,
            Origin origin,
            String name,
            Direction direction,
            int done,
            Duration elapsed,
            String detail) {
        MigrationId id = MigrationId.of("main", name);
        sequence++;
        now = now.plusMillis(7);
        MigrationState before = states.get(id);
        // The digest and the count depend on what the event does: they are filled in after it is known.
        EventHeader open = header(id, direction, done, elapsed, detail, 0, AppliedDigest.EMPTY, "");
        MigrationState after = MigrationState.after(
                Optional.ofNullable(before), EventDetail.toEvent(type.name(), origin.name(), open));
        states.put(id, after);
        AppliedDigest digest = digests.getOrDefault("main", AppliedDigest.EMPTY);
        if (before != null && before.isInEffect()) {
            digest = digest.minus(id, before.inEffect().orElseThrow().header().checksum());
        }
        if (after.isInEffect()) {
            digest = digest.plus(id, after.inEffect().orElseThrow().header().checksum());
        }
        digests.put("main", digest);
        int more = (after.unsettled() ? 1 : 0) - (before != null && before.unsettled() ? 1 : 0);
        int count = unsettled.merge("main", more, Integer::sum);
        EventHeader unhashed = header(id, direction, done, elapsed, detail, count, digest, "");
        String hash = CanonicalEncoding.hashOf(type, origin.name(), unhashed);
        insert(type, origin, header(id, direction, done, elapsed, detail, count, digest, hash));
        previous = hash;
        return this;
    }

    private EventHeader header(
            MigrationId id,
            Direction direction,
            int done,
            Duration elapsed,
            String detail,
            int count,
            AppliedDigest digest,
            String hash) {
        return new EventHeader(
                sequence,
                id,
                direction,
                checksum(id.value()),
                done,
                batch,
                new UUID(1, batch).toString(),
                actor,
                now,
                elapsed,
                count,
                digest,
                detail,
                previous,
                hash);
    }

    private void insert(EventType type, Origin origin, EventHeader header) {
        Object[] values = {
            header.sequence(),
            type.name(),
            origin.name(),
            header.id().namespace(),
            header.id().value(),
            header.direction().name(),
            header.checksum(),
            header.done(),
            header.batch(),
            header.runId(),
            header.actor().databaseUser(),
            header.actor().osUser(),
            header.actor().host(),
            header.actor().application(),
            CanonicalEncoding.time(header.recordedAt()),
            CanonicalEncoding.micros(header.elapsed()),
            header.unsettled(),
            header.appliedDigest().hex(),
            header.detail(),
            header.previousHash(),
            header.hash()
        };
        try {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the last event that was added, as the ledger would read it. */
    LedgerEvent last(String id) {
        return Objects.requireNonNull(states.get(MigrationId.of("main", id))).last();
    }

    /** Commits what was added, and returns the connection. */
    Connection commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        return connection;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        session.close();
    }
}
