package io.migrationledger.internal.record;

import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;

/** An event before the ledger has given it its place, its time and its hash. */
public record EventDraft(
        EventType type,
        Origin origin,
        MigrationId id,
        Direction direction,
        String checksum,
        int done,
        Duration elapsed,
        String detail) {

    /** Returns it with another detail. */
    EventDraft withDetail(String other) {
        return new EventDraft(type, origin, id, direction, checksum, done, elapsed, other);
    }
}
