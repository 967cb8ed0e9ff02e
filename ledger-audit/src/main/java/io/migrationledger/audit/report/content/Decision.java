package io.migrationledger.audit.report.content;

import io.migrationledger.event.Actor;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was declared in one run with one reason: no script ran.
 *
 * @param batch the run
 * @param undone whether migrations went out of effect by it
 * @param reason the reason; empty where there is none
 * @param migrations how many migrations
 * @param from the first of them
 * @param to the last of them
 */
public record Decision(
        int batch,
        Instant at,
        Actor actor,
        Origin origin,
        boolean undone,
        Optional<String> reason,
        long migrations,
        MigrationId from,
        MigrationId to) {

    boolean takes(Entry entry, boolean undoes) {
        return batch == entry.batch() && origin == entry.origin() && undone == undoes && reason.equals(entry.reason());
    }

    Decision and(MigrationId id) {
        return new Decision(batch, at, actor, origin, undone, reason, migrations + 1, from, id);
    }
}
