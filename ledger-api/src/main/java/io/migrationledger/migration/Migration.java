package io.migrationledger.migration;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One migration, as its source describes it.
 *
 * @param id what identifies it
 * @param description what it does: from the header or the file's name
 * @param runs how often it runs; what runs again comes after all versioned ones
 * @param checksum SHA-256 of the up script with line endings normalised, in hexadecimal
 * @param up what applies it
 * @param down what undoes it, or empty where nothing does
 * @param directives how it is to be run
 * @param downDirectives how its down script is to be run: as the up script, but for what its own head says otherwise
 * @param header what its author said about it
 * @param foreign what the tool that its file belongs to calls it, or empty where it is no other tool's
 * @param base whether it stands, on a new database, for all versions up to its own, its own included
 * @param conflicts migrations that must not be in effect when it runs
 * @param passing whether a run passes over it where it failed and nothing of it took effect
 * @param afterFailure after which failures it runs, for one that runs only then; empty for all others
 */
public record Migration(
        MigrationId id,
        String description,
        Runs runs,
        String checksum,
        MigrationBody up,
        Optional<MigrationBody> down,
        Directives directives,
        Directives downDirectives,
        Header header,
        Optional<ForeignMigration> foreign,
        boolean base,
        List<MigrationId> conflicts,
        Precondition.Passing passing,
        Optional<AfterFailure> afterFailure) {

    /** How often a migration runs. */
    public enum Runs {
        /** Once. */
        ONCE,
        /** Again whenever its checksum changes. */
        ON_CHANGE,
        /** In every run: its checksum is another one each time that it is read. */
        ALWAYS
    }

    /** Creates a migration whose down script is run as its up script is. */
    public Migration(
            MigrationId id,
            String description,
            boolean repeatable,
            String checksum,
            MigrationBody up,
            Optional<MigrationBody> down,
            Directives directives,
            Header header) {
        this(
                id,
                description,
                repeatable ? Runs.ON_CHANGE : Runs.ONCE,
                checksum,
                up,
                down,
                directives,
                directives,
                header,
                Optional.empty(),
                false,
                List.of(),
                Precondition.Passing.NEVER,
                Optional.empty());
    }

    /** Returns it with other migrations to be in effect before. */
    public Migration requiring(List<MigrationId> ids) {
        return ids.equals(directives.requires())
                ? this
                : new Migration(
                        id,
                        description,
                        runs,
                        checksum,
                        up,
                        down,
                        directives.withRequires(ids),
                        downDirectives,
                        header,
                        foreign,
                        base,
                        conflicts,
                        passing,
                        afterFailure);
    }

    /** Returns it with another script that takes it back. */
    public Migration withDown(MigrationBody body, Directives how) {
        return new Migration(
                id,
                description,
                runs,
                checksum,
                up,
                Optional.of(body),
                directives,
                how,
                header,
                foreign,
                base,
                conflicts,
                passing,
                afterFailure);
    }

    /** Returns it with a down script that has no statement, for one of which nothing is to be undone. */
    public Migration withEmptyDown() {
        MigrationBody empty = new MigrationBody.Script(new EmptyScript(location()));
        return new Migration(
                id,
                description,
                runs,
                checksum,
                up,
                Optional.of(empty),
                directives,
                downDirectives,
                header,
                foreign,
                base,
                conflicts,
                passing,
                afterFailure);
    }

    private record EmptyScript(String location) implements SqlScript {
        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }
    }

    /** Returns whether it can run again once it is in effect. */
    public boolean repeatable() {
        return runs != Runs.ONCE;
    }

    /** Returns where the up script is, as a person would name it. */
    public String location() {
        return up.location();
    }
}
