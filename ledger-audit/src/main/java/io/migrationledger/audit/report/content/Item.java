package io.migrationledger.audit.report.content;

import io.migrationledger.StatusReport.Standing;
import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * One migration.
 *
 * @param description what it does, or the empty string
 * @param standing how it stands
 * @param state what the ledger says of it; empty where it says nothing
 * @param migration its file, where it is here
 * @param unfinished what is to be said of an attempt that did not end well
 * @param needsAttention whether somebody has to look at it
 * @param entries what happened to it, the oldest first
 * @param older how many still older entries are left out
 */
public record Item(
        MigrationId id,
        String description,
        Standing standing,
        Optional<MigrationState> state,
        Optional<Migration> migration,
        Optional<Unfinished> unfinished,
        boolean needsAttention,
        List<Entry> entries,
        long older) {}
