package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.DUPLICATE;

import io.migrationledger.Problem;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import io.migrationledger.migration.VersionedFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Directories of numbered files, {@code 00001_create_users.sql}, that marks divide into halves. */
final class Marked {
    private final DirectoryListing listing;
    private final LayoutContext context;
    private final Reader reader;
    private final Map<MigrationId, LayoutFile> seen = new HashMap<>();

    /** Reads one file. */
    @FunctionalInterface
    interface Reader {
        Optional<LayoutMigration> read(LayoutFile file, FileName name, MigrationId id, LayoutContext context);
    }

    Marked(DirectoryListing listing, LayoutContext context, Reader reader) {
        this.listing = listing;
        this.context = context;
        this.reader = reader;
    }

    /** Returns whether the first numbered file has a mark: then all of them are to have it. */
    static Optional<Recognition> first(DirectoryListing listing, Pattern mark) {
        for (LayoutFile file : listing.scripts()) {
            if (parse(file.name()).isPresent()) {
                return hasLine(file, mark) ? Optional.of(new Recognition(Certainty.MARKED, file)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean hasLine(LayoutFile file, Pattern mark) {
        for (Iterator<String> lines = file.head().lines().iterator(); lines.hasNext(); ) {
            if (mark.matcher(lines.next()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Returns the versions of the numbered files, digits as written. */
    static List<String> versions(DirectoryListing listing) {
        return listing.scripts().stream()
                .filter(file -> file.directory().isEmpty())
                .flatMap(file -> parse(file.name()).stream())
                .map(FileName::version)
                .toList();
    }

    /** Returns a new file. Without a half that takes back, so that a rollback does not think that there is one. */
    static List<NewFile> file(String version, NewMigration wanted, String up, String down) {
        String applies = up + "\n" + wanted.upText();
        return List.of(new NewFile(
                version + "_" + wanted.words() + ".sql",
                wanted.withDown() ? applies + down + "\n" + wanted.downText() : applies));
    }

    List<LayoutMigration> migrations(String owner) {
        List<LayoutMigration> migrations = new ArrayList<>();
        for (LayoutFile file : listing.scripts()) {
            Optional<FileName> name =
                    parse(file.name()).filter(any -> file.directory().isEmpty());
            if (name.isEmpty()) {
                ToolOrder.leftOut(file, context, owner);
            } else {
                read(file, name.get()).ifPresent(migrations::add);
            }
        }
        VersionedFiles code = new VersionedFiles(context);
        code.tellOfCode(
                listing,
                file -> parse(file)
                        .filter(name -> seen.keySet().stream()
                                .noneMatch(id -> id.equals(MigrationId.of(context.namespace(), name.version())))));
        migrations.sort((a, b) -> a.id().compareTo(b.id()));
        return migrations;
    }

    private Optional<LayoutMigration> read(LayoutFile file, FileName name) {
        Optional<MigrationId> id = context.id(file, name.version());
        if (id.isEmpty()) {
            return Optional.empty();
        }
        LayoutFile other = seen.putIfAbsent(id.get(), file);
        if (other != null) {
            context.findings()
                    .problem(new Problem(
                            DUPLICATE,
                            id,
                            "two files have the version " + id.get() + ": " + other.location() + " and "
                                    + file.location(),
                            "Give one of them another version."));
            return Optional.empty();
        }
        return reader.read(file, name, id.get(), context);
    }

    private static Optional<FileName> parse(String name) {
        int digits = FileName.digits(name);
        if (digits == 0 || !name.endsWith(".sql")) {
            return Optional.empty();
        }
        String words = name.substring(digits, name.length() - ".sql".length());
        return Optional.of(
                new FileName(FileName.Kind.UP, name.substring(0, digits), FileName.words(words), Optional.empty()));
    }
}
