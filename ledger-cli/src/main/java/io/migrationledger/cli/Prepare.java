package io.migrationledger.cli;

import io.migrationledger.cli.settings.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Run once for each Java by the launcher, which has the JVM write an archive of all the classes that were loaded:
 * unpacks SQLite's library, and runs what people run most, so that their classes are among them.
 */
public final class Prepare {
    private Prepare() {}

    /** Prepares in the directory that is the one argument. */
    public static void main(String[] args) throws IOException {
        Path start = Path.of(args[0]);
        touch();
        Path library = Files.createDirectories(start.resolve("native"));
        unpack(library);
        System.setProperty("org.sqlite.lib.path", library.toString());
        System.setProperty("org.sqlite.tmpdir", library.toString());
        Path scratch = Files.createTempDirectory(start, "scratch");
        try {
            rehearse(scratch);
        } finally {
            delete(scratch);
        }
        Files.writeString(start.resolve("version.new"), StartCheck.version() + "\n" + options() + "\n");
    }

    /** Returns what this Java, and not every one, is to be started with. */
    private static String options() {
        int feature = Runtime.version().feature();
        // sqlite-jdbc makes formats of dates on every start; the older locale data costs 30 ms less, and is the same
        // for
        // what is printed here. Java 21 warns about it, 23 has none.
        return feature < 21 ? "-Djava.locale.providers=COMPAT" : "";
    }

    /** Loads what only a real start loads. */
    private static void touch() {
        StartCheck.run();
        Surroundings.ofProcess();
        try {
            Class.forName(Main.class.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path directory) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
            if (in != null) { // otherwise SQLite has none for this system, and says so when it is used
                place(in, directory.resolve(name));
            }
        }
    }

    /** Under its name it is whole: a library that was cut off, as by a full disk, ends the process that loads it. */
    private static void place(InputStream in, Path library) throws IOException {
        Path part = library.resolveSibling(library.getFileName() + ".part");
        try {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, library, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static void rehearse(Path scratch) throws IOException {
        Path migrations = Files.createDirectories(scratch.resolve("migrations"));
        Files.writeString(migrations.resolve("0001_create_users.sql"), "CREATE TABLE users (id INTEGER);\n");
        Files.writeString(migrations.resolve("0001_create_users.down.sql"), "DROP TABLE users;\n");
        Files.writeString(migrations.resolve("R__views.sql"), "SELECT 1;\n");
        List<String> lines = List.of(
                "plan",
                "migrate --dry-run",
                "migrate",
                "migrate",
                "status",
                "history",
                "validate",
                "verify",
                "rollback",
                "migrate --dir nowhere",
                "help",
                "help migrate");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (String format : List.of("", " --format json")) {
            for (String line : lines) {
                Surroundings surroundings = new Surroundings(
                        nowhere,
                        nowhere,
                        Map.of(),
                        scratch,
                        false,
                        false,
                        Optional::empty,
                        Optional.empty(),
                        Optional.empty());
                Dispatch.run(surroundings, (line.startsWith("help") ? line : line + format).split(" "));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
