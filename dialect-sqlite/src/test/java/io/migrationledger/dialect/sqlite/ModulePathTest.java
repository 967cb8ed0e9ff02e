package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on the module path finds dialect, driver and scripts: in a process of its own, as only that has one. */
class ModulePathTest {
    /** An automatic module requires nothing by itself, so that the program names what the library needs. */
    private static final String MODULE =
            "module app { requires io.migrationledger; requires java.sql; requires org.slf4j; }";

    private static final String MAIN = """
            package app;
            import io.migrationledger.*;
            import io.migrationledger.migration.Migrations;
            public class Main {
                public static void main(String[] args) {
                    Migrator migrator = Migrator.of(args[0], new java.util.Properties())
                            .source(Migrations.classpath("db/migrations"))
                            .build();
                    System.out.println("applied " + migrator.migrate().completed().size());
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void migrates() throws Exception {
        Path modules = Files.createDirectories(directory.resolve("modules"));
        for (String entry : classPath()) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && path.endsWith("target/classes")) {
                String module = String.valueOf(path.resolve("../..").normalize().getFileName());
                // Classes that are not packed have no manifest: there the file's name is the module's.
                if (module.equals("ledger-api")) {
                    jar(path, modules.resolve("io.migrationledger.jar"));
                } else if (module.equals("dialect-sqlite")) {
                    jar(path, modules.resolve("io.migrationledger.dialect.sqlite.jar"));
                }
            } else if (entry.matches(".*(ledger-api|dialect-sqlite|sqlite-jdbc|slf4j-api|jspecify)-[^/]*\\.jar")) {
                Files.copy(path, modules.resolve(path.getFileName()));
            }
        }
        Path classes = compile(modules);
        Files.createDirectories(classes.resolve("db/migrations"));
        Files.writeString(classes.resolve("db/migrations/0001_a.sql"), "CREATE TABLE a (x);");
        jar(classes, modules.resolve("app.jar"));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        modules.toString(),
                        "-m",
                        "app/app.Main",
                        "jdbc:sqlite:" + directory.resolve("x.db"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("applied 1");
    }

    private static String[] classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator);
    }

    private Path compile(Path modules) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources/app"));
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Path module = Files.writeString(directory.resolve("sources/module-info.java"), MODULE);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-p",
                        modules.toString(),
                        sources.resolve("Main.java").toString(),
                        module.toString());
        assertThat(code).isZero();
        return classes;
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
    }
}
