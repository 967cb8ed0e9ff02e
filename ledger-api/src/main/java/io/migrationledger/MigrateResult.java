package io.migrationledger;

import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run did: partial success has a value of its own.
 *
 * @param direction whether migrations were applied or rolled back
 * @param completed the migrations that were completed, in order
 * @param failed the migration that stopped the run, or empty
 * @param notRun the migrations that were planned after it
 * @param batch the number of the run's events, or 0 where nothing was recorded
 * @param elapsed how long the run took since it had the lock
 * @param notes what a person should know
 * @param newest the newest event that concerns these migrations, where one query told that nothing is pending; otherwise
 *     empty
 * @param head the newest event of the whole ledger as this run left it; empty where the run recorded nothing. Its sequence
 *     and hash, noted elsewhere, show later whether the history before it was changed
 */
public record MigrateResult(
        Direction direction,
        List<Completed> completed,
        Optional<Failed> failed,
        List<MigrationId> notRun,
        int batch,
        Duration elapsed,
        List<String> notes,
        Optional<LedgerEvent> newest,
        Optional<LedgerEvent> head) {

    /** Copies the lists. */
    public MigrateResult {
        completed = List.copyOf(completed);
        notRun = List.copyOf(notRun);
        notes = List.copyOf(notes);
    }

    /**
     * A migration that was completed.
     *
     * @param resumedAfter how many of its statements an earlier attempt had left in effect
     */
    public record Completed(MigrationId id, String description, int statements, int resumedAfter, Duration elapsed) {}

    /**
     * The migration that stopped the run.
     *
     * @param done how many of its statements have taken effect and stay
     * @param statements how many it has
     * @param failure what the database said
     * @param doubt the statement that a person has to decide about, or empty
     * @param excerpt the script around what the database refused; empty where it was no statement, or one that may hold a
     *     secret
     */
    public record Failed(
            MigrationId id,
            String description,
            int done,
            int statements,
            Failure failure,
            Optional<Doubt> doubt,
            Optional<Excerpt> excerpt) {}

    /** Returns whether the run had nothing to do. */
    public boolean isUpToDate() {
        return completed.isEmpty() && failed.isEmpty();
    }
}
