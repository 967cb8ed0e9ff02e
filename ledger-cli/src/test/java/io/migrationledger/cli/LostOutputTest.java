package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command whose answer cannot be written does not end as if it had been. */
class LostOutputTest {
    private static final String LOST = "ML-1202  standard output cannot be written: No space left on device\n";

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dump",
                "history",
                "history --format json",
                "history --format csv",
                "status",
                "status --format json",
                "show 0001",
                "plan",
                "migrate --dry-run",
                "report --format markdown",
                "report --format html",
                "verify",
                "validate",
                "export",
                "docs --format markdown",
                "help",
                "help migrate",
                "migrate --help",
                "version"
            })
    void anAnswerThatIsNotWhole(String line) {
        at.run("migrate");
        at.migration("0003_next.sql", "SELECT 1;\n").fullDisk();
        Workplace.Result result = at.run(line.split(" "));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).endsWith(LOST + """
                          now    The command itself succeeded; its answer is not whole.
                          next   Check where standard output goes, and the room on that disk.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "migrate --format json", "rollback", "environment staging"})
    void whatWasDoneIsSaid(String line) {
        at.run("migrate", "--limit", "1");
        at.migration("0003_next.sql", "SELECT 1;\n").fullDisk();
        Workplace.Result result = at.run(line.split(" "));
        assertThat(result.code()).isEqualTo(1);
        String hash = at.query("SELECT hash FROM migration_ledger ORDER BY sequence DESC");
        assertThat(result.err())
                .startsWith(LOST + "  now    The command itself succeeded, and what it did is recorded. Head: ")
                .contains(hash);
    }

    /** An answer is found, and its exit code is not the one of a file that is whole. */
    @Test
    void aCheckThatFoundSomething() {
        at.fullDisk();
        Workplace.Result result = at.run("status", "--check");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("  now    The command itself came to its end, with exit code 3;");
    }

    @Test
    void anErrorKeepsItsExitCode() {
        at.run("migrate");
        at.fullDisk();
        Workplace.Result text = at.run("verify", "--head", "ab".repeat(32));
        assertThat(text.code()).isEqualTo(3);
        assertThat(text.err()).startsWith("ML-1502  ").doesNotContain("standard output");
        Workplace.Result json = at.run("verify", "--head", "ab".repeat(32), "--format", "json");
        assertThat(json.code()).isEqualTo(3);
        assertThat(json.err())
                .startsWith("ML-1502  ")
                .endsWith("Standard output cannot be written either: No space left on device\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFull() throws Exception {
        assertThat(at.run("migrate").code()).isZero();
        Process process =
                new CommandProcess(directory).out("/dev/full").start("dump", "--url", "jdbc:sqlite:ledger.db");
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(LOST);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /** As {@code head} does, which has what it wants. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "head -1"})
    @EnabledOnOs(OS.LINUX)
    void aReaderThatWantsNoMore(String reader) throws Exception {
        Process process = new CommandProcess(directory)
                .pipe("{ exec 2>&-; " + reader + "; }")
                .start("migrate");
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("exit code 0\n");
        assertThat(at.run("status", "--check").code()).isZero();
    }
}
