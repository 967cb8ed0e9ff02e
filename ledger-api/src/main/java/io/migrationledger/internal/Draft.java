package io.migrationledger.internal;

import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;

/** An event before the ledger has given it its place, its time and its hash. */
record Draft(
        EventType type,
        Origin origin,
        MigrationId id,
        Direction direction,
        String checksum,
        int done,
        Duration elapsed,
        String detail) {}
