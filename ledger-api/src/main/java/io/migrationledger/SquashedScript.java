package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * One script that has the effect of several, as {@link Migrator#squash} writes it. Nothing is written to a file yet.
 *
 * @param id its id: that of the last migration that it replaces
 * @param replaces the migrations that it replaces, in the order in which they run, its own id among them
 * @param statements how many statements it has
 * @param up its text
 * @param down the text of its down script; empty where not all of the replaced migrations have one
 * @param variant the dialect that the script is for, where the replaced ones are not the same for every database; empty
 *     where it is for all
 * @param beside where the script of the last migration is that it replaces: beside that one it should stand
 * @param replacedFiles where the scripts are that it replaces, up and down, and their settings
 * @param notes what a person should know
 */
public record SquashedScript(
        MigrationId id,
        List<MigrationId> replaces,
        int statements,
        String up,
        Optional<String> down,
        Optional<String> variant,
        String beside,
        List<String> replacedFiles,
        List<String> notes) {

    /** Copies the lists. */
    public SquashedScript {
        replaces = List.copyOf(replaces);
        replacedFiles = List.copyOf(replacedFiles);
        notes = List.copyOf(notes);
    }
}
