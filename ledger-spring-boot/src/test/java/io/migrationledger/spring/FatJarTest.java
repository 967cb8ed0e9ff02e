package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Layers;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** A jar with jars in it, made by Spring Boot's own tool and started as a process; and the same unpacked as an image has it. */
class FatJarTest {
    private static final Pattern LIBRARY = Pattern.compile(
            "(spring-(core|jcl|beans|context|aop|expression|tx|jdbc|boot|boot-autoconfigure|boot-jdbc|boot-sql"
                    + "|boot-transaction|boot-persistence)|HikariCP|logback-(classic|core)|slf4j-api|jspecify|commons-logging"
                    + "|micrometer-(observation|commons)|sqlite-jdbc|postgresql)-[0-9].*\\.jar");
    private static final List<String> MODULES = List.of(
            "ledger-api", "ledger-layouts", "ledger-adopt", "ledger-spring-boot", "dialect-sqlite", "dialect-postgres");

    @TempDir
    static Path directory;

    static Path fat;

    @BeforeAll
    static void pack() throws IOException {
        Path classes = directory.resolve("classes.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(classes))) {
            for (String name : List.of(
                    "io/migrationledger/spring/PackagedApplication.class",
                    "db/migrations/0001_create_users.sql",
                    "db/migrations/0002_first_user.sql")) {
                jar.putNextEntry(new ZipEntry(name));
                jar.write(FatJarTest.class.getResourceAsStream("/" + name).readAllBytes());
                jar.closeEntry();
            }
        }
        List<File> libraries = libraries();
        fat = directory.resolve("shop.jar");
        Repackager repackager = new Repackager(classes.toFile());
        repackager.setMainClass(PackagedApplication.class.getName());
        repackager.setLayers(Layers.IMPLICIT);
        repackager.repackage(fat.toFile(), callback -> {
            for (File library : libraries) {
                callback.library(new Library(library, LibraryScope.COMPILE));
            }
        });
    }

    private static List<File> libraries() throws IOException {
        List<File> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (LIBRARY.matcher(path.getFileName().toString()).matches()) {
                found.add(path.toFile());
            }
            for (String module : MODULES) {
                if (Files.isDirectory(path) && path.endsWith(Path.of(module, "target", "classes"))) {
                    found.add(jar(module, path));
                } else if (path.getFileName().toString().matches(Pattern.quote(module) + "-[0-9].*\\.jar")) {
                    found.add(path.toFile());
                }
            }
        }
        assertThat(found).as("libraries of the class path").hasSizeGreaterThan(MODULES.size() + 12);
        return found;
    }

    private static File jar(String module, Path classes) throws IOException {
        Path jar = directory.resolve(module + "-1.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(one).toString()));
                Files.copy(one, zip);
                zip.closeEntry();
            }
        }
        return jar.toFile();
    }

    private record Ended(int code, String said) {}

    private static Ended java(Path workingDirectory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void theJarMigratesPostgresAndTheSecondStartHasNothingToDo() throws Exception {
        TestDatabase database = TestServers.postgres().newDatabase();
        String[] start = {
            "-jar",
            fat.toString(),
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password()
        };
        Ended first = java(directory, start);
        assertThat(first.said()).contains("applied migration 0001", "applied migration 0002", "first user: Mira");
        assertThat(first.code()).isZero();

        Ended second = java(directory, start);
        assertThat(second.said()).contains("first user: Mira").doesNotContain("applied migration");
    }

    /** SB-3. */
    @Test
    void theUnpackedImageMigratesSqliteAndABrokenMigrationEndsTheProcess() throws Exception {
        Path image = directory.resolve("image");
        Ended unpacked = java(
                directory,
                "-Djarmode=tools",
                "-jar",
                fat.toString(),
                "extract",
                "--launcher",
                "--destination",
                "image");
        assertThat(unpacked.code()).as(unpacked.said()).isZero();
        assertThat(image.resolve("BOOT-INF/classes/db/migrations/0001_create_users.sql"))
                .exists();
        String[] start = {
            "org.springframework.boot.loader.launch.JarLauncher",
            "--spring.datasource.url=" + Boot.sqlite(directory.resolve("image.db"))
        };
        Ended first = java(image, start);
        assertThat(first.said()).contains("applied migration 0002", "first user: Mira");
        assertThat(first.code()).isZero();

        Files.writeString(
                image.resolve("BOOT-INF/classes/db/migrations/0003_broken.sql"), "INSERT INTO nowhere VALUES (1);");
        Ended broken = java(image, start);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.said())
                .contains("APPLICATION FAILED TO START", "ML-1401", "0003_broken.sql:1", "Action:")
                .doesNotContain("first user");
    }
}
