package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cache of unpacked servers and prepared data directories, kept from one JVM to the next. */
final class Directories {
    /** Bytes that must be free in memory: several servers of some hundred megabytes each. */
    private static final long ROOM = 6L << 30;

    /** To be raised when more of an engine's archive is unpacked, for what was unpacked outlives the code. */
    private static final int UNPACKED = 2;

    /** To be raised when an engine initialises its data directory in another way, for the templates outlive the code. */
    private static final int TEMPLATE = 1;

    private Directories() {}

    /** Returns where the programs of an engine are. */
    static Path server(Engine engine) {
        return cached(engine.label() + "/server-" + UNPACKED, engine::unpack);
    }

    /** Returns the directory that holds {@code data} as it is when an engine has just initialised it. */
    static Path template(Engine engine) {
        Path server = server(engine);
        return cached(
                engine.label() + "/template-" + TEMPLATE, empty -> engine.initialise(server, empty.resolve("data")));
    }

    /**
     * A directory that is filled once per user and machine. It is filled beside its place and then renamed, under a
     * file lock: a second JVM waits and finds it, and a JVM that was killed half-way leaves nothing that looks whole.
     */
    static synchronized Path cached(String name, Consumer<Path> fill) {
        Path ready = cacheRoot().resolve(name);
        try {
            Files.createDirectories(ready.getParent());
            Path lockFile = ready.resolveSibling(ready.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.isDirectory(ready)) {
                    Path partial = ready.resolveSibling(ready.getFileName() + ".partial");
                    delete(partial);
                    Files.createDirectory(partial);
                    fill.accept(partial);
                    Files.move(partial, ready, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return ready;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fill the cache " + ready, e);
        }
    }

    private static Path cacheRoot() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("migration-ledger-testdb");
    }

    /**
     * A new directory for a server's data: in memory where the system has a file system there with room to spare, since
     * these tests kill processes, never the machine, so that nothing has to reach a disk.
     */
    static Path temporary(String prefix) throws IOException {
        Path memory = Path.of("/dev/shm");
        boolean roomy = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM;
        return roomy ? Files.createTempDirectory(memory, prefix) : Files.createTempDirectory(prefix);
    }

    /** Copies with the system's {@code cp}: it keeps owners and modes, and shares the blocks where it can. */
    static void copy(Path from, Path to) {
        Commands.run(List.of("cp", "-a", from.toString(), to.toString()));
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // a dying server removed it first
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
