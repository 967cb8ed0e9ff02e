package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.util.List;

/**
 * What the ledger knows of the schema by the newest snapshot that it keeps. Immutable.
 *
 * @param event the event whose snapshot it is: what the schema held then
 * @param snapshot its row beside the ledger; {@link KeptScript#snapshot} gives the text
 * @param changedSince the migrations of which something ran after that event, or may have, in the order of the ledger: what
 *     differs from the snapshot may be theirs. Empty where whatever differs was changed outside of the ledger
 */
public record KnownSchema(LedgerEvent event, KeptScript snapshot, List<MigrationId> changedSince) {
    /** Copies the list. */
    public KnownSchema {
        changedSince = List.copyOf(changedSince);
    }
}
