package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * Where every migration stands.
 *
 * @param database the product and its version
 * @param head the newest event, or empty where the ledger is empty
 * @param environment what the ledger says that the database is, such as {@code production}; empty where it says nothing
 * @param lines one per migration: those of the sources and those in the ledger, other namespaces' included
 * @param problems what would stop a run
 * @param notes what a person should know
 */
public record StatusReport(
        String database,
        Optional<LedgerEvent> head,
        Optional<String> environment,
        List<Line> lines,
        List<Problem> problems,
        List<String> notes) {

    /** Copies the lists. */
    public StatusReport {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** How a migration stands, as one word for a person. */
    public enum Standing {
        /** In effect. */
        APPLIED,
        /** In effect, and its file was edited since. */
        CHANGED,
        /** In effect, and its file is gone. */
        MISSING,
        /** In effect, and newer than any file here. */
        FUTURE,
        /** Not yet in effect. */
        PENDING,
        /** A repeatable migration that was edited, or undone by a rollback, and will run again. */
        OUTDATED,
        /** The last attempt failed and left nothing behind. */
        FAILED,
        /** Some statements are in effect; the next run goes on. */
        PART_WAY,
        /** A person has to decide. */
        IN_DOUBT,
        /** Running now; or cut off, where the database does not show whether a run is at work. */
        RUNNING,
        /** Its run was cut off: no run is at work. The next one finds out how far it came, and goes on from there. */
        INTERRUPTED,
        /** Was in effect and was rolled back. */
        ROLLED_BACK,
        /** Took effect once, and was taken out of account without being undone. */
        FORGOTTEN
    }

    /**
     * What is to be said of an attempt that did not end well.
     *
     * @param what what happened: file, line, statement, the database's own words
     * @param now what is in effect of it
     * @param advice how to go on
     */
    public record Unfinished(String what, String now, Advice advice) {

        /** Returns how to go on, in the words of this library. */
        public String next() {
            return advice.toString();
        }
    }

    /**
     * One migration.
     *
     * @param standing how it stands
     * @param migration the local migration, or empty where the file is gone
     * @param state what the ledger says, or empty where it says nothing
     * @param unfinished what is to be said of its last attempt where that failed, was cut off or has not ended; a doubt is
     *     among the report's problems instead
     * @param needsAttention whether a check should find it: everything but what is in effect as its file says, or as a
     *     newer version of the program has it; never what belongs to a namespace that has no source here
     */
    public record Line(
            MigrationId id,
            Standing standing,
            Optional<Migration> migration,
            Optional<MigrationState> state,
            Optional<Unfinished> unfinished,
            boolean needsAttention) {

        /** Returns the migration's description, from the file or from the ledger. */
        public String description() {
            return migration
                    .map(Migration::description)
                    .or(() -> state.flatMap(MigrationState::inEffect).map(LedgerEvent.Applied::description))
                    .orElse("");
        }
    }
}
