package io.migrationledger.migration;

import io.migrationledger.Problem;

/** Hears what a source finds besides the migrations that it returns. Called on the thread that reads the source. */
public interface Findings {

    /** A file or a directory cannot be used; nothing may run. */
    void problem(Problem problem);

    /** Something that a person should know and that stops nothing. */
    void note(String text);

    /**
     * A file that looks like a migration and that this source does not run: a migration in code beside the scripts.
     *
     * @param id the migration that it seems to be; where another source has it, nothing is missing
     * @param location where it is, as a person would name it
     */
    void notRun(MigrationId id, String location);

    /**
     * A migration in a file that is not for the database at hand, or that its tool is told to leave out: a changeset that is
     * ignored, for instance. Heard by nobody by default, since that is as its author wants it.
     *
     * @param id what its id would be
     * @param location where it begins, file and line
     */
    default void leftOut(MigrationId id, String location) {}
}
