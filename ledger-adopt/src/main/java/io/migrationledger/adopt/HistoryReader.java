package io.migrationledger.adopt;

import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.migration.ForeignMigration;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the history of one tool: its table, what a row means, and how its checksums are made. Found by {@link
 * java.util.ServiceLoader}, so that a tool that is not known here is a jar. Only reads. Safe for many threads.
 */
public interface HistoryReader {

    /** Returns the tool's name in lower case, as options name it: {@code flyway}. */
    String tool();

    /** Returns the tool's name as people write it: {@code Flyway}. */
    String product();

    /** Returns the names that the tool itself gives to its table, in lower case, schemas not included. */
    Set<String> tables();

    /** Returns the schemas in which the tool may keep its table beside the connection's own; by default none. */
    default Set<String> schemas() {
        return Set.of();
    }

    /**
     * Returns whether on SQLite, which has no schemas, each of {@link #schemas} is a file beside the database's own, as
     * sqitch's registry is; by default not.
     */
    default boolean schemasAreFilesOnSqlite() {
        return false;
    }

    /**
     * Returns whether a table can be this tool's: whether it has the columns that the tool gives it. Where several tools name
     * their tables so, they must be told apart here.
     */
    boolean recognises(HistoryTable table);

    /**
     * Reads the history.
     *
     * @return its rows in the order in which the tool applied them, as far as the table tells
     */
    List<ForeignRow> rows(HistoryTable table) throws SQLException;

    /**
     * Returns whether a row is of a migration that no source here can have, as it is code and not SQL; then it is taken over
     * by its name alone, in a namespace of the tool. By default it is not.
     */
    default boolean isCode(ForeignRow row) {
        return false;
    }

    /**
     * Returns whether a row is of another project than this migration of the directory: one table may hold the histories of
     * several, which may name their migrations alike. Such a row is taken over by its name alone, in {@link #namespace}. By
     * default it is not.
     */
    default boolean isOfAnotherProject(ForeignRow row, ForeignMigration local) {
        return false;
    }

    /** Returns the namespace of what is code or of another project; by default the tool's name. */
    default String namespace(ForeignRow row) {
        return tool();
    }

    /**
     * Returns the ids that the row's migration may have here, the likeliest first. By default that is its key, and the digits
     * at the beginning of the key.
     */
    default List<String> ids(ForeignRow row) {
        return Ids.of(row.key());
    }

    /** Returns the names by which a row names its migration in the tool's own layout; by default its key. */
    default List<String> names(ForeignRow row) {
        return List.of(row.key());
    }

    /**
     * Returns by what the tool's history may name a migration of a directory in the tool's own layout; by default its key.
     */
    default Set<String> keys(ForeignMigration local) {
        return Set.of(local.key());
    }

    /**
     * Compares a file with what the row says of it. By default by {@link #checksum}; where that is not known, nothing is.
     *
     * @return {@link FileCheck#EQUAL}, {@link FileCheck#EDITED} or {@link FileCheck#UNKNOWN}
     */
    default FileCheck compare(ForeignRow row, LocalFile file) {
        return checksum(file)
                .map(now -> row.checksum().filter(now::equals).isPresent() ? FileCheck.EQUAL : FileCheck.EDITED)
                .orElse(FileCheck.UNKNOWN);
    }

    /** Returns a file's checksum as the tool computes it; empty where that is not known, as by default. */
    default Optional<String> checksum(LocalFile file) {
        return Optional.empty();
    }

    /** Returns what a person should know of every adoption from this tool; by default nothing. */
    default List<String> notes() {
        return List.of();
    }
}
