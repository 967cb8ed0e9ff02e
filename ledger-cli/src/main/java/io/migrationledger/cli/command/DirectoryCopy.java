package io.migrationledger.cli.command;

import io.migrationledger.migration.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A directory of migrations as it will be, to try what is not written yet. */
final class DirectoryCopy implements AutoCloseable {
    private final Path copy;

    /** Copies the directory, where it is there, and writes the new files into the copy. */
    DirectoryCopy(Path directory, List<NewFile> files) throws IOException {
        copy = Files.createTempDirectory("ledger");
        try {
            if (Files.isDirectory(directory)) {
                copyAll(directory);
            }
            WholeFiles.create(NewFiles.texts(copy, files));
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void copyAll(Path directory) throws IOException {
        for (Path path : SourceFiles.below(directory)) {
            Path target = copy.resolve(directory.relativize(path).toString());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(path, target);
        }
    }

    private void closeAfter(Exception error) {
        try {
            close();
        } catch (IOException e) {
            error.addSuppressed(e);
        }
    }

    Path path() {
        return copy;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(copy)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
