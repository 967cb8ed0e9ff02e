package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
