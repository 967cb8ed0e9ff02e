package io.migrationledger.layouts;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import java.util.List;

/**
 * A new file of Liquibase's formatted SQL with one changeset
 * (<a href="https://docs.liquibase.com/concepts/changelogs/sql-format.html">its manual</a>). Files run in the order of
 * their paths, so that it has to stand behind the others.
 */
final class NewChangeset {
    private NewChangeset() {}

    static NewFile file(DirectoryListing listing, NewMigration wanted) {
        List<String> versions = listing.scripts().stream()
                .filter(file -> file.directory().isEmpty())
                .map(file -> file.name().substring(0, FileName.digits(file.name())))
                .filter(version -> !version.isEmpty())
                .toList();
        String path = wanted.versionAfter(versions).orElse("0001") + "_" + wanted.words() + ".sql";
        String changeset = "--changeset " + author() + ":" + wanted.words();
        for (LayoutFile file : listing.scripts()) {
            if (file.path().compareTo(path) >= 0) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "the new file " + path + " would run before " + file.location()
                                + ": Liquibase's files run in the order of their paths",
                        "Write '" + changeset + "' at the end of the last file, or a file of your own whose name comes"
                                + " after it.");
            }
        }
        StringBuilder text = new StringBuilder("--liquibase formatted sql\n\n" + changeset + "\n--comment: ")
                .append(wanted.oneLine())
                .append("\n\n");
        if (wanted.withDown()) {
            text.append("--rollback -- Undoes: ").append(wanted.oneLine()).append('\n');
        }
        return new NewFile(path, text.toString());
    }

    /** An author's name has no colon and no blank in it. */
    private static String author() {
        String name = System.getProperty("user.name", "").replaceAll("[^\\p{L}\\p{N}._-]+", "");
        return name.isEmpty() ? "unknown" : name;
    }
}
