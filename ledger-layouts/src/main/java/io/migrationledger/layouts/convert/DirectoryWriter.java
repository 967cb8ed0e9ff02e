package io.migrationledger.layouts.convert;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes a directory as a whole, or not at all under its name. */
final class DirectoryWriter {
    private static final int BUFFER = 8192;

    private final Path directory;
    private final Path unfinished;
    private final Steps steps;
    private boolean renamed;

    /** Hears of each step before it is taken; a test breaks off there. */
    @FunctionalInterface
    interface Steps {
        void before(String step);
    }

    DirectoryWriter(Path directory, Steps steps) {
        this.directory = directory.toAbsolutePath().normalize();
        this.unfinished = this.directory.resolveSibling("." + this.directory.getFileName() + ".unfinished");
        this.steps = steps;
    }

    /**
     * Writes.
     *
     * @throws LedgerException where the directory is there and holds something, or a file cannot be written
     */
    void write(List<ConvertedFile> files) {
        try {
            checkNew();
            checkUnfinished(files);
            Set<Path> folders = new HashSet<>(Set.of(unfinished));
            for (ConvertedFile file : files) {
                Path path = unfinished.resolve(file.path());
                steps.before("write " + file.path());
                for (Path folder = path.getParent(); folder != null && folders.add(folder); ) {
                    folder = folder.getParent();
                }
                write(file, path);
            }
            for (Path folder : folders) {
                force(folder);
            }
            if (Files.isDirectory(directory)) {
                steps.before("delete the empty directory");
                Files.delete(directory);
            }
            steps.before("rename");
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
            renamed = true;
            Path parent = directory.getParent();
            if (parent != null) {
                force(parent);
            }
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    directory + " cannot be written (" + e + ")",
                    whatIsThere(),
                    Advice.of("Check that this user may write there, and run ", Action.SAME, " again."),
                    e);
        }
    }

    private String whatIsThere() {
        if (renamed) {
            return LedgerException.NOTHING_CHANGED + " All files are in " + directory
                    + ", but a loss of power may still undo that.";
        }
        return LedgerException.NOTHING_CHANGED
                + (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)
                        ? " What was written so far is in " + unfinished + ", and nothing of it in " + directory + "."
                        : " No file was written.");
    }

    private void checkNew() throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean empty = false;
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> inside = Files.list(directory)) {
                empty = inside.findAny().isEmpty();
            }
        }
        if (!empty) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    directory + " is there already, and holds something: no file is written over",
                    Advice.of("Name a directory that does not exist: ", Action.OUTPUT, "."));
        }
    }

    /** What a writing left that was broken off is written again; anything else there is not ours. */
    private void checkUnfinished(List<ConvertedFile> files) throws IOException {
        if (!Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Set<Path> own = new HashSet<>();
        files.forEach(file -> own.add(unfinished.resolve(file.path())));
        List<Path> others = new ArrayList<>();
        try (Stream<Path> inside = Files.walk(unfinished)) {
            inside.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !own.contains(path))
                    .forEach(others::add);
        }
        if (!others.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    unfinished + " is left of a conversion that was broken off, and holds other files than this one: "
                            + others.get(0),
                    Advice.of("Delete " + unfinished + ", and run ", Action.SAME, " again."));
        }
    }

    private void write(ConvertedFile file, Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream in = open(file);
                FileChannel channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = read(file, in, buffer); length >= 0; length = read(file, in, buffer)) {
                out.write(buffer, 0, length);
            }
            channel.force(true);
        }
    }

    private InputStream open(ConvertedFile file) {
        try {
            return file.text().open();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private int read(ConvertedFile file, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private LedgerException unreadable(ConvertedFile file, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                file.from() + " cannot be read (" + e + ")",
                whatIsThere(),
                Advice.of("Check that it exists and that this user may read it, and run ", Action.SAME, " again."),
                e);
    }

    /** Makes names in a directory last; Windows has no such call for directories. */
    private static void force(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
