package io.migrationledger.cli.command;

import io.migrationledger.LedgerException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * New files that belong together: all of them are there, each of them whole, or none. They are written beside their names, as a
 * {@link WholeFile} is, and get these when all of them are on the disk; a file that has such a name already stays as it is.
 */
final class WholeFiles {
    /** What there is now and was not before, in the order in which it was made. */
    private final List<Path> made = new ArrayList<>();

    private WholeFiles() {}

    /**
     * Writes them, and the directories that they need.
     *
     * @throws FileAlreadyExistsException where one of the names is taken
     * @throws LedgerException where one of them cannot be written; it names that one
     */
    static void create(Map<Path, String> texts) throws FileAlreadyExistsException {
        new WholeFiles().write(texts);
    }

    private void write(Map<Path, String> texts) throws FileAlreadyExistsException {
        Map<Path, Path> parts = new LinkedHashMap<>();
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path file = text.getKey();
            step(file, () -> {
                makeDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
                Path part = WholeFile.part(file);
                made.add(part);
                Files.writeString(part, text.getValue(), StandardOpenOption.CREATE_NEW);
                parts.put(part, file);
            });
        }
        for (Map.Entry<Path, Path> part : parts.entrySet()) {
            Path file = part.getValue();
            step(file, () -> {
                if (isLinked(part.getKey(), file)) {
                    made.add(file);
                    Files.delete(part.getKey());
                } else {
                    // A move goes over what is there; this does not, and has the name from here on.
                    Files.createFile(file);
                    made.add(file);
                    WholeFile.move(part.getKey(), file);
                }
            });
        }
    }

    /**
     * Gives a whole file its name in one step, where nothing has it yet: whoever is killed leaves no empty script, which would
     * run. Returns false where the file system knows no second names.
     */
    private static boolean isLinked(Path part, Path file) throws FileAlreadyExistsException {
        try {
            Files.createLink(file, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            return false; // the other way says what is wrong, if anything is
        }
    }

    /** What may fail for one of the files. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void step(Path file, Step step) throws FileAlreadyExistsException {
        try {
            step.run();
        } catch (FileAlreadyExistsException e) {
            throw withoutAll(e);
        } catch (IOException e) {
            throw WholeFile.cannotWrite(file.toString(), withoutAll(e));
        }
    }

    private void makeDirectory(Path directory) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path each = directory; each != null && !Files.exists(each); each = each.getParent()) {
            missing.add(each);
        }
        Collections.reverse(missing);
        made.addAll(missing);
        Files.createDirectories(directory);
    }

    private <E extends IOException> E withoutAll(E error) {
        Collections.reverse(made);
        for (Path each : made) {
            WholeFile.without(each, error);
        }
        return error;
    }
}
