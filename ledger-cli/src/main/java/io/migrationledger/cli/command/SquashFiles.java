package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files of a script that stands for others, and deletes those that it replaces. */
final class SquashFiles {
    private final Map<Path, String> texts;
    private final List<Path> replaced;
    private final List<Path> written = new ArrayList<>();
    private final List<Path> deleted = new ArrayList<>();

    /**
     * Begins with nothing written.
     *
     * @param texts the texts of the new files
     * @param replaced the files that are to be deleted
     */
    SquashFiles(Map<Path, String> texts, List<Path> replaced) {
        this.texts = texts;
        this.replaced = replaced;
    }

    /**
     * Looks at all files first; then writes the new ones, and only when all of them are there, deletes the old ones.
     *
     * @throws LedgerException where a file cannot be written or deleted; it names those that were
     */
    void write() {
        texts.keySet().forEach(SquashFiles::checkNew);
        replaced.forEach(SquashFiles::checkOld);
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path file = text.getKey();
            try {
                Files.writeString(file, text.getValue(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw failed("the file " + file + " cannot be written (" + e + ")", e);
            }
            written.add(file);
        }
        for (Path file : replaced) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw failed("the file " + file + " cannot be deleted (" + e + ")", e);
            }
            deleted.add(file);
        }
    }

    private static void checkNew(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw LedgerException.input(
                    ErrorCode.UNREADABLE_FILE,
                    "the file " + file + " exists already",
                    "Give the script another --name.");
        }
        checkDirectory(file, "written");
    }

    private static void checkOld(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LedgerException.input(
                    ErrorCode.UNREADABLE_FILE,
                    "the file " + file + " is not there to be deleted",
                    "Leave --delete out, and delete the old files by hand.");
        }
        checkDirectory(file, "deleted");
    }

    private static void checkDirectory(Path file, String what) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory)) {
            throw LedgerException.input(
                    ErrorCode.UNREADABLE_FILE,
                    "the file " + file + " cannot be " + what + ": this user may not write in its directory",
                    "Check whose directory it is, and run it as that user.");
        }
    }

    private LedgerException failed(String what, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                what,
                LedgerException.NOTHING_CHANGED + " Written: " + names(written) + ". Deleted: " + names(deleted) + ".",
                deleted.isEmpty()
                        ? "Delete what was written, if anything, before the next attempt."
                        : "All new files are there: delete the rest of the old ones by hand. Or bring back the deleted"
                                + " ones from your version control, and delete what was written.",
                e);
    }

    private static String names(List<Path> files) {
        return files.isEmpty() ? "no file" : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
