package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import java.util.List;
import java.util.Optional;

/** Directories of tools that are not read; each is named once, whatever the number of its files, with what to do. */
public final class OtherTools implements DirectoryLayout {

    @Override
    public String name() {
        return "other";
    }

    @Override
    public String owner() {
        return "another tool";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        if (!mayBeOne(listing)) {
            return Optional.empty();
        }
        return OtherTool.of(listing).map(found -> new Recognition(Certainty.NAMED, found.first()));
    }

    /** Most directories are not: one look at the first script, and nothing of the tools is loaded. */
    private static boolean mayBeOne(DirectoryListing listing) {
        if (listing.scripts().isEmpty()) {
            return !listing.code().isEmpty();
        }
        String first = listing.scripts().get(0).path();
        return first.endsWith("-up.sql") || first.endsWith("-down.sql");
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        OtherTool.Found found = OtherTool.of(listing)
                .orElseThrow(() -> LedgerException.input(
                        UNSUPPORTED_FILE,
                        listing.name() + " is in no other tool's layout that is known here",
                        "Leave 'layout=other' out."));
        throw LedgerException.input(
                UNSUPPORTED_FILE,
                listing.name() + " looks like a directory of migrations of "
                        + found.tool().owner() + " (" + found.count()
                        + (found.count() == 1 ? " file: " : " files, the first is ")
                        + found.first().path() + "): they are not read",
                found.tool().next());
    }
}
