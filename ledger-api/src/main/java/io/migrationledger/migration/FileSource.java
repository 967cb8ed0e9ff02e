package io.migrationledger.migration;

import io.migrationledger.LedgerException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A source of files. Immutable; each method returns a changed copy. */
public interface FileSource extends MigrationSource {

    /**
     * Returns this source read in the layout of this name, whatever its files look like; without it the layout is
     * recognised.
     *
     * @param name {@code ledger}, or the name of a layout on the class path: {@code flyway}; options of it stand behind it,
     *     {@code liquibase:contexts=prod}
     * @throws LedgerException where no layout has this name or these options
     */
    FileSource layout(String name);

    /** Returns this source read in this layout. */
    FileSource layout(DirectoryLayout layout);

    /**
     * Returns this source without some files, which are as good as not there.
     *
     * @param glob which files, by their path below the source with slashes: {@code helpers/**}, <code>*.{md,txt}</code>;
     *     a pattern without a slash is about the file's own name, wherever it is. As in {@link
     *     java.nio.file.FileSystem#getPathMatcher}.
     * @throws LedgerException where the pattern cannot be read
     */
    FileSource exclude(String glob);

    /** Returns the directory whose files these are; empty where they are of no directory, as by default. */
    default Optional<Path> directory() {
        return Optional.empty();
    }

    /**
     * Returns the files that a new migration begins with in the layout of this source, chosen or recognised; empty where
     * it is enough to name it as the others are. Writes nothing. A directory that does not exist is as an empty one.
     *
     * @throws LedgerException where the layout is not clear, or cannot have such a migration
     */
    Optional<List<NewFile>> create(NewMigration wanted);
}
