package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's own layout: {@code 0001_create_users.sql}, {@code 0001_create_users.down.sql}, {@code
 * 0001_create_users.mysql.sql}, {@code R__views.sql}. Also what a directory is read in that no layout knows.
 */
final class OwnLayout implements DirectoryLayout {
    static final String NAME = "ledger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String owner() {
        return "Migration Ledger";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        for (LayoutFile file : listing.scripts()) {
            String name = file.name();
            boolean others = name.endsWith(".up.sql") || name.endsWith(".down.sql") || name.startsWith("R__");
            if (!others && parse(name).isPresent()) {
                return Optional.of(new Recognition(Recognition.Certainty.NAMED, file));
            }
        }
        return Optional.empty();
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        VersionedFiles files = new VersionedFiles(context);
        for (LayoutFile file : listing.scripts()) {
            Optional<FileName> name = parse(file.name());
            if (name.isEmpty()) {
                context.problem(
                        file,
                        BAD_NAME,
                        "the file's name does not fit Migration Ledger's layout",
                        "Name it like 0001_create_users.sql, 0001_create_users.down.sql or R__views.sql. Where it is no"
                                + " migration, move it out of this directory or give it another ending than .sql.");
            } else if (DialectNames.isKnown(name.get(), file, context)) {
                files.add(name.get(), file);
            }
        }
        files.tellOfCode(listing, OwnLayout::parse);
        return files.migrations(VersionedFiles.Chosen::migration);
    }

    static Optional<FileName> parse(String name) {
        String stem = name.substring(0, name.length() - ".sql".length());
        if (stem.startsWith("R__") && stem.length() > 3) {
            return suffixed(FileName.Kind.REPEATABLE, "", stem.substring(3), "R__");
        }
        int version = FileName.versionLength(stem, "_");
        return version == 0
                ? Optional.empty()
                : suffixed(FileName.Kind.UP, stem.substring(0, version), stem.substring(version + 1), "");
    }

    /** Reads {@code description[.down][.dialect]}, the two suffixes in either order. */
    private static Optional<FileName> suffixed(FileName.Kind kind, String version, String rest, String idPrefix) {
        List<String> parts = new ArrayList<>(List.of(rest.split("\\.", -1)));
        String words = parts.remove(0);
        boolean down = kind == FileName.Kind.UP && parts.remove("down");
        if (words.isEmpty() || parts.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(new FileName(
                down ? FileName.Kind.DOWN : kind,
                idPrefix.isEmpty() ? version : idPrefix + words,
                FileName.words(words),
                parts.stream().findFirst()));
    }
}
