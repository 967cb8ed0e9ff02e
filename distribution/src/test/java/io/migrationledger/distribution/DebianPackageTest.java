package io.migrationledger.distribution;

import static io.migrationledger.distribution.Processes.must;
import static io.migrationledger.distribution.Processes.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationledger.distribution.Processes.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks into the Debian package, unpacks it, installs and removes it. Needs dpkg; in continuous integration it is there. */
@DisabledOnOs(OS.WINDOWS)
class DebianPackageTest {
    private static final Path PACKAGE = Path.of(
                    "target", "migration-ledger_" + System.getProperty("distribution.version") + "_all.deb")
            .toAbsolutePath();

    @TempDir
    Path directory;

    private Path work = Path.of("");

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue("true".equals(System.getenv("CI")) || Processes.has(directory, "dpkg-deb"), "dpkg is not here");
        work = Files.createDirectories(directory.resolve("work"));
        Files.createDirectories(work.resolve("migrations"));
        Files.writeString(work.resolve("migrations/0001_create_users.sql"), "CREATE TABLE users (id INTEGER);\n");
    }

    @Test
    void saysWhatItIsAndNeeds() throws Exception {
        assertThat(field("Package")).isEqualTo("migration-ledger");
        assertThat(field("Version"))
                .isEqualTo(System.getProperty("distribution.version").replace("-SNAPSHOT", "~SNAPSHOT"));
        assertThat(field("Architecture")).isEqualTo("all");
        assertThat(field("Depends").split(" \\| ")).contains("java17-runtime-headless", "java21-runtime-headless");
        // Debian's package of that name is for keeping accounts, and its command has the same name.
        assertThat(field("Conflicts")).isEqualTo("ledger");
        String changelog = unpack(extract().resolve("usr/share/doc/migration-ledger/changelog.gz"));
        assertThat(changelog).as("its first entry").startsWith("migration-ledger (" + field("Version") + ") ");
    }

    @Test
    void everythingIsRootsAndWhereDebianWantsIt() throws Exception {
        List<String> lines = must(directory, work, "dpkg-deb", "-c", PACKAGE.toString())
                .lines()
                .toList();
        assertThat(lines).hasSizeGreaterThan(30).allSatisfy(line -> {
            assertThat(line).containsPattern("^[-dl]\\S+ root/root ");
            String path = line.replaceAll("^.* \\./", "/").replaceAll(" -> .*", "");
            assertThat(path)
                    .matches("/usr/(bin/(ledger)?|share/(migration-ledger/.*|doc/(migration-ledger/.*)?"
                            + "|man/(man1/(ledger\\.1\\.gz)?)?|bash-completion/(completions/(ledger)?)?)?)?"
                            + "|/var/(cache/(migration-ledger/)?)?");
        });
        assertThat(lines).anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith("/bin/ledger"));
    }

    @Test
    void runsWhereItIsUnpacked() throws Exception {
        Path root = extract();
        Result result =
                run(directory, work, Map.of(), root.resolve("usr/bin/ledger").toString(), "migrate");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("applied  0001  create users");

        String help = must(directory, work, root.resolve("usr/bin/ledger").toString(), "help");
        String page = unpack(root.resolve("usr/share/man/man1/ledger.1.gz"));
        String read = page.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\");
        assertThat(read).startsWith(".TH LEDGER 1").contains("\n.nf\n" + help + ".fi\n");

        String completion = must(
                directory,
                work,
                "bash",
                "-c",
                "source '" + root.resolve("usr/share/bash-completion/completions/ledger")
                        + "'; complete -p ledger; COMP_WORDS=(ledger migr); COMP_CWORD=1; _complete_ledger; "
                        + "echo \"${COMPREPLY[@]}\"");
        assertThat(completion).contains("_complete_ledger").endsWith("migrate\n");
    }

    @Test
    void isInstalledRunsAndIsRemovedWithoutATrace() throws Exception {
        assumeTrue(Processes.isRoot(directory), "only root installs packages");
        Path root = Files.createDirectories(directory.resolve("root"));
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        String[] dpkg = {"dpkg", "--root=" + root, "--force-script-chrootless", "--force-depends", "--log=/dev/null"};
        must(directory, work, with(dpkg, "-i", PACKAGE.toString()));
        assertThat(files(root.resolve("var/cache/migration-ledger")))
                .as("the fast start is ready")
                .anyMatch(file -> file.endsWith("classes.jsa"));

        String ledger = root.resolve("usr/bin/ledger").toString();
        assertThat(must(directory, work, ledger, "--version")).contains(System.getProperty("distribution.version"));
        assertThat(must(directory, work, ledger, "migrate")).startsWith("applied  0001  create users");
        assertThat(must(directory, work, ledger, "migrate")).startsWith("Nothing is pending");
        assertThat(directory.resolve("cache")).as("the user needs no cache").doesNotExist();

        must(directory, work, with(dpkg, "--purge", "migration-ledger"));
        assertThat(files(root))
                .noneMatch(file -> Pattern.compile("ledger").matcher(file).find());
    }

    /** Whoever has deleted the cache by hand can still remove the package. */
    @ParameterizedTest
    @ValueSource(strings = {"remove", "upgrade", "deconfigure"})
    void isRemovedWhereTheCacheIsGone(String action) throws Exception {
        Path control = directory.resolve("control");
        must(directory, work, "dpkg-deb", "-e", PACKAGE.toString(), control.toString());
        Map<String, String> root = Map.of("DPKG_ROOT", directory.resolve("root").toString());
        Path cache = directory.resolve("root/var/cache/migration-ledger");
        Path cached = cache.resolve("1");
        Files.createDirectories(cached);
        Files.createFile(cached.resolve("classes.jsa"));
        String prerm = control.resolve("prerm").toString();
        for (int i = 0; i < 2; i++) {
            Result result = run(directory, work, root, "sh", prerm, action);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(cached).doesNotExist();
            Files.deleteIfExists(cache);
        }
    }

    private String field(String name) throws Exception {
        return must(directory, work, "dpkg-deb", "-f", PACKAGE.toString(), name).strip();
    }

    private Path extract() throws Exception {
        Path root = directory.resolve("unpacked");
        must(directory, work, "dpkg-deb", "-x", PACKAGE.toString(), root.toString());
        return root;
    }

    private static String unpack(Path gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    /** Paths below a directory, as text from there on. */
    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString()).toList();
        }
    }
}
