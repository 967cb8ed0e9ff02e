package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.DialectNames;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.FileName;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import io.migrationledger.migration.VersionedFiles;
import java.util.List;
import java.util.Optional;

/**
 * pop, also known as soda or fizz, and tools that name their files so too: {@code 0001_create_users.mysql.up.sql}, {@code
 * 0001_create_users.autocommit.down.sql} (<a href="https://gobuffalo.io/documentation/database/migrations/">its
 * manual</a>). A file without a dialect is for every database that has none of its own; {@code .autocommit} means: in no
 * transaction. Files in pop's own language, {@code .fizz}, are told as migrations in code.
 *
 * <p>{@link io.migrationledger.migration.ForeignMigration}: the key is the version's digits as written.
 */
public final class PopLayout implements DirectoryLayout {
    private static final String AUTOCOMMIT = ".autocommit";

    @Override
    public String name() {
        return "pop";
    }

    @Override
    public String owner() {
        return "pop";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        for (LayoutFile file : listing.files()) {
            if (isOfPop(file)) {
                return Optional.of(new Recognition(Certainty.MARKED, file));
            }
        }
        return Optional.empty();
    }

    /** A down script with a dialect is the ledger's own, too: 0001_x.mysql.down.sql. */
    private static boolean isOfPop(LayoutFile file) {
        if (file.name().endsWith(".fizz")) {
            return true;
        }
        Optional<FileName> name = parse(file.name());
        return name.isPresent()
                && ((name.get().dialect().isPresent() && name.get().kind() == FileName.Kind.UP) || isAutocommit(file));
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        return new GolangMigrateLayout().create(listing, wanted);
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        if (listing.scripts().isEmpty()) {
            throw LedgerException.input(
                    UNSUPPORTED_FILE,
                    listing.name() + " holds pop's migrations in fizz alone, which is no SQL",
                    "Write each of them as SQL: 0001_create_users.up.sql; 'soda migrate' on an empty database, with"
                            + " --debug, shows the statements.");
        }
        VersionedFiles files = new VersionedFiles(context);
        for (LayoutFile file : listing.scripts()) {
            parse(file.name())
                    .ifPresentOrElse(
                            name -> files.add(name, file), () -> GolangMigrateLayout.misnamed(file, context, owner()));
        }
        files.tellOfCode(listing, PopLayout::parse);
        return files.migrations(this::complete);
    }

    private LayoutMigration complete(VersionedFiles.Chosen chosen) {
        LayoutMigration migration = GolangMigrateLayout.complete(chosen, name());
        boolean down = chosen.down().filter(PopLayout::isAutocommit).isPresent();
        LayoutMigration result = down
                ? migration.downDirectives(migration.directives().withoutTransaction())
                : migration.downDirectives(migration.directives());
        return isAutocommit(chosen.up())
                ? result.directives(migration.directives().withoutTransaction())
                : result;
    }

    private static boolean isAutocommit(LayoutFile file) {
        return file.name().endsWith(AUTOCOMMIT + GolangMigrateLayout.UP)
                || file.name().endsWith(AUTOCOMMIT + GolangMigrateLayout.DOWN);
    }

    static Optional<FileName> parse(String name) {
        Optional<FileName> parsed = GolangMigrateLayout.parse(name);
        if (parsed.isEmpty()) {
            return parsed;
        }
        FileName plain = parsed.get();
        String ending = plain.kind() == FileName.Kind.UP ? GolangMigrateLayout.UP : GolangMigrateLayout.DOWN;
        String words = name.substring(FileName.digits(name) + 1, name.length() - ending.length());
        if (words.endsWith(AUTOCOMMIT)) {
            words = words.substring(0, words.length() - AUTOCOMMIT.length());
        }
        int dot = words.lastIndexOf('.');
        boolean dialect = dot >= 0 && DialectNames.isKnown(words.substring(dot + 1));
        return Optional.of(new FileName(
                plain.kind(),
                plain.version(),
                FileName.words(dialect ? words.substring(0, dot) : words),
                dialect ? Optional.of(words.substring(dot + 1)) : Optional.empty()));
    }
}
