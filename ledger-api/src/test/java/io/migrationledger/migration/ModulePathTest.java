package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program on the module path: in a process of its own, as only that has one. */
class ModulePathTest {
    private static final String MAIN = """
            package app;
            import io.migrationledger.migration.*;
            public class Main {
                public static void main(String[] args) throws Exception {
                    for (Migration migration : Migrations.classpath(args[0]).migrations(java.util.List.of())) {
                        try (var in = ((MigrationBody.Script) migration.up()).script().open()) {
                            System.out.println(migration.location() + " " + new String(in.readAllBytes()).strip());
                        }
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    /** The first two are hidden by their module, as such a directory is a package to it; the third is not one. */
    @ParameterizedTest
    @ValueSource(strings = {"db/migrations", "db", "db-migrations"})
    void readsTheScriptsOfItsModules(String path) throws Exception {
        Path classes = compile("module app { requires ledger.api; requires java.sql; }");
        Files.createDirectories(classes.resolve(path).resolve("deep"));
        Files.writeString(classes.resolve(path).resolve("0001_a.sql"), "SELECT 1;");
        Files.writeString(classes.resolve(path).resolve("deep/0002_b.sql"), "SELECT 2;");
        jar(classes, directory.resolve("modules/app.jar"));

        assertThat(run(path))
                .containsExactly(
                        "classpath:" + path + "/0001_a.sql SELECT 1;",
                        "classpath:" + path + "/deep/0002_b.sql SELECT 2;");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        jar(compile("module app { requires ledger.api; requires java.sql; }"), directory.resolve("modules/app.jar"));

        assertThat(String.join("\n", run("nowhere"))).contains("ML-1201: nothing on the class path is named nowhere");
    }

    private Path compile(String module) throws IOException {
        Files.createDirectories(directory.resolve("modules"));
        jar(Path.of("target/classes"), directory.resolve("modules/ledger-api.jar"));
        Path sources = Files.createDirectories(directory.resolve("sources/app"));
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Files.writeString(directory.resolve("sources/module-info.java"), module);
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
                        directory.resolve("modules").toString(),
                        sources.resolve("Main.java").toString(),
                        directory.resolve("sources/module-info.java").toString());
        assertThat(code).isZero();
        return classes;
    }

    private List<String> run(String path) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        directory.resolve("modules").toString(),
                        "-m",
                        "app/app.Main",
                        path)
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
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
