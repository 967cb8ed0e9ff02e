package io.migrationledger.layouts;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
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

/**
 * Prisma: {@code 20200101000000_create_users/migration.sql}, in the order of the directories' names, with {@code
 * migration_lock.toml} beside them
 * (<a href="https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories">its
 * manual</a>). Nothing is replaced in scripts.
 *
 * <p>{@link ForeignMigration}: the key is the directory's name.
 */
public final class PrismaLayout implements DirectoryLayout {
    private static final String SCRIPT = "migration.sql";
    private static final String LOCK = "migration_lock.toml";

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public String owner() {
        return "Prisma";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        Optional<LayoutFile> lock = listing.file(LOCK);
        if (lock.isPresent()) {
            return Optional.of(new Recognition(Certainty.MARKED, lock.get()));
        }
        for (LayoutFile file : listing.scripts()) {
            if (isScript(file)) {
                return Optional.of(new Recognition(Certainty.NAMED, file));
            }
        }
        return Optional.empty();
    }

    /** Prisma reads the directories that are directly in the source. */
    private static boolean isScript(LayoutFile file) {
        return file.name().equals(SCRIPT)
                && !file.directory().isEmpty()
                && file.directory().indexOf('/') < 0;
    }

    /** As {@code prisma migrate dev} names it: the time in UTC. */
    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        if (wanted.withDown()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "Prisma's migrations have no down scripts",
                    Advice.of("Ask again without ", Action.DOWN_SCRIPT, "."));
        }
        String version = wanted.timeAfter(Folders.versions(listing));
        return Optional.of(List.of(new NewFile(version + "_" + wanted.words() + "/" + SCRIPT, wanted.upText())));
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        List<LayoutMigration> migrations = new ArrayList<>();
        Folders folders = new Folders(context);
        for (LayoutFile file : listing.scripts()) {
            if (isScript(file)) {
                String folder = Folders.of(file);
                folders.migration(file, Folders.version(folder))
                        .map(migration -> migration
                                .directives(Directives.NONE.withoutPlaceholders())
                                .foreign(ForeignMigration.of(name(), folder, file)))
                        .ifPresent(migrations::add);
            } else {
                ToolOrder.leftOut(file, context, owner());
            }
        }
        return ToolOrder.of(
                migrations,
                Comparator.comparing(
                        migration -> migration.foreign().orElseThrow().key()));
    }
}
