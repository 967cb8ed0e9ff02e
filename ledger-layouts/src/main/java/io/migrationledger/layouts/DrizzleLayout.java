package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.BAD_SYNTAX;
import static io.migrationledger.ErrorCode.DUPLICATE;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Json;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drizzle: {@code 0000_create_users.sql} in the order of {@code meta/_journal.json}; newer ones are directories, {@code
 * 20260101000000_create_users/migration.sql} with {@code snapshot.json} beside it, in the order of their names
 * (<a href="https://orm.drizzle.team/docs/migrations">its manual</a>). {@code --> statement-breakpoint} ends a statement.
 *
 * <p>{@link ForeignMigration}: the key is the tag (the file's name without {@code .sql}, or that of the directory); of a
 * journal's entry the attribute {@code when} is its time in milliseconds.
 */
public final class DrizzleLayout implements DirectoryLayout {
    private static final String JOURNAL = "meta/_journal.json";
    private static final String BREAK = "--> statement-breakpoint";
    private static final String SCRIPT = "migration.sql";

    @Override
    public String name() {
        return "drizzle";
    }

    @Override
    public String owner() {
        return "Drizzle";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        Optional<LayoutFile> mark = listing.file(JOURNAL);
        for (LayoutFile file : listing.scripts()) {
            if (mark.isEmpty() && file.name().equals(SCRIPT)) {
                mark = listing.file(file.directory() + "/snapshot.json");
            }
        }
        return mark.isEmpty() ? Optional.empty() : Optional.of(new Recognition(Certainty.MARKED, mark.get()));
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        throw LedgerException.input(
                BAD_OPTION,
                "a new migration of Drizzle needs its entry in the journal and its snapshot, which the ledger does not"
                        + " write",
                "Have Drizzle write them: drizzle-kit generate --custom --name=" + wanted.words() + ".");
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        Optional<LayoutFile> journal = listing.file(JOURNAL);
        return journal.isPresent() ? ofJournal(journal.get(), listing, context) : ofFolders(listing, context);
    }

    private List<LayoutMigration> ofJournal(LayoutFile journal, DirectoryListing listing, LayoutContext context) {
        List<LayoutMigration> migrations = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Set<MigrationId> ids = new HashSet<>();
        for (Map<?, ?> entry : entries(journal)) {
            String tag = String.valueOf(entry.get("tag"));
            Optional<LayoutFile> file = listing.file(tag + ".sql");
            if (file.isEmpty()) {
                context.problem(
                        journal, UNREADABLE_FILE, "there is no file " + tag + ".sql, which it names", "Restore it.");
                continue;
            }
            used.add(file.get().path());
            Optional<MigrationId> id = context.id(file.get(), Folders.version(tag));
            if (id.isPresent() && ids.add(id.get())) {
                migrations.add(migration(id.get(), tag, file.get())
                        .foreign(new ForeignMigration(
                                name(),
                                tag,
                                file.get().path(),
                                file.get().script(),
                                Map.of("when", String.valueOf(entry.get("when"))))));
            } else if (id.isPresent()) {
                context.problem(
                        file.get(),
                        DUPLICATE,
                        "another entry of the journal has the version " + id.get(),
                        "Give one of them another number.");
            }
        }
        listing.scripts().stream()
                .filter(file -> !used.contains(file.path()))
                .forEach(file -> context.findings()
                        .note(file.location() + " is not in " + journal.location() + ", and is left out"));
        return ToolOrder.asWritten(migrations);
    }

    private static List<Map<?, ?>> entries(LayoutFile journal) {
        List<Map<?, ?>> entries = new ArrayList<>();
        try {
            @Nullable Object found = Json.object(journal.text()).get("entries");
            if (found instanceof List<?> list) {
                for (Object entry : list) {
                    if (entry instanceof Map<?, ?> map && map.get("tag") instanceof String) {
                        entries.add(map);
                    }
                }
                return entries;
            }
        } catch (IllegalArgumentException e) {
            throw LedgerException.input(
                    BAD_SYNTAX, journal.location() + ": " + e.getMessage(), "Restore it from version control.");
        }
        throw LedgerException.input(
                BAD_SYNTAX, journal.location() + ": it has no entries", "Restore it from version control.");
    }

    private List<LayoutMigration> ofFolders(DirectoryListing listing, LayoutContext context) {
        List<LayoutMigration> migrations = new ArrayList<>();
        Folders folders = new Folders(context);
        for (LayoutFile file : listing.scripts()) {
            if (file.name().equals(SCRIPT) && !file.directory().isEmpty()) {
                String tag = Folders.of(file);
                folders.migration(file, Folders.version(tag))
                        .map(found -> migration(found.id(), tag, file).foreign(ForeignMigration.of(name(), tag, file)))
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

    private static LayoutMigration migration(MigrationId id, String tag, LayoutFile file) {
        int words = tag.indexOf('_');
        return LayoutMigration.of(id, Part.whole(file.script(), (number, text) -> text.replace(BREAK, ";")))
                .checksumOf(file.script())
                .description(words < 0 ? "" : FileName.words(tag.substring(words + 1)))
                .directives(Directives.NONE.withoutPlaceholders());
    }
}
