package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the files of a script that stands for others, and deletes those that it replaces. */
final class SquashFiles {
    private final Map<Path, String> texts;
    private final List<Path> replaced;
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
     * @throws LedgerException where a file cannot be written, and none is then, or deleted; it names those that were
     */
    void write() {
        texts.keySet().forEach(SquashFiles::checkNew);
        replaced.forEach(SquashFiles::checkOld);
        try {
            WholeFiles.create(texts);
        } catch (FileAlreadyExistsException e) {
            throw exists(e.getFile());
        }
        for (Path file : replaced) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw notDeleted(file, e);
            }
            deleted.add(file);
        }
    }

    private static void checkNew(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file.toString());
        }
        checkDirectory(file, "written");
    }

    private static LedgerException exists(String file) {
        return LedgerException.input(
                ErrorCode.UNREADABLE_FILE, "the file " + file + " exists already", "Give the script another --name.");
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

    private LedgerException notDeleted(Path file, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                "the file " + file + " cannot be deleted: " + WholeFile.why(e),
                LedgerException.NOTHING_CHANGED + " Written: " + names(texts.keySet()) + ". Deleted: " + names(deleted)
                        + ".",
                deleted.isEmpty()
                        ? "Delete what was written before the next attempt."
                        : "All new files are there: delete the rest of the old ones by hand. Or bring back the deleted"
                                + " ones from your version control, and delete what was written.",
                e);
    }

    private static String names(Collection<Path> files) {
        return files.isEmpty() ? "no file" : files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
