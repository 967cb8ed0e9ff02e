package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * What an adoption did, or would do.
 *
 * @param tool the other tool, in lower case, such as {@code flyway}
 * @param product its name as people write it, such as {@code Flyway}
 * @param table the table that holds its history
 * @param lines what is done about each of its rows and about each file here that has none, in the order of the history
 * @param problems what stops the adoption; empty where nothing does, and always where events were recorded
 * @param notes what a person should know
 * @param events what was recorded; empty where the adoption was only looked at, or was done before
 * @param doneBefore whether the ledger has this history already; then nothing else is said
 */
public record AdoptResult(
        String tool,
        String product,
        String table,
        List<Line> lines,
        List<Problem> problems,
        List<String> notes,
        List<LedgerEvent> events,
        boolean doneBefore) {

    /** What is done about a row, or about a file without one. */
    public enum Effect {
        /** Recorded as in effect. */
        ADOPTED,
        /** Recorded as in effect, and its edited file as accepted, with the reason that was given. */
        ACCEPTED,
        /** Its file was edited since the other tool ran it, which stops the adoption until a person accepts that. */
        EDITED,
        /** Recorded as no longer in effect, as the other tool undid it. */
        ROLLED_BACK,
        /** Recorded as forgotten: it took effect, and its file is gone. */
        FORGOTTEN,
        /** Recorded as in doubt: a person has to say how it stands. */
        IN_DOUBT,
        /** A file that the history does not name: to be run. */
        PENDING,
        /** A row that says nothing of a migration; not recorded. */
        LEFT_OUT
    }

    /**
     * What is done about one row, or one file.
     *
     * @param effect what is done
     * @param key what the other tool calls it
     * @param id the migration that it is here; empty where it is none
     * @param description the migration's description, or the empty string
     * @param said what a person should know of it, in a sentence; or the empty string
     */
    public record Line(Effect effect, String key, Optional<MigrationId> id, String description, String said) {}
}
