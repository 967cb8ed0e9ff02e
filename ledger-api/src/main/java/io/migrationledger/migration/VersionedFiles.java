package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;
import static io.migrationledger.ErrorCode.DUPLICATE;

import io.migrationledger.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings files that belong to one migration together: the script that applies it, the one that takes it back, and of each
 * the variant that fits the database best. For layouts in which a file's name says all of that. Confined to one thread.
 */
public final class VersionedFiles {
    private final LayoutContext context;
    private final Map<MigrationId, Candidates> byId = new LinkedHashMap<>();

    /** Begins without files. */
    public VersionedFiles(LayoutContext context) {
        this.context = context;
    }

    /** Takes a file; one whose version is taken already is told as a problem. */
    public void add(FileName name, LayoutFile file) {
        Optional<MigrationId> id = context.id(file, name.version());
        if (id.isPresent()) {
            Candidates candidates = byId.get(id.get());
            if (candidates == null) {
                candidates = new Candidates(id.get());
                byId.put(id.get(), candidates);
            }
            candidates.add(new Choice(name, file));
        }
    }

    /**
     * Returns the migrations that have a script for this database, sorted by id. Down scripts without their up script are
     * told as problems.
     *
     * @param complete adds what the layout knows of a migration besides
     */
    public List<LayoutMigration> migrations(Function<Chosen, LayoutMigration> complete) {
        List<LayoutMigration> migrations = new ArrayList<>(byId.size());
        for (Candidates candidates : byId.values()) {
            Optional<LayoutMigration> migration = candidates.migration(complete);
            if (migration.isPresent()) {
                migrations.add(migration.get());
            }
        }
        migrations.sort((a, b) -> a.id().compareTo(b.id()));
        return migrations;
    }

    /** Tells of a migration in code, unless a script has its version. */
    void passOver(FileName name, LayoutFile code) {
        if (name.kind() != FileName.Kind.DOWN && MigrationId.isAllowed(name.version())) {
            MigrationId id = MigrationId.of(context.namespace(), name.version());
            if (!byId.containsKey(id)) {
                context.findings().notRun(id, code.location());
            }
        }
    }

    /**
     * Tells of migrations in code beside the scripts, which do not run: those whose names fit as a script's would.
     *
     * @param parse reads the name of a script
     */
    public void tellOfCode(DirectoryListing listing, Function<String, Optional<FileName>> parse) {
        for (LayoutFile file : listing.code()) {
            String name = file.name();
            if (name.indexOf('$') < 0) { // else a class inside another
                parse.apply(name.substring(0, name.lastIndexOf('.')) + ".sql")
                        .ifPresent(words -> passOver(words, file));
            }
        }
    }

    /**
     * The files of one migration for this database.
     *
     * @param migration what is known so far: id, scripts, description
     * @param name what the name of the script says that applies it
     * @param up the script that applies it
     * @param down the script that takes it back, or empty where there is none
     */
    public record Chosen(LayoutMigration migration, FileName name, LayoutFile up, Optional<LayoutFile> down) {}

    private record Choice(FileName name, LayoutFile file) {}

    /** Returns the problem of a file that a script stands for and that is here beside it. */
    public static Problem stillHere(MigrationId id, String location, String script) {
        return new Problem(
                DUPLICATE,
                Optional.of(id),
                location + ": migration " + id + " is replaced by " + script + ", and its file is still here",
                "Delete the files that the script replaces; or, where a database has only a part of them, take the"
                        + " script away until that database has all.");
    }

    /** The files of one id, of which each direction uses the variant that fits best. */
    private final class Candidates {
        private final MigrationId id;
        private @Nullable Choice up;
        private @Nullable Choice down;
        private final List<Choice> seen = new ArrayList<>();
        private final List<Problem> downClashes = new ArrayList<>();
        private boolean replaced;

        Candidates(MigrationId id) {
            this.id = id;
        }

        void add(Choice choice) {
            for (Choice other : seen) {
                boolean sameName = other.name.description().equals(choice.name.description());
                boolean sameDialect = other.name.dialect().equals(choice.name.dialect());
                if (other.name.kind() == choice.name.kind() && (sameDialect || !sameName)) {
                    tell(other, choice, sameDialect);
                    return;
                }
            }
            seen.add(choice);
            if (choice.name.kind() == FileName.Kind.DOWN) {
                down = better(down, choice);
            } else {
                up = better(up, choice);
            }
        }

        /**
         * Tells of two files of one version. Where one is a script that stands for the other, it is the one that counts, and
         * the other is to go, its down script with it.
         */
        private void tell(Choice one, Choice other, boolean sameDialect) {
            if (one.name.kind() == FileName.Kind.DOWN) {
                downClashes.add(
                        duplicate(one.file, other.file, sameDialect)); // told unless the whole migration is to go
                return;
            }
            boolean newer = standsForItself(other);
            if (newer == standsForItself(one)) {
                context.findings().problem(duplicate(one.file, other.file, sameDialect));
                return;
            }
            Choice script = newer ? other : one;
            up = script;
            replaced = true;
            context.findings().problem(stillHere(id, (newer ? one : other).file.location(), script.file.location()));
        }

        private boolean standsForItself(Choice choice) {
            return LayoutMigration.of(id, choice.file.script())
                    .read(context)
                    .filter(read -> read.directives().replaces().contains(id))
                    .isPresent();
        }

        private Problem duplicate(LayoutFile one, LayoutFile other, boolean sameDialect) {
            boolean sameFile = one.location().equals(other.location());
            return new Problem(
                    DUPLICATE,
                    Optional.of(id),
                    "two files have the version " + id + ": "
                            + (sameFile
                                    ? "the class path has " + other.location() + " twice"
                                    : one.location() + " and " + other.location()),
                    sameDialect
                            ? "Give one of them another version."
                            : "Give one of them another version; or, where one is the other for a dialect, the same name.");
        }

        private @Nullable Choice better(@Nullable Choice current, Choice candidate) {
            if (rank(candidate) < 0) {
                return current;
            }
            return current == null || rank(candidate) < rank(current) ? candidate : current;
        }

        /** Returns 0 for the best variant, more for a less fitting one, less than 0 for one that is for other dialects. */
        private int rank(Choice choice) {
            Optional<String> dialect = choice.name.dialect();
            return dialect.isPresent()
                    ? context.dialects().indexOf(dialect.get())
                    : context.dialects().size();
        }

        Optional<LayoutMigration> migration(Function<Chosen, LayoutMigration> complete) {
            if (!replaced) {
                for (Problem clash : downClashes) {
                    context.findings().problem(clash);
                }
            }
            if (up == null) {
                if (seen.stream().allMatch(choice -> choice.name.kind() == FileName.Kind.DOWN)) {
                    context.findings()
                            .problem(new Problem(
                                    BAD_NAME,
                                    Optional.of(id),
                                    seen.get(0).file.location() + ": a down script without its up script",
                                    "Add the up script, or delete this file."));
                }
                return Optional.empty();
            }
            LayoutMigration migration = LayoutMigration.of(id, up.file.script()).description(up.name.description());
            if (up.name.kind() == FileName.Kind.REPEATABLE) {
                migration = migration.repeatable();
            }
            Optional<LayoutFile> back = down == null ? Optional.empty() : Optional.of(down.file());
            if (back.isPresent()) {
                migration = migration.down(back.get().script());
            }
            return Optional.of(complete.apply(new Chosen(migration, up.name, up.file, back)));
        }
    }
}
