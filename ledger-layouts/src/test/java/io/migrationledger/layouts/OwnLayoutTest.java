package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's layout is a jar: a class, and its name in META-INF/services. */
class OwnLayoutTest {
    @TempDir
    Path directory;

    /** Its scripts are step-1.sql, step-2.sql. */
    public static final class Steps implements DirectoryLayout {
        @Override
        public String name() {
            return "steps";
        }

        @Override
        public String owner() {
            return "Initech";
        }

        @Override
        public Optional<Recognition> recognise(DirectoryListing listing) {
            return listing.scripts().stream()
                    .filter(file -> file.name().startsWith("step-"))
                    .findFirst()
                    .map(file -> new Recognition(Certainty.MARKED, file));
        }

        @Override
        public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
            return listing.scripts().stream()
                    .flatMap(file -> read(file, context).stream())
                    .toList();
        }

        private static Optional<LayoutMigration> read(LayoutFile file, LayoutContext context) {
            String number = file.name().replaceAll("\\D", "");
            return context.id(file, number).map(id -> LayoutMigration.of(id, file.script()));
        }
    }

    @Test
    void aJarAddsALayout() throws Exception {
        SourceFiles files = new SourceFiles(directory.resolve("db"))
                .file("step-2.sql", "INSERT INTO t VALUES (1);")
                .file("step-1.sql", "CREATE TABLE t (a INT);");
        files.refused(ErrorCode.BAD_NAME);
        Path jar = directory.resolve("initech.jar");
        write(jar);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            assertThat(files.ids()).containsExactly("1", "2");
            assertThat(SourceFiles.ids(files.source().layout("steps").migrations(List.of())))
                    .containsExactly("1", "2");
            Sqlite database = new Sqlite(directory.resolve("test.db"));
            assertThat(database.migrator(files.source()).migrate().completed()).hasSize(2);
            assertThat(database.contents()).contains("t 1");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void write(Path jar) throws IOException {
        String entry = Steps.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                InputStream code = Objects.requireNonNull(OwnLayoutTest.class.getResourceAsStream("/" + entry))) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + DirectoryLayout.class.getName()));
            entries.write(Steps.class.getName().getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new JarEntry(entry));
            entries.write(code.readAllBytes());
        }
    }
}
