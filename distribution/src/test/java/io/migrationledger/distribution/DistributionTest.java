package io.migrationledger.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.distribution.Processes.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the archive into a directory with a space in its name, and runs the command from another one. */
@DisabledOnOs(OS.WINDOWS)
class DistributionTest {
    private static final String NAME = "ledger-" + System.getProperty("distribution.version");
    private static final String NOBODY = "65534";

    @TempDir
    Path directory;

    private Path home = Path.of("");
    private Path work = Path.of("");

    @BeforeEach
    void unpack() throws Exception {
        Path place = Files.createDirectories(directory.resolve("some programs"));
        Result tar = run(
                directory,
                "tar",
                "-xzf",
                Path.of("target", NAME + ".tar.gz").toAbsolutePath().toString(),
                "-C",
                place.toString());
        assertThat(tar).isEqualTo(new Result(0, "", ""));
        home = place.resolve(NAME);
        work = Files.createDirectories(directory.resolve("some work"));
        Files.createDirectories(work.resolve("migrations"));
        Files.writeString(work.resolve("migrations/0001_create_users.sql"), "CREATE TABLE users (id INTEGER);\n");
    }

    private Result run(Path at, String... command) throws Exception {
        return Processes.run(directory, at, Map.of(), command);
    }

    private Result ledger(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/ledger").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(work, command.toArray(new String[0]));
    }

    @Test
    void runsFromAnyDirectoryAndStartsFastTheSecondTime() throws Exception {
        Result first = ledger("migrate");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith("applied  0001  create users").contains("(batch 1).\nHead: ");
        assertThat(prepared(home)).contains("classes.jsa", "version");
        Path link = Files.createSymbolicLink(directory.resolve("linked"), home.resolve("bin/ledger"));
        assertThat(run(work, link.toString(), "migrate"))
                .isEqualTo(new Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));
        assertThat(ledger("version").out())
                .startsWith("Migration Ledger " + System.getProperty("distribution.version"));
        assertThat(ledger("migrat").code()).isEqualTo(2);
    }

    @Test
    void theJarAloneRuns() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Result result = run(work, java, "-jar", home.resolve("ledger-cli.jar").toString(), "migrate");
        assertThat(result.out()).startsWith("applied  0001  create users");
        assertThat(result.code()).isZero();
    }

    /** The fast start is then prepared where the user may write. */
    @Test
    void anotherUserRunsItWhereHeMayNotWrite() throws Exception {
        run(work, "chmod", "-R", "go+rX,a-w", home.toString());
        Path cache = Files.createDirectories(directory.resolve("cache"));
        List<String> command = new ArrayList<>();
        if (run(work, "id", "-u").out().strip().equals("0")) { // who may write everywhere
            for (Path path : List.of(directory, home.getParent(), work)) {
                run(work, "chmod", "go+rx", path.toString());
            }
            run(work, "chmod", "a+rwx", cache.toString(), work.toString());
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.addAll(List.of(home.resolve("bin/ledger").toString(), "migrate"));
        for (int i = 0; i < 2; i++) {
            Result result = run(work, command.toArray(new String[0]));
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
        }
        assertThat(prepared(cache.resolve("migration-ledger"))).contains("classes.jsa", "version");
        assertThat(home.resolve("start")).doesNotExist();
    }

    @Test
    void jarsInDriversAreFound() throws Exception {
        String[] command = {"migrate", "--url", "jdbc:p6spy:sqlite:wrapped.db"};
        assertThat(ledger(command).code()).as("without the wrapper").isNotZero();
        Files.copy(Path.of(System.getProperty("distribution.wrapper")), home.resolve("drivers/p6spy.jar"));
        Result result = ledger(command);
        assertThat(result.out()).startsWith("applied  0001  create users");
        assertThat(result.code()).isZero();
        assertThat(work.resolve("wrapped.db")).exists();
    }

    @Test
    void holdsCompletionsLicencesAndNotices() throws Exception {
        assertThat(home.resolve("completions/ledger.bash")).content().contains("migrate", "rollback", "complete ");
        assertThat(home.resolve("completions/ledger.zsh")).content().contains("migrate", "rollback", "compdef");
        assertThat(home.resolve("LICENSE")).content().contains("Apache License");
        assertThat(home.resolve("THIRD-PARTY.txt"))
                .content()
                .contains("sqlite-jdbc", "postgresql", "mysql-connector-j", "mariadb-java-client", "picocli")
                .contains("org.eclipse.elk.alg.layered", "org.eclipse.xtext.xbase.lib", "EPL-2.0")
                .doesNotContain("Unknown license");
        String sbom = Files.readString(home.resolve("ledger.cdx.json"));
        assertThat(sbom).contains("\"bomFormat\" : \"CycloneDX\"");
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries.toList())
                    .isNotEmpty()
                    .allSatisfy(library -> assertThat(sbom)
                            .as("the SBOM has the hash of " + library.getFileName())
                            .contains("\"" + sha256(library) + "\""));
        }
        assertThat(home.resolve("bin/ledger.bat")).content().contains("ledger-cli.jar");
    }

    @Test
    void theZipHoldsTheSame() throws IOException {
        List<String> unpacked;
        try (Stream<Path> files = Files.walk(home)) {
            unpacked = files.filter(Files::isRegularFile)
                    .map(file -> NAME + "/" + home.relativize(file))
                    .sorted()
                    .toList();
        }
        try (ZipFile zip = new ZipFile(Path.of("target", NAME + ".zip").toFile())) {
            List<String> zipped = new ArrayList<>();
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    zipped.add(entry.getName());
                    try (InputStream in = zip.getInputStream(entry)) {
                        assertThat(in.readAllBytes())
                                .as(entry.getName())
                                .isEqualTo(Files.readAllBytes(
                                        home.resolve(entry.getName().substring(NAME.length() + 1))));
                    }
                }
            }
            assertThat(zipped).containsExactlyInAnyOrderElementsOf(unpacked);
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> prepared(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
