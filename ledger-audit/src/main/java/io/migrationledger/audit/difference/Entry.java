package io.migrationledger.audit.difference;

import io.migrationledger.event.Actor;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import java.time.Instant;

/**
 * A migration that is in effect, or that waits to be settled, in one state.
 *
 * @param checksum of what is in effect, or of the attempt that is unsettled
 * @param person the user of the operating system who brought it there, or of the database where that is unknown
 * @param reason what a person said when declaring it, or the empty string
 * @param at when it came into effect, or what is unsettled was last heard of
 * @param order the sequence of the event that put it into effect first since it was not; of one that is not in effect, of
 *     its last event
 */
public record Entry(
        MigrationId id, MigrationStatus status, String checksum, String person, String reason, Instant at, long order) {

    static Entry of(MigrationState state) {
        LedgerEvent event = state.since().map(applied -> (LedgerEvent) applied).orElse(state.last());
        Actor actor = event.header().actor();
        return new Entry(
                state.id(),
                state.status(),
                state.inEffect()
                        .map(applied -> applied.header().checksum())
                        .orElse(state.last().header().checksum()),
                actor.osUser().isEmpty() ? actor.databaseUser() : actor.osUser(),
                state.inEffect().flatMap(LedgerEvent.Applied::reason).orElse(""),
                event.header().recordedAt(),
                state.first()
                        .map(LedgerEvent.Applied::sequence)
                        .orElse(state.last().sequence()));
    }
}
