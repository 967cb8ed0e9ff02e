package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.MISSING_DIRECTORY;
import static io.migrationledger.ErrorCode.UNREADABLE_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The files of a directory and of the directories below it. */
record DirectoryFiles(Path directory) implements ListedSource.Files {

    @Override
    public Optional<Path> root() {
        return Optional.of(directory);
    }

    @Override
    public Optional<DirectoryListing> list(Findings findings) {
        if (!Files.isDirectory(directory)) {
            findings.problem(new Problem(
                    MISSING_DIRECTORY,
                    Optional.empty(),
                    "the directory of migrations does not exist: " + directory,
                    Advice.of("Create it, or name another one (", Action.DIRECTORY, ").")));
            return Optional.empty();
        }
        List<Path> paths = new ArrayList<>();
        walk(directory, paths, findings);
        Collections.sort(paths);
        String root = directory.toString();
        DirectoryListing listing = new DirectoryListing(root);
        boolean open = root.isEmpty() || root.endsWith(directory.getFileSystem().getSeparator());
        int start = root.length() + (open ? 0 : 1);
        for (Path path : paths) {
            String location = path.toString(); // the directory's, and what is below it
            listing.add(new LayoutFile(
                    location.substring(start).replace('\\', '/'),
                    new FileScript(location, () -> Files.newInputStream(path), listing.room())));
        }
        return Optional.of(listing);
    }

    /** Adds the files below a directory, and tells of what cannot be looked into. Also used for the class path. */
    static void walk(Path directory, List<Path> files, Findings findings) {
        try {
            // Links are followed: a deployment may link the directory, and Kubernetes mounts every file as a link into
            // a hidden directory, which would show each of them twice.
            Files.walkFileTree(
                    directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                            boolean hidden = !path.equals(directory)
                                    && String.valueOf(path.getFileName()).startsWith(".");
                            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                            files.add(path);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path path, IOException e) {
                            boolean hidden = String.valueOf(path.getFileName()).startsWith(".");
                            // Files are written under a hidden name, and get their own when they are whole.
                            if (!hidden || !(e instanceof NoSuchFileException)) {
                                findings.problem(unreadable(path, e));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path path, @org.jspecify.annotations.Nullable IOException e) {
                            if (e != null) {
                                findings.problem(unreadable(path, e));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            findings.problem(unreadable(directory, e));
        }
    }

    private static Problem unreadable(Path path, IOException e) {
        if (e instanceof FileSystemLoopException) {
            return unreadable(path, "this link leads back to a directory above it", "Delete the link.");
        }
        if (e instanceof NoSuchFileException) {
            return unreadable(
                    path, "is gone since its directory was listed", "Run again once the files no longer change.");
        }
        String reason = e instanceof AccessDeniedException
                ? "this user may not read it"
                : e.getClass().getSimpleName();
        return unreadable(
                path,
                "the directory cannot be read (" + reason + ")",
                "Check that this user may read it and every directory below it.");
    }

    private static Problem unreadable(Path path, String what, String advice) {
        return new Problem(UNREADABLE_FILE, Optional.empty(), path + ": " + what, advice);
    }
}
