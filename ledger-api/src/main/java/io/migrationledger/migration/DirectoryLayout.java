package io.migrationledger.migration;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one tool names the files of a directory, and what they mean to it. Found by {@link java.util.ServiceLoader}, so
 * that another layout is a jar on the class path. An implementation has a public constructor without arguments, keeps no
 * state and is safe for many threads.
 *
 * <p>A layout says what each file is; the ledger reads checksums, the {@code -- ledger:} comments at a script's head and
 * everything else that is the same in all layouts.
 */
public interface DirectoryLayout {

    /** Returns the name by which a person chooses it, in lower case: {@code flyway}. */
    String name();

    /** Returns whose layout it is, for messages: {@code Flyway}. */
    String owner();

    /**
     * Returns this layout with what a person chose: {@code liquibase:contexts=prod} is the option {@code contexts} of the
     * layout {@code liquibase}.
     *
     * @throws LedgerException where it has no such option
     */
    default DirectoryLayout with(Map<String, String> options) {
        if (options.isEmpty()) {
            return this;
        }
        throw LedgerException.input(
                ErrorCode.BAD_OPTION,
                "the layout " + name() + " has no options, and not '"
                        + options.keySet().iterator().next() + "'",
                Advice.of("Write ", Action.LAYOUT.about(name()), "."));
    }

    /**
     * Returns how sure it is that the files are in this layout, or empty where they are not. Looks at names first, and
     * reads as few files as possible: this is asked of every directory.
     */
    Optional<Recognition> recognise(DirectoryListing listing);

    /**
     * Returns the migrations in these files, in the order in which their tool runs them, and tells the context's findings
     * of everything else: what is wrong with a file, and which files belong to no migration.
     *
     * @throws LedgerException where the directory as a whole cannot be read
     */
    List<LayoutMigration> read(DirectoryListing listing, LayoutContext context);

    /**
     * Returns the files that a new migration begins with, named as this layout reads them and after those that exist.
     * Empty where it is enough to name it as the others are: as {@code 0001_create_users.sql} in a new directory. Writes
     * nothing.
     *
     * @param listing what the directory holds; nothing, where it does not exist yet
     * @throws LedgerException where this layout cannot have a new migration, or not this one
     */
    default Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        return Optional.empty();
    }
}
