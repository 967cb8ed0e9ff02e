package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events for tests, numbered as they are made; their hashes are not computed. */
final class Events {
    private final MigrationId id;
    private long sequence;

    Events(String id) {
        this.id = MigrationId.of(id);
    }

    EventHeader header(Direction direction, int done, Duration elapsed) {
        return header(direction, done, elapsed, "{}");
    }

    EventHeader header(Direction direction, int done, Duration elapsed, String detail) {
        return new EventHeader(
                ++sequence,
                id,
                direction,
                "c" + sequence,
                done,
                1,
                "run",
                new Actor("db", "os", "host", "app"),
                Instant.EPOCH,
                elapsed,
                0,
                AppliedDigest.EMPTY,
                detail,
                EventHeader.NO_HASH,
                EventHeader.NO_HASH);
    }

    LedgerEvent.Started started(Direction direction, int done, int statements) {
        return new LedgerEvent.Started(
                header(direction, done, Duration.ZERO),
                Origin.EXECUTED,
                statements,
                Strategy.STEPWISE,
                StepList.EMPTY,
                "",
                Optional.empty(),
                Optional.empty());
    }

    LedgerEvent.Started started(int statements) {
        return started(Direction.UP, 0, statements);
    }

    LedgerEvent.Step step(Direction direction, int done, int intent) {
        return new LedgerEvent.Step(
                header(direction, done, Duration.ZERO),
                intent == 0 ? Optional.empty() : Optional.of(new Intent(intent, "sum", "print")));
    }

    LedgerEvent.Step step(int done, Duration elapsed) {
        return new LedgerEvent.Step(header(Direction.UP, done, elapsed), Optional.empty());
    }

    LedgerEvent.Failed failed(Origin origin, int done, Duration elapsed) {
        return new LedgerEvent.Failed(
                header(Direction.UP, done, elapsed), origin, Optional.empty(), Optional.empty(), Optional.empty());
    }

    LedgerEvent.Step step(int done) {
        return step(Direction.UP, done, 0);
    }

    LedgerEvent.Applied applied(Origin origin, int done) {
        return new LedgerEvent.Applied(
                header(Direction.UP, done, Duration.ZERO), origin, "", Optional.empty(), List.of(), Optional.empty());
    }

    LedgerEvent.Failed failed(Direction direction, Origin origin, int done) {
        return new LedgerEvent.Failed(
                header(direction, done, Duration.ZERO), origin, Optional.empty(), Optional.empty(), Optional.empty());
    }

    LedgerEvent.Failed failed(int done) {
        return failed(Direction.UP, Origin.ERROR, done);
    }

    LedgerEvent.Failed doubtful(int done) {
        return new LedgerEvent.Failed(
                header(Direction.UP, done, Duration.ZERO),
                Origin.INTERRUPTED,
                Optional.empty(),
                Optional.of(new Doubt(1, "f", 1, "t", "r", "")),
                Optional.empty());
    }

    LedgerEvent.RolledBack rolledBack(Origin origin, int done, String reason) {
        return new LedgerEvent.RolledBack(
                header(Direction.DOWN, done, Duration.ZERO),
                origin,
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                Optional.empty());
    }
}
