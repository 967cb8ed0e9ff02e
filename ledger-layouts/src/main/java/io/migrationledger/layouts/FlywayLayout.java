package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_NAME;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.ForeignMigration;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Flyway: {@code V1.2__create_users.sql}, {@code U1.2__create_users.sql}, {@code R__views.sql}, {@code B5__base.sql}, which
 * stands for all versions up to 5 on a new database, callbacks, and the settings of one
 * script in a file beside it, {@code V1.2__create_users.sql.conf}
 * (<a href="https://documentation.red-gate.com/fd/migrations-271585107.html">its manual</a>).
 *
 * <p>{@link ForeignMigration}: the key is the version with full stops, or the description of a repeatable one; attribute
 * {@code description} is the description as Flyway records it; {@link ForeignMigration#SETTINGS} and {@link
 * ForeignMigration#DOWN_SETTINGS} are where the settings of its scripts are.
 */
public final class FlywayLayout implements DirectoryLayout {
    /** Names that were meant to be migrations, so that leaving them out in silence would lose one. */
    private static final Pattern NEARLY = Pattern.compile("[VUB][0-9_].*|R_.*", Pattern.DOTALL);

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String owner() {
        return "Flyway";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        for (LayoutFile file : listing.scripts()) {
            if (isNamed(file.name())) {
                return Optional.of(new Recognition(Certainty.NAMED, file));
            }
        }
        if (listing.scripts().isEmpty()) {
            for (LayoutFile file : listing.code()) {
                if (file.name().indexOf('.') > 0 && isNamed(asScript(file.name()))) {
                    return Optional.of(new Recognition(Certainty.NAMED, file));
                }
            }
        }
        return Optional.empty();
    }

    private static String asScript(String code) {
        return code.substring(0, code.lastIndexOf('.')) + ".sql";
    }

    /** Returns whether a file is a baseline migration: {@code B2__base.sql}. */
    private static boolean isBaseline(String name) {
        return name.startsWith("B") && parse("V" + name.substring(1)).isPresent();
    }

    private static boolean isNamed(String name) {
        if (isBaseline(name)) {
            return true;
        }
        boolean prefixed = name.length() > 1 && "VU".indexOf(name.charAt(0)) >= 0 && Character.isDigit(name.charAt(1));
        boolean others = name.endsWith(GolangMigrateLayout.UP) || name.endsWith(GolangMigrateLayout.DOWN);
        return prefixed && (!others || parse(name).isPresent());
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        if (listing.scripts().stream().anyMatch(file -> isNamed(file.name()))) {
            return Optional.empty(); // named as those are
        }
        NewFile up = new NewFile("V1__" + wanted.words() + ".sql", wanted.upText());
        NewFile down = new NewFile("U1__" + wanted.words() + ".sql", wanted.downText());
        return Optional.of(wanted.withDown() ? List.of(up, down) : List.of(up));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        VersionedFiles files = new VersionedFiles(context);
        VersionedFiles bases = new VersionedFiles(context);
        FlywayCallbacks callbacks = new FlywayCallbacks(context);
        for (LayoutFile file : listing.scripts()) {
            Optional<FileName> name = parse(file.name());
            if (name.isPresent()) {
                files.add(name.get(), file);
            } else if (isBaseline(file.name())) {
                parse("V" + file.name().substring(1)).ifPresent(base -> bases.add(base, file));
            } else if (!callbacks.take(file)) {
                other(file, context);
            }
        }
        files.tellOfCode(listing, FlywayLayout::parse);
        for (LayoutFile file : listing.files()) {
            tellOfLostSettings(file, listing, context);
        }
        FlywayFiles settings = new FlywayFiles(listing, context);
        Function<VersionedFiles.Chosen, LayoutMigration> complete = chosen -> complete(chosen, settings, callbacks);
        List<LayoutMigration> all = new ArrayList<>(ordered(files.migrations(complete), callbacks));
        for (LayoutMigration base : bases.migrations(complete)) {
            all.add(callbacks.afterBeginning(base.base()));
        }
        return all;
    }

    private static void other(LayoutFile file, LayoutContext context) {
        if (NEARLY.matcher(file.name()).matches()) {
            context.problem(
                    file,
                    BAD_NAME,
                    "the file's name does not fit Flyway's layout",
                    Advice.of(
                            "Name it like V1__create_users.sql, U1__create_users.sql or R__views.sql. Where it is no"
                                    + " migration, leave it out (",
                            Action.EXCLUDE,
                            "), move it out of this directory or give it another ending."));
        } else {
            context.findings().note(file.location() + " is no migration in Flyway's layout, and is left out");
        }
    }

    private static void tellOfLostSettings(LayoutFile file, DirectoryListing listing, LayoutContext context) {
        String path = file.path();
        if (path.endsWith(".sql.conf")
                && listing.file(path.substring(0, path.length() - ".conf".length()))
                        .isEmpty()) {
            context.problem(
                    file,
                    BAD_NAME,
                    "there is no script of this name beside it, so that its settings would not be heeded",
                    "Name it as its script, with .conf behind, or delete it.");
        }
    }

    private static LayoutMigration complete(
            VersionedFiles.Chosen chosen, FlywayFiles settings, FlywayCallbacks callbacks) {
        LayoutMigration migration = chosen.migration();
        LayoutMigration configured = migration
                .running(callbacks.aroundEach(migration.up()))
                .directives(settings.configured(migration.directives(), chosen.up()));
        if (chosen.down().isPresent()) {
            configured = configured
                    .down(callbacks.aroundEachUndo(chosen.down().get().script()))
                    .downDirectives(settings.configured(
                            migration.directives(), chosen.down().get()));
        }
        String description = description(chosen.up().name());
        Map<String, String> attributes = new HashMap<>();
        attributes.put("description", description);
        Optional<LayoutFile> ofUp = settings.beside(chosen.up());
        if (ofUp.isPresent()) {
            attributes.put(ForeignMigration.SETTINGS, ofUp.get().location());
        }
        if (chosen.down().isPresent()) {
            settings.beside(chosen.down().get())
                    .ifPresent(file -> attributes.put(ForeignMigration.DOWN_SETTINGS, file.location()));
        }
        boolean repeatable = chosen.name().kind() == FileName.Kind.REPEATABLE;
        if (repeatable
                && configured.directives().placeholders() == Directives.Placeholders.REPLACE
                && namesTheTime(chosen.up())) {
            configured = configured.always(UUID.randomUUID().toString());
        }
        return configured.foreign(new ForeignMigration(
                "flyway",
                repeatable ? description : chosen.name().version().replace('_', '.'),
                chosen.up().path(),
                chosen.up().script(),
                attributes));
    }

    /** Flyway runs repeatable migrations by their descriptions, which may be another order than that of the names. */
    private static List<LayoutMigration> ordered(List<LayoutMigration> migrations, FlywayCallbacks callbacks) {
        List<LayoutMigration> versioned = new ArrayList<>();
        List<LayoutMigration> repeatable = new ArrayList<>();
        for (LayoutMigration migration : migrations) {
            (migration.id().isVersion() ? versioned : repeatable).add(migration);
        }
        if (repeatable.isEmpty()) {
            return callbacks.withRun(versioned, repeatable);
        }
        List<LayoutMigration> byDescription = new ArrayList<>(repeatable);
        byDescription.sort(Comparator.comparing(one -> description(one.id().value() + ".sql")));
        return callbacks.withRun(
                versioned, byDescription.equals(repeatable) ? repeatable : LayoutMigration.inOrder(byDescription));
    }

    /**
     * Returns whether a script names the time of the run. Flyway's checksum of a repeatable one is that of the text with its
     * values in it, comments included, so that it is another one in every run.
     */
    private static boolean namesTheTime(LayoutFile file) {
        boolean[] found = new boolean[1];
        Lines.forEach(file.script(), (number, text) -> found[0] |= text.contains("${flyway:timestamp}"));
        return found[0];
    }

    /** Returns what stands behind the two underscores, as Flyway shows and records it. */
    private static String description(String name) {
        int at = name.indexOf("__");
        return at < 0
                ? ""
                : name.substring(at + 2, name.length() - ".sql".length()).replace('_', ' ');
    }

    static Optional<FileName> parse(String name) {
        if (!name.regionMatches(true, name.length() - 4, ".sql", 0, 4)) {
            return Optional.empty();
        }
        String stem = name.substring(0, name.length() - ".sql".length());
        if (stem.startsWith("R__") && stem.length() > 3) {
            return Optional.of(
                    new FileName(FileName.Kind.REPEATABLE, stem, FileName.words(stem.substring(3)), Optional.empty()));
        }
        if (stem.isEmpty() || (stem.charAt(0) != 'V' && stem.charAt(0) != 'U')) {
            return Optional.empty();
        }
        String rest = stem.substring(1);
        int version = FileName.versionLength(rest, "__");
        String text = version > 0 ? rest.substring(0, version) : rest;
        String description = version > 0 ? FileName.words(rest.substring(version + 2)) : "";
        return MigrationId.isAllowed(text)
                        && (version > 0 || MigrationId.of(text).isVersion())
                ? Optional.of(new FileName(
                        stem.charAt(0) == 'V' ? FileName.Kind.UP : FileName.Kind.DOWN,
                        text,
                        description,
                        Optional.empty()))
                : Optional.empty();
    }
}
