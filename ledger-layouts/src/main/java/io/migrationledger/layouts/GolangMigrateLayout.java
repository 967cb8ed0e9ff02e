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
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import io.migrationledger.migration.VersionedFiles;
import java.util.List;
import java.util.Optional;

/**
 * golang-migrate: {@code 0001_create_users.up.sql}, {@code 0001_create_users.down.sql}
 * (<a href="https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md">its manual</a>). It replaces nothing in
 * scripts, so that <code>${name}</code> is text. Only files of the directory itself are migrations. A name that says which database it is for is {@link PopLayout}'s.
 *
 * <p>{@link ForeignMigration}: the key is the version's digits as written.
 */
public final class GolangMigrateLayout implements DirectoryLayout {
    static final String UP = ".up.sql";
    static final String DOWN = ".down.sql";

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public String owner() {
        return "golang-migrate";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        for (LayoutFile file : listing.scripts()) {
            if (file.directory().isEmpty() && file.name().endsWith(UP)) {
                return Optional.of(new Recognition(Certainty.NAMED, file));
            }
        }
        return Optional.empty();
    }

    /** As {@code migrate create} names the first one: the time in UTC. Others are named as those before them. */
    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        if (recognise(listing).isPresent()) {
            return Optional.empty();
        }
        String stem = wanted.timeAfter(List.of()) + "_" + wanted.words();
        NewFile up = new NewFile(stem + UP, wanted.upText());
        return Optional.of(wanted.withDown() ? List.of(up, new NewFile(stem + DOWN, wanted.downText())) : List.of(up));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        VersionedFiles files = new VersionedFiles(context);
        for (LayoutFile file : listing.scripts()) {
            if (file.directory().isEmpty()) {
                parse(file.name())
                        .ifPresentOrElse(name -> files.add(name, file), () -> misnamed(file, context, owner()));
            } else {
                ToolOrder.leftOut(file, context, owner());
            }
        }
        files.tellOfCode(listing, GolangMigrateLayout::parse);
        return files.migrations(chosen -> complete(chosen, name()));
    }

    static void misnamed(LayoutFile file, LayoutContext context, String owner) {
        context.problem(
                file,
                BAD_NAME,
                "the file's name does not fit " + owner + "'s layout",
                Advice.of(
                        "Name it like 0001_create_users.up.sql or 0001_create_users.down.sql. Where it is no migration, leave"
                                + " it out (",
                        Action.EXCLUDE,
                        "), move it out of this directory or give it another ending than .sql."));
    }

    static LayoutMigration complete(VersionedFiles.Chosen chosen, String tool) {
        return chosen.migration()
                .directives(Directives.NONE.withoutPlaceholders())
                .foreign(ForeignMigration.of(tool, chosen.name().version(), chosen.up()));
    }

    static Optional<FileName> parse(String name) {
        boolean up = name.endsWith(UP);
        int digits = FileName.digits(name);
        if ((!up && !name.endsWith(DOWN)) || digits == 0 || name.charAt(digits) != '_') {
            return Optional.empty();
        }
        String words = name.substring(digits + 1, name.length() - (up ? UP : DOWN).length());
        return Optional.of(new FileName(
                up ? FileName.Kind.UP : FileName.Kind.DOWN,
                name.substring(0, digits),
                FileName.words(words),
                Optional.empty()));
    }
}
