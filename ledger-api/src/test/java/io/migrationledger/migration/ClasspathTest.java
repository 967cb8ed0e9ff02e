package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.JarUrl;

/** Scripts on the class path, in directories and in jar files. */
class ClasspathTest {
    @TempDir
    Path directory;

    private ClassLoader before;

    @BeforeEach
    void remember() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void readsTheScriptsInAJarFile() throws Exception {
        Path jar = jar("a jar with spaces.jar", "db/0001_a.sql", "db/deep/0002_b.sql", "db2/0003_c.sql", "db/x.txt");
        try (URLClassLoader loader = use(jar)) {
            assertThat(SourceFiles.ids(read("db"))).containsExactly("0001", "0002");
            assertThat(read("/db/")).hasSize(2);
            assertThat(read("db").get(1).location()).isEqualTo("classpath:db/deep/0002_b.sql");
            assertThat(text(read("db").get(0))).isEqualTo("SELECT 'db/0001_a.sql';");
            assertThat(loader.getURLs()).hasSize(1);
        }
    }

    @Test
    void readsTheScriptsInADirectory() throws Exception {
        Path classes = directory.resolve("clässes dir");
        Files.createDirectories(classes.resolve("db/deep"));
        Files.writeString(classes.resolve("db/0001_a.sql"), "SELECT 1;");
        Files.writeString(classes.resolve("db/deep/0002_b.sql"), "SELECT 2;");
        try (URLClassLoader loader = use(classes)) {
            assertThat(SourceFiles.ids(read("db"))).containsExactly("0001", "0002");
            assertThat(text(read("db").get(1))).isEqualTo("SELECT 2;");
            assertThat(loader.getURLs()).hasSize(1);
        }
    }

    @Test
    void joinsWhatSeveralJarFilesHoldUnderOnePath() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"), jar("b.jar", "db/0002_b.sql"))) {
            assertThat(SourceFiles.ids(read("db"))).containsExactly("0001", "0002");
            assertThat(loader.getURLs()).hasSize(2);
        }
    }

    @Test
    void aPathThatIsNotThereIsAnErrorThatNamesIt() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"))) {
            assertThat(SourceFiles.refused(ErrorCode.MISSING_DIRECTORY, () -> read("nowhere"))
                            .what())
                    .contains("nowhere");
            assertThat(loader.getURLs()).hasSize(1);
        }
    }

    @Test
    void readsAJarFileWithoutEntriesForDirectories() throws Exception {
        Path jar = archive("flat.jar", Map.of("db/0001_a.sql", "SELECT 1;", "db/deep/0002_b.sql", "SELECT 2;"));
        Path other =
                archive("other.jar", Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", "db2/0003_c.sql", ""));
        try (URLClassLoader loader = use(other, jar)) {
            assertThat(loader.getResource("db")).isNull();
            assertThat(SourceFiles.ids(read("db"))).containsExactly("0001", "0002");
            assertThat(text(read("db").get(1))).isEqualTo("SELECT 2;");
            assertThat(SourceFiles.ids(read("db2"))).containsExactly("0003");
        }
    }

    @Test
    void readsBelowAPathInsideOfAnArchive() throws Exception {
        Path war = archive(
                "app.war",
                Map.of(
                        "WEB-INF/",
                        "",
                        "WEB-INF/classes/",
                        "",
                        "WEB-INF/classes/db/",
                        "",
                        "WEB-INF/classes/db/0001_a.sql",
                        "SELECT 1;",
                        "db/0002_b.sql",
                        "no"));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {new URL("jar:" + war.toUri() + "!/WEB-INF/classes/")}, null)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(SourceFiles.ids(read("db"))).containsExactly("0001");
            assertThat(read("db").get(0).location()).isEqualTo("classpath:db/0001_a.sql");
            assertThat(text(read("db").get(0))).isEqualTo("SELECT 1;");
        }
    }

    /** As Spring Boot packs an application: its own classes and whole jar files inside of one. */
    @Test
    void readsAJarFileInsideOfAnother() throws Exception {
        for (boolean directories : new boolean[] {true, false}) {
            Path inner = archive(
                    "inner" + directories + ".jar",
                    directories
                            ? Map.of(
                                    "META-INF/MANIFEST.MF",
                                    "Manifest-Version: 1.0\n",
                                    "db/",
                                    "",
                                    "db/0001_a.sql",
                                    "SELECT 1;")
                            : Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", "db/0001_a.sql", "SELECT 1;"));
            Path outer = directory.resolve("application" + directories + ".jar");
            store(
                    outer,
                    Map.of(
                            "BOOT-INF/", new byte[0],
                            "BOOT-INF/classes/", new byte[0],
                            "BOOT-INF/classes/own/", new byte[0],
                            "BOOT-INF/classes/own/0002_b.sql", "SELECT 2;".getBytes(StandardCharsets.UTF_8),
                            "BOOT-INF/lib/", new byte[0],
                            "BOOT-INF/lib/inner.jar", Files.readAllBytes(inner)));
            Handlers.register();
            try (JarFile archive = new JarFile(outer.toFile());
                    LaunchedClassLoader loader = new LaunchedClassLoader(
                            false,
                            new URL[] {
                                JarUrl.create(outer.toFile(), archive.getJarEntry("BOOT-INF/classes/")),
                                JarUrl.create(outer.toFile(), archive.getJarEntry("BOOT-INF/lib/inner.jar"))
                            },
                            null)) {
                Thread.currentThread().setContextClassLoader(loader);
                assertThat(SourceFiles.ids(read("db")))
                        .as("entries for directories: %s", directories)
                        .containsExactly("0001");
                assertThat(text(read("db").get(0))).isEqualTo("SELECT 1;");
                assertThat(SourceFiles.ids(read("own"))).containsExactly("0002");
                assertThat(text(read("own").get(0))).isEqualTo("SELECT 2;");
            }
        }
    }

    @Test
    void theLibrarysOwnClassLoaderIsAskedWhereTheThreadsHasNothing() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"))) {
            assertThat(SourceFiles.ids(read("of-the-library"))).containsExactly("0001");
            assertThat(loader.getResource("of-the-library")).isNull();
        }
        Thread.currentThread().setContextClassLoader(null);
        assertThat(SourceFiles.ids(read("of-the-library"))).containsExactly("0001");
    }

    @Test
    void usesTheClassLoaderThatItIsGiven() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"))) {
            Thread.currentThread().setContextClassLoader(before);
            assertThat(SourceFiles.ids(
                            Migrations.classpath("main", "db", loader).migrations(List.of())))
                    .containsExactly("0001");
            SourceFiles.refused(
                    ErrorCode.MISSING_DIRECTORY,
                    () -> Migrations.classpath("main", "of-the-library", loader).migrations(List.of()));
        }
    }

    @Test
    void aFileThatTwoJarFilesHoldIsADuplicate() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"), jar("b.jar", "db/0001_a.sql"))) {
            assertThat(SourceFiles.refused(ErrorCode.DUPLICATE, () -> read("db"))
                            .what())
                    .contains("the class path has classpath:db/0001_a.sql twice");
            assertThat(loader.getURLs()).hasSize(2);
        }
    }

    @Test
    void aClassPathThatCannotBeListedIsAnErrorThatSaysSo() throws Exception {
        URLStreamHandler handler = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}
                };
            }
        };
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Enumeration<URL> findResources(String name) throws IOException {
                return Collections.enumeration(List.of(new URL(null, "vfs:/x/" + name, handler)));
            }
        };
        Thread.currentThread().setContextClassLoader(loader);

        var error = SourceFiles.refused(ErrorCode.UNREADABLE_FILE, () -> read("db"));
        assertThat(error.what()).contains("vfs: addresses name no files");
        assertThat(error.next()).contains("Migrations.scripts");
    }

    @Test
    void usesTheNamespaceThatItIsGiven() throws Exception {
        try (URLClassLoader loader = use(jar("a.jar", "db/0001_a.sql"))) {
            assertThat(SourceFiles.ids(Migrations.classpath("billing", "db").migrations(List.of())))
                    .containsExactly("billing:0001");
            assertThat(loader.getURLs()).hasSize(1);
        }
    }

    private static List<Migration> read(String path) {
        return Migrations.classpath(path).migrations(List.of());
    }

    private static String text(Migration migration) throws IOException {
        try (var in = ((MigrationBody.Script) migration.up()).script().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private URLClassLoader use(Path... paths) throws IOException {
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = paths[i].toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, null);
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    /** Writes a jar file with just these entries. */
    private Path archive(String name, Map<String, String> entries) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        entries.forEach((entry, text) -> bytes.put(entry, text.getBytes(StandardCharsets.UTF_8)));
        Path jar = directory.resolve(name);
        store(jar, bytes);
        return jar;
    }

    /** Writes an archive without compression, as archives inside of others have to be. */
    private static void store(Path archive, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> one : new TreeMap<>(entries).entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                CRC32 crc = new CRC32();
                crc.update(one.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(one.getValue().length);
                zip.putNextEntry(entry);
                zip.write(one.getValue());
            }
        }
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new JarEntry("db/"));
            for (String entry : entries) {
                zip.putNextEntry(new JarEntry(entry));
                zip.write(("SELECT '" + entry + "';").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
