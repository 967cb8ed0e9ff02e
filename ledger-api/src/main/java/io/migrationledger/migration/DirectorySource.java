package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.MISSING_DIRECTORY;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@code .sql} files of a directory and of the directories below it. */
final class DirectorySource implements MigrationSource {
    private final String namespace;
    private final Path directory;

    DirectorySource(String namespace, Path directory) {
        this.namespace = namespace;
        this.directory = directory;
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants) {
        if (!Files.isDirectory(directory)) {
            throw LedgerException.input(
                    MISSING_DIRECTORY,
                    "the directory of migrations does not exist: " + directory,
                    "Create it, or name another one (--dir, LEDGER_DIR).");
        }
        List<SqlFile> files = new ArrayList<>();
        // Links are followed: a deployment may link the directory, and Kubernetes mounts every file as a link into a
        // hidden
        // directory, which would show each of them twice.
        try (Stream<Path> paths = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            paths.filter(path -> SqlFile.isNamed(path.toString()) && !isHidden(path) && !Files.isDirectory(path))
                    .sorted()
                    .forEach(path -> files.add(new SqlFile(String.valueOf(path.getFileName()), new FileScript(path))));
        } catch (IOException | UncheckedIOException e) {
            throw new LedgerException(
                    UNREADABLE_FILE,
                    "the directory of migrations cannot be read: " + directory,
                    LedgerException.NOTHING_CHANGED,
                    "Check that this user may read it.",
                    e);
        }
        return new LayoutReader(namespace, fileVariants).read(files);
    }

    private boolean isHidden(Path file) {
        Path inside = directory.relativize(file).getParent();
        if (inside != null) {
            for (Path name : inside) {
                if (name.toString().startsWith(".")) {
                    return true;
                }
            }
        }
        return false;
    }

    private record FileScript(Path path) implements SqlScript {
        @Override
        public String location() {
            return path.toString();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
