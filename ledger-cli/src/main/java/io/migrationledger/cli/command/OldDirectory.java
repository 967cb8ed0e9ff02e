package io.migrationledger.cli.command;

import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.layouts.convert.ConvertedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of a directory that was converted.
 *
 * @param notes what a person should know of it
 * @param isSpare whether it can be deleted, as all that is in it is in the new one
 */
record OldDirectory(List<String> notes, boolean isSpare) {
    private static final int SHOWN = 5;

    /** Looks which files were not converted; in the directory of a whole project it does not look. */
    static OldDirectory of(Path directory, Path to, Path here, Conversion conversion) {
        Path old = absolute(directory);
        if (absolute(to).startsWith(old)) {
            String layout = conversion.tool();
            return new OldDirectory(
                    List.of("the new directory is in \"" + directory + "\": read that with --layout " + layout
                            + " from now on"),
                    false);
        }
        Set<Path> converted = conversion.files().stream()
                .map(ConvertedFile::from)
                .map(from -> absolute(Path.of(from)))
                .collect(Collectors.toSet());
        try (Stream<Path> all = Files.walk(old, FileVisitOption.FOLLOW_LINKS)) {
            if (here.toRealPath().startsWith(old.toRealPath())) {
                return new OldDirectory(List.of(), false);
            }
            List<String> others = all.filter(path -> !Files.isDirectory(path) && !converted.contains(path))
                    .map(path -> old.relativize(path).toString())
                    .sorted()
                    .toList();
            return new OldDirectory(
                    note(directory, others).stream().toList(),
                    others.isEmpty()
                            && conversion.isWhole()
                            && conversion.choice().isEmpty());
        } catch (IOException | UncheckedIOException e) {
            return new OldDirectory(List.of("\"" + directory + "\" could not be looked through: " + e), false);
        }
    }

    private static Optional<String> note(Path directory, List<String> others) {
        if (others.isEmpty()) {
            return Optional.empty();
        }
        int more = others.size() - SHOWN;
        return Optional.of(Readable.count(others.size(), "file") + " of \"" + directory + "\""
                + (others.size() == 1 ? " is" : " are") + " not in the new directory: "
                + others.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : ""));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
