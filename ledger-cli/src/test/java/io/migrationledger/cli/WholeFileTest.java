package io.migrationledger.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AU-16. Files that export, report and seal write: whole under their names, or not there, and nothing beside them. */
class WholeFileTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() throws IOException {
        at = new Workplace(directory).shop();
        at.run("migrate");
        at.run("seal", "--new-key", "seal.pem");
        Files.createDirectory(at.path("out"));
    }

    private Workplace.Result write(String command, String name) {
        return command.equals("seal")
                ? at.run("seal", "--key", "seal.pem", "--out", name)
                : at.run(command, "--out", name);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(at.path("out"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"export, x.jsonl", "report, x.html", "seal, x.seal"})
    void aWholeFileAndNothingBesideIt(String command, String name) throws IOException {
        assertThat(write(command, "out/" + name).code()).isZero();
        assertThat(write(command, "out/" + name).code())
                .as("over the older one")
                .isZero();
        assertThat(files()).containsExactly(name);
        assertThat(Files.size(at.path("out/" + name))).isPositive();
    }

    /** Killed at any moment, it leaves no empty script of that name, which the next run would take for one. */
    @Test
    void aNewScriptGetsItsNameOnceAndWhole() throws Exception {
        List<String> seen = new ArrayList<>();
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            at.path("out").register(watch, ENTRY_CREATE, ENTRY_MODIFY);
            assertThat(at.run("new", "create users", "--dir", "out").code()).isZero();
            for (WatchKey key = watch.poll(10, SECONDS); key != null; key = watch.poll(1, SECONDS)) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context().toString().endsWith(".sql")) {
                        seen.add(event.kind() + " " + event.count());
                    }
                }
                key.reset();
            }
        }
        assertThat(seen).containsExactly("ENTRY_CREATE 1");
        assertThat(files()).containsExactly("0001_create_users.sql");
    }

    @ParameterizedTest
    @CsvSource({"export", "report", "seal"})
    void aDirectoryIsNoFile(String command) throws IOException {
        Files.createDirectory(at.path("out/x"));
        Workplace.Result refused = write(command, "out/x");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ML-1202  out/x is a directory\n");
        assertThat(files()).containsExactly("x");
        assertThat(at.path("out/x")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"export", "report", "seal"})
    void whatCannotBeWrittenIsSaidByTheNameThatWasGiven(String command) throws IOException {
        Workplace.Result refused = write(command, "out/no/x");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("ML-1202  out/no/x cannot be written: its directory does not exist\n")
                .doesNotContain(".part");
        assertThat(files()).isEmpty();
    }

    /** AU-4. What fails in the midst leaves the older file, and no part. */
    @Test
    void aBrokenLedgerLeavesTheOlderExport() throws IOException {
        write("export", "out/x.jsonl");
        String before = Files.readString(at.path("out/x.jsonl"));
        at.sql("DROP TRIGGER migration_ledger_no_update");
        at.sql("UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 3");
        assertThat(write("export", "out/x.jsonl").code()).isEqualTo(3);
        assertThat(files()).containsExactly("x.jsonl");
        assertThat(at.path("out/x.jsonl")).hasContent(before);
    }
}
