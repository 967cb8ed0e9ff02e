package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that has its name when it is whole, and not before: it is written beside the name, under one that nobody else has, and
 * moved. Where that fails, what was there before stays, and nothing is left behind.
 */
final class WholeFile {
    private WholeFile() {}

    /** Writes what the file is to hold, and returns what is to be said of it. */
    @FunctionalInterface
    interface Contents<T> {
        T write(OutputStream to) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param name as a person wrote it, for errors
     * @throws LedgerException where it cannot be written, or its name is that of a directory; and what the contents throw
     */
    static <T> T write(Path file, String name, Contents<T> contents) {
        // A file that is moved into the place of an empty directory would take it away.
        if (Files.isDirectory(file)) {
            throw LedgerException.input(ErrorCode.UNREADABLE_FILE, name + " is a directory", "Name a file with --out.");
        }
        Path part = part(file);
        try {
            T result;
            try (OutputStream to = new BufferedOutputStream(
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                result = contents.write(to);
            }
            move(part, file);
            return result;
        } catch (IOException e) {
            throw cannotWrite(name, without(part, e));
        } catch (UncheckedIOException e) {
            throw cannotWrite(name, without(part, Objects.requireNonNull(e.getCause())));
        } catch (RuntimeException e) {
            throw without(part, e);
        }
    }

    /** Returns the name for the time of writing: hidden, none of a script, and short enough where that of the file is. */
    static Path part(Path file) {
        return file.resolveSibling("." + UUID.randomUUID() + ".part");
    }

    static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes it where it is there, and returns the error for which that is done. */
    static <E extends Exception> E without(Path part, E error) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        return error;
    }

    /** Returns the error; the name that the file had while it was written is not told. */
    static LedgerException cannotWrite(String name, IOException error) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                name + " cannot be written: " + why(error),
                LedgerException.NOTHING_CHANGED,
                "Check the name, the directory and the room on the disk.",
                error);
    }

    /** Returns what is wrong, in words that say no more than the system does. */
    static String why(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (error instanceof AccessDeniedException) {
            return "this user may not write there";
        }
        if (error instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " exists already";
        }
        String said = error instanceof FileSystemException file ? file.getReason() : error.getMessage();
        return said == null ? error.getClass().getSimpleName() : said;
    }
}
