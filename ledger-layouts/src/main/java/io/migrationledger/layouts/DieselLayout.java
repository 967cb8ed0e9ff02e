package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_NAME;

import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * diesel: {@code 2020-01-01-000000_create_users/up.sql}, {@code down.sql} beside it, and {@code metadata.toml}, in which
 * {@code run_in_transaction = false} may stand (<a href="https://docs.rs/diesel_migrations/latest/diesel_migrations/">its
 * manual</a>). Hasura's migrations of one database are named so too. Nothing is replaced in scripts.
 *
 * <p>{@link ForeignMigration}: the key is the version as diesel records it, without dashes: {@code 20200101000000}.
 */
public final class DieselLayout implements DirectoryLayout {
    private static final Pattern SCRIPT = Pattern.compile("(?:.*/)?[0-9][0-9-]*_[^/]+/(?:up|down)\\.sql");
    private static final int MILLIS = "1600000000000".length();
    private static final Pattern NO_TRANSACTION =
            Pattern.compile("(?m)^\\s*run_in_transaction\\s*=\\s*false\\s*(?:#.*)?$");

    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public String owner() {
        return "diesel";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        for (LayoutFile file : listing.scripts()) {
            boolean named = file.path().endsWith("/up.sql") || file.path().endsWith("/down.sql");
            if (named && SCRIPT.matcher(file.path()).matches()) {
                return Optional.of(new Recognition(Certainty.NAMED, file));
            }
        }
        return Optional.empty();
    }

    /** As {@code diesel migration generate} names it: the time in UTC, with dashes. Hasura's are in milliseconds. */
    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        List<String> versions = Folders.versions(listing);
        String version = versions.stream().anyMatch(one -> one.length() == MILLIS)
                ? wanted.millisAfter(versions)
                : wanted.timeAfter(versions).replaceFirst("(....)(..)(..)(......)", "$1-$2-$3-$4");
        String folder = version + "_" + wanted.words();
        NewFile up = new NewFile(folder + "/up.sql", wanted.upText());
        return Optional.of(
                wanted.withDown() ? List.of(up, new NewFile(folder + "/down.sql", wanted.downText())) : List.of(up));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        List<LayoutMigration> migrations = new ArrayList<>();
        Folders folders = new Folders(context);
        for (LayoutFile file : listing.scripts()) {
            boolean folder = !file.directory().isEmpty();
            if (folder && file.name().equals("up.sql")) {
                String version = version(file);
                folders.migration(file, version)
                        .map(migration -> complete(migration, version, file, listing))
                        .ifPresent(migrations::add);
            } else if (folder && file.name().equals("down.sql")) {
                if (listing.file(file.directory() + "/up.sql").isEmpty()) {
                    context.problem(
                            file, BAD_NAME, "a down script without its up script", "Add up.sql, or delete this file.");
                }
            } else {
                ToolOrder.leftOut(file, context, owner());
            }
        }
        return ToolOrder.of(
                migrations,
                Comparator.comparing(
                        migration -> migration.foreign().orElseThrow().key()));
    }

    private static String version(LayoutFile file) {
        String folder = Folders.of(file);
        int words = folder.indexOf('_');
        String version = (words < 0 ? folder : folder.substring(0, words)).replace("-", "");
        return version.isEmpty() ? folder : version;
    }

    private LayoutMigration complete(
            LayoutMigration migration, String version, LayoutFile up, DirectoryListing listing) {
        boolean alone = listing.file(up.directory() + "/metadata.toml")
                .filter(settings -> NO_TRANSACTION.matcher(settings.text()).find())
                .isPresent();
        Directives directives = Directives.NONE.withoutPlaceholders();
        LayoutMigration complete = migration
                .directives(alone ? directives.withoutTransaction() : directives)
                .foreign(ForeignMigration.of(name(), version, up));
        return listing.file(up.directory() + "/down.sql")
                .map(down -> complete.down(down.script()))
                .orElse(complete);
    }
}
