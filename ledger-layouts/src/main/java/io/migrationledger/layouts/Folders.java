package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.DUPLICATE;

import io.migrationledger.Problem;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrations that are a directory each, named by version and description: {@code 20200101000000_create_users}. */
final class Folders {
    private final LayoutContext context;
    private final Map<MigrationId, LayoutFile> seen = new HashMap<>();

    Folders(LayoutContext context) {
        this.context = context;
    }

    /** Returns the name of the directory that a file is in. */
    static String of(LayoutFile file) {
        String directory = file.directory();
        return directory.substring(directory.lastIndexOf('/') + 1);
    }

    /** Returns the digits that a directory's name begins with, or the whole name where it begins with none. */
    static String version(String folder) {
        int digits = FileName.digits(folder);
        boolean versioned = digits > 0 && (digits == folder.length() || folder.charAt(digits) == '_');
        return versioned ? folder.substring(0, digits) : folder;
    }

    /** Returns the versions of the directories that scripts are in, as digits alone; others have none. */
    static List<String> versions(DirectoryListing listing) {
        return listing.scripts().stream()
                .filter(file -> !file.directory().isEmpty())
                .map(file -> of(file).replaceFirst("_.*", "").replace("-", ""))
                .filter(version -> !version.isEmpty() && FileName.digits(version) == version.length())
                .distinct()
                .toList();
    }

    /** Returns the migration that a script applies, or empty where another has its version, which is told. */
    Optional<LayoutMigration> migration(LayoutFile script, String version) {
        String folder = of(script);
        Optional<MigrationId> id = context.id(script, version);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        LayoutFile other = seen.putIfAbsent(id.get(), script);
        if (other != null) {
            context.findings()
                    .problem(new Problem(
                            DUPLICATE,
                            id,
                            "two directories have the version " + id.get() + ": " + other.location() + " and "
                                    + script.location(),
                            "Give one of them another version."));
            return Optional.empty();
        }
        int words = folder.indexOf('_');
        return Optional.of(LayoutMigration.of(id.get(), script.script())
                .description(words < 0 ? "" : FileName.words(folder.substring(words + 1))));
    }
}
