package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;

import io.migrationledger.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger's own layout: {@code 0001_create_users.sql}, {@code 0001_create_users.down.sql}, {@code
 * 0001_create_users.mysql.sql}, {@code R__views.sql}, and settings beside a script ({@link ScriptSettings}). Also what a directory is read in that no layout knows.
 */
final class OwnLayout implements DirectoryLayout {
    static final String NAME = "ledger";

    /** So many files of other names are told one by one. */
    private static final int MOST_NAMES = 10;

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
        for (LayoutFile file : listing.files()) {
            if (file.path().endsWith(ScriptSettings.ENDING)) {
                return Optional.of(new Recognition(Recognition.Certainty.MARKED, file));
            }
        }
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
        Reading reading = new Reading(context);
        List<LayoutFile> misnamed = new ArrayList<>();
        for (LayoutFile file : listing.scripts()) {
            Optional<FileName> name = parse(file.name());
            if (name.isEmpty()) {
                misnamed.add(file);
            } else if (DialectNames.isKnown(name.get(), file, context)) {
                reading.add(name.get(), file, ScriptSettings.beside(file, listing));
            }
        }
        tellOfNames(misnamed, listing, context);
        for (LayoutFile file : listing.files()) {
            if (file.path().endsWith(ScriptSettings.ENDING)) {
                tellOfLostSettings(file, listing, context);
            }
        }
        reading.files.tellOfCode(listing, OwnLayout::parse);
        return reading.migrations();
    }

    /** Each file by itself, or all together where they are a directory of other names. */
    private static void tellOfNames(List<LayoutFile> misnamed, DirectoryListing listing, LayoutContext context) {
        String next = "like 0001_create_users.sql, 0001_create_users.down.sql or R__views.sql. Where ";
        if (misnamed.size() > MOST_NAMES) {
            String what = listing.name() + ": the names of " + misnamed.size()
                    + " files do not fit Migration Ledger's layout, the first is "
                    + misnamed.get(0).path();
            context.findings()
                    .problem(new Problem(
                            BAD_NAME,
                            Optional.empty(),
                            what,
                            "Name them " + next + "they are no migrations, move them out of this directory or give"
                                    + " them another ending than .sql."));
            return;
        }
        for (LayoutFile file : misnamed) {
            context.problem(
                    file,
                    BAD_NAME,
                    "the file's name does not fit Migration Ledger's layout",
                    "Name it " + next
                            + "it is no migration, move it out of this directory or give it another ending than .sql.");
        }
    }

    private static void tellOfLostSettings(LayoutFile file, DirectoryListing listing, LayoutContext context) {
        String script = file.path().substring(0, file.path().length() - ".ledger".length());
        if (listing.file(script).isEmpty()) {
            context.problem(
                    file,
                    BAD_NAME,
                    "there is no script of this name beside it, so that its settings would not be heeded",
                    "Name it as its script, with .ledger behind, or delete it.");
        }
    }

    /** The files as far as they are read. */
    private static final class Reading {
        private final LayoutContext context;
        private final VersionedFiles files;
        private final VersionedFiles bases;
        private final Map<LayoutFile, ScriptSettings> settings = new HashMap<>();
        private final OwnOrder order = new OwnOrder();

        Reading(LayoutContext context) {
            this.context = context;
            this.files = new VersionedFiles(context);
            this.bases = new VersionedFiles(context);
        }

        void add(FileName name, LayoutFile file, Optional<ScriptSettings> beside) {
            if (beside.isEmpty()) {
                files.add(name, file);
                ordered(name, name, false);
            } else if (beside.get().isFor(context.dialects())) {
                settings.put(file, beside.get());
                FileName named = beside.get().named(name);
                (beside.get().isBase() ? bases : files).add(named, file);
                if (!beside.get().isBase()) {
                    ordered(named, name, beside.get().hasId());
                }
            }
        }

        private void ordered(FileName named, FileName name, boolean renamed) {
            if (name.kind() != FileName.Kind.DOWN) {
                order.add(named, name, renamed);
            }
        }

        List<LayoutMigration> migrations() {
            List<LayoutMigration> all =
                    new ArrayList<>(order.of(files.migrations(this::complete), context.namespace()));
            all.addAll(bases.migrations(this::complete));
            return all;
        }

        private LayoutMigration complete(VersionedFiles.Chosen chosen) {
            ScriptSettings up = settings.get(chosen.up());
            ScriptSettings down =
                    chosen.down().isEmpty() ? null : settings.get(chosen.down().get());
            LayoutMigration migration = chosen.migration();
            migration = up == null ? migration : up.applied(migration, context);
            return down == null ? migration : down.takenBack(migration);
        }
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
                parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(0))));
    }
}
