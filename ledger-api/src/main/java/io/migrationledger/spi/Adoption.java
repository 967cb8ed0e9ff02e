package io.migrationledger.spi;

import io.migrationledger.AdoptResult;
import io.migrationledger.Problem;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * Another tool's history, and what the ledger is to record of it.
 *
 * @param tool the tool, in lower case
 * @param product its name as people write it
 * @param table the table that holds it
 * @param items what is to be recorded, in the original order; with what is to be shown only
 * @param problems what stops the adoption
 * @param notes what a person should know
 * @param codeAlone whether there are rows, and all of them are about migrations in code, for which no file is asked
 */
public record Adoption(
        String tool,
        String product,
        String table,
        List<Item> items,
        List<Problem> problems,
        List<String> notes,
        boolean codeAlone) {

    /**
     * One row of the history, or one file that no row names.
     *
     * @param effect what is to be recorded
     * @param key what the tool calls it
     * @param id the migration; empty only where nothing is recorded
     * @param direction whether its up or its down script is meant
     * @param checksum the checksum to record: that of the file where the file is what the tool ran, otherwise what the tool
     *     has; 1 to 64 printable characters
     * @param description the migration's description, or the empty string
     * @param adopted what the row says; empty where there is no row, and where the item follows from the one before it
     * @param said what a person should know of it; recorded as the reason where the effect has one
     */
    public record Item(
            AdoptResult.Effect effect,
            String key,
            Optional<MigrationId> id,
            Direction direction,
            String checksum,
            String description,
            Optional<Adopted> adopted,
            String said) {}
}
