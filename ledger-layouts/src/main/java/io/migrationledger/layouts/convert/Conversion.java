package io.migrationledger.layouts.convert;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A directory of another tool in the ledger's own layout: scripts byte for byte, with the ids and checksums that the ledger
 * knows them by, so that what is in effect stays in effect. What an id or a script cannot say stands in a file beside the
 * script, {@code 0001_create_users.sql.ledger}.
 *
 * <p>Immutable; safe for many threads. Scripts are read again whenever they are written.
 */
public final class Conversion {
    /** Directories of scripts where {@code sqitch.conf} names no others. */
    private static final Set<String> SQITCH_READS = Set.of("deploy", "revert", "verify");

    private final List<ConvertedFile> files;
    private final List<String> notes;
    private final String tool;
    private final int migrations;
    private final boolean whole;
    private final Optional<Advice> choice;
    private final Optional<Path> from;

    private Conversion(
            List<ConvertedFile> files,
            List<String> notes,
            String tool,
            int migrations,
            boolean whole,
            Optional<Advice> choice,
            Optional<Path> from) {
        this.files = List.copyOf(files);
        this.notes = List.copyOf(notes);
        this.tool = tool;
        this.migrations = migrations;
        this.whole = whole;
        this.choice = choice;
        this.from = from;
    }

    /**
     * Reads a source for every kind of database, and finds out how each migration is written. Writes nothing. What it will
     * write is read as the ledger's own layout reads it, and compared.
     *
     * @throws ValidationException where a file cannot be read, or a migration would not be the same; it names all of them
     * @throws LedgerException where there is nothing to convert
     */
    public static Conversion of(FileSource source) {
        Reading reading = Reading.of(source);
        int migrations = reading.order().size() + reading.bases().size();
        if (migrations == 0) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "there is no migration to convert",
                    Advice.of("Name the directory of the other tool: ", Action.DIRECTORY, "."));
        }
        String tool = reading.order().stream()
                .flatMap(id -> reading.any(id).foreign().stream())
                .map(ForeignMigration::tool)
                .findFirst()
                .or(() -> reading.bases().values().stream()
                        .flatMap(base -> base.foreign().stream())
                        .map(ForeignMigration::tool)
                        .findFirst())
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "the migrations are in the ledger's own layout already",
                        Advice.of("Name the directory of another tool: ", Action.DIRECTORY, ".")));
        List<Problem> impossible = Losses.impossible(reading);
        if (!impossible.isEmpty()) {
            throw new ValidationException(impossible);
        }
        List<ConvertedFile> files = new Drafts(reading, namespace(source)).written();
        List<String> notes = new ArrayList<>(reading.notes());
        notes.addAll(Losses.of(reading, tool));
        List<MigrationId> others = Choices.others(source, reading, tool);
        if (!others.isEmpty()) {
            notes.add(others.size()
                    + (others.size() == 1
                            ? " changeset for other contexts or labels is"
                            : " changesets for other contexts or labels are")
                    + " not in it: "
                    + others.stream().map(MigrationId::value).collect(Collectors.joining(", ")));
        }
        Map<MigrationId, String> ignored = reading.leftOut();
        ignored.keySet().removeAll(others);
        if (!ignored.isEmpty()) {
            notes.add((ignored.size() == 1
                            ? "1 changeset runs nowhere and is"
                            : ignored.size() + " changesets run nowhere and are")
                    + " not in it (ignore:true, dbms:none, or a database that is not known here): "
                    + String.join(", ", ignored.values()));
        }
        boolean whole = others.isEmpty() && ignored.isEmpty();
        return new Conversion(files, notes, tool, migrations, whole, Choices.missing(reading), source.directory());
    }

    private static String namespace(FileSource source) {
        return source.namespaces().iterator().next(); // a source of files has one
    }

    /** Returns the files, each script followed by the file of its settings where it needs one. */
    public List<ConvertedFile> files() {
        return files;
    }

    /** Returns what a person should know: what is left out, and what will be another way. */
    public List<String> notes() {
        return notes;
    }

    /** Returns the name of the layout that was read: {@code flyway}. */
    public String tool() {
        return tool;
    }

    /** Returns how many migrations there are. */
    public int migrations() {
        return migrations;
    }

    /**
     * Returns whether all migrations are in it; not where some are for other contexts or labels than those chosen, or run
     * nowhere.
     */
    public boolean isWhole() {
        return whole;
    }

    /** Returns what to choose, so that migrations are not refused which are now; empty where there is nothing to choose. */
    public Optional<Advice> choice() {
        return choice;
    }

    /**
     * Checks that neither of the new directory and the one that is converted is in the other, links followed. In a project of
     * sqitch a directory of its own may be, as sqitch reads no other files than its plan names. Writes nothing.
     *
     * @throws LedgerException where one is, or one of them cannot be looked at
     */
    public void checkApart(Path directory) {
        if (from.isEmpty()) {
            return;
        }
        Path source = real(from.get().toAbsolutePath());
        Path target = real(directory.toAbsolutePath().normalize());
        boolean inside = target.startsWith(source) && !isUnread(source, target);
        if (inside || source.startsWith(target)) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    directory + " would be read with the directory that it comes from, " + from.get(),
                    Advice.of("Name a directory outside of it: ", Action.OUTPUT.about("../migrations"), "."));
        }
    }

    /** Returns whether the layout reads nothing in a directory that is below the one that is converted. */
    private boolean isUnread(Path source, Path target) {
        if (!tool.equals("sqitch") || target.equals(source)) {
            return false;
        }
        for (Path name : source.relativize(target)) {
            if (SQITCH_READS.contains(name.toString())) {
                return false;
            }
        }
        return files.stream()
                .map(file ->
                        real(Path.of(file.from()).toAbsolutePath().normalize()).getParent())
                .noneMatch(scripts -> !source.equals(scripts) && target.startsWith(scripts));
    }

    /** Returns a path with the links in it followed, as far as it exists. */
    private static Path real(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    existing + ": cannot be read (" + e + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that this user may read the directories above it.",
                    e);
        }
    }

    /**
     * Writes the files to a new directory: first to one whose name begins with a full stop, which no source reads, and
     * when all of it is on disk, that is renamed. Where this was broken off, calling it again finishes it.
     *
     * @param directory where; it does not exist, or is empty, and is not in the directory that is converted
     * @throws LedgerException where {@link #checkApart} does, where something is there, or a file cannot be written; no file is overwritten or deleted but
     *     those of a writing that was broken off
     */
    public void write(Path directory) {
        checkApart(directory);
        new DirectoryWriter(directory, step -> {}).write(files);
    }
}
