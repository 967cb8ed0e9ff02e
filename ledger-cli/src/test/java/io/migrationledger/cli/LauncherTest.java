package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a process of its own, in a tree with a space in its path. Its Maven is a script that puts a jar
 * where Maven would, with this test's own classes behind it, and keeps count.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    Path directory;

    private Path home = Path.of("");
    private Path work = Path.of("");

    @BeforeEach
    void tree() throws IOException {
        home = Files.createDirectories(directory.resolve("the tree"));
        work = Files.createDirectories(directory.resolve("some work"));
        Files.copy(Path.of("../ledger"), home.resolve("ledger"));
        Path shared = Path.of("ledger-cli/src/main/launcher/launcher.sh");
        Files.createDirectories(home.resolve(shared).getParent());
        Files.copy(Path.of("..").resolve(shared), home.resolve(shared));
        assertThat(home.resolve("ledger").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(home.resolve("ledger-api/src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        jar(home.resolve("made.jar"));
        Path maven = Files.createDirectories(home.resolve("bin")).resolve("mvn");
        Files.writeString(
                maven,
                "#!/bin/sh\n[ -f breaks ] && { echo 'it does not compile'; exit 1; }\n"
                        + "echo x >>built-times\ncp made.jar ledger-cli/target/ledger-cli.jar\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(work.resolve("migrations"));
        Files.writeString(work.resolve("migrations/0001_create_users.sql"), "CREATE TABLE users (id INTEGER);\n");
    }

    /** A jar without classes, whose manifest leads to those of this test. */
    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (new File(entry).exists() && !entry.contains("test-classes")) {
                path.append(Path.of(entry).toUri()).append(' ');
            }
        }
        main.put(Attributes.Name.CLASS_PATH, path.toString());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }

    private Workplace.Result run(Path launcher, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("LEDGER_") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("PATH", home.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Workplace.Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void buildsOnceAndStaysWhereTheUserIs() throws Exception {
        Workplace.Result first = run(home.resolve("ledger"), "migrate");
        assertThat(first.err()).isEqualTo("ledger: building the command; this is done once and takes a minute ...\n");
        assertThat(first.out()).startsWith("applied  0001  create users").contains("(batch 1).\nHead: ");
        assertThat(work.resolve("ledger.db")).exists();

        Path link = Files.createSymbolicLink(directory.resolve("linked"), Path.of("the tree/ledger"));
        assertThat(run(link, "migrate"))
                .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));
        assertThat(run(Path.of("../the tree/ledger"), "migrat").code()).isEqualTo(2);
        assertThat(Files.readString(home.resolve("built-times"))).isEqualTo("x\n");
        assertThat(Files.walk(home).map(path -> String.valueOf(path.getFileName())))
                .contains("classes.jsa", "version");
    }

    @Test
    void buildsAnewWhenASourceIsNewer() throws Exception {
        assertThat(run(home.resolve("ledger"), "version").code()).isZero();
        Files.writeString(home.resolve("ledger-api/src/main/X.java"), "class X {}");
        assertThat(home.resolve("ledger-api/src/main/X.java")
                        .toFile()
                        .setLastModified(System.currentTimeMillis() + 5000))
                .isTrue();
        assertThat(run(home.resolve("ledger"), "version").err())
                .isEqualTo("ledger: building the command anew, as its sources have changed ...\n");
    }

    @Test
    void aBuildThatFailsIsShownAndNothingIsRun() throws Exception {
        Files.writeString(home.resolve("breaks"), "");
        assertThat(run(home.resolve("ledger"), "migrate")).isEqualTo(new Workplace.Result(1, "", """
                        ledger: building the command; this is done once and takes a minute ...
                        it does not compile
                        ledger: the build failed; nothing was run.
                        """));
        assertThat(work.resolve("ledger.db")).doesNotExist();
    }

    @Test
    void worksWithoutAnArchiveAndWithABrokenOne() throws Exception {
        assertThat(run(home.resolve("ledger"), "migrate").code()).isZero();
        try (var files = Files.walk(home)) {
            Path archive = files.filter(path -> path.endsWith("classes.jsa"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(archive);
            assertThat(run(home.resolve("ledger"), "migrate"))
                    .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));
            Files.writeString(archive, "rubbish");
            assertThat(run(home.resolve("ledger"), "migrate"))
                    .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));
        }
    }

    /** A limit on the size of files is met where a full disk would be, by every user. */
    @Test
    void aLibraryThatCouldNotBeUnpackedIsNotThere() throws Exception {
        Workplace.Result limited =
                run(Path.of("/bin/sh"), "-c", "ulimit -f 400 && exec \"$0\" migrate", home + "/ledger");
        assertThat(limited.code()).as(limited.err()).isEqualTo(1);
        try (var files = Files.walk(home)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName())))
                    .contains("native")
                    .noneMatch(name -> name.startsWith("libsqlitejdbc") || name.startsWith("sqlitejdbc"));
        }
        assertThat(run(home.resolve("ledger"), "migrate").code()).isZero();
    }

    @Test
    void anArchiveThatWasCutOffIsMadeAnew() throws Exception {
        assertThat(run(home.resolve("ledger"), "migrate").code()).isZero();
        Path archive;
        try (var files = Files.walk(home)) {
            archive = files.filter(path -> path.endsWith("classes.jsa"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertThat(run(home.resolve("ledger"), "migrate"))
                .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));
        assertThat(Files.size(archive)).isGreaterThan(whole.length / 2);
    }

    /** Who closes standard output wants no answer. */
    @Test
    void closedOutput() throws Exception {
        assertThat(run(Path.of("/bin/sh"), "-c", "exec \"$0\" migrate >&-", home + "/ledger"))
                .isEqualTo(new Workplace.Result(
                        0, "", "ledger: building the command; this is done once and takes a minute ...\n"));
        assertThat(work.resolve("ledger.db")).exists();
    }

    @Test
    void lettersOutsideAsciiInAContainerWithoutALocale() throws Exception {
        Files.createDirectories(work.resolve("größe"));
        Files.writeString(work.resolve("größe/0001_größe.sql"), "CREATE TABLE größe (id INTEGER);\n");
        Workplace.Result result = run(home.resolve("ledger"), "migrate", "--dir", "größe");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("applied  0001  größe  ");
    }
}
