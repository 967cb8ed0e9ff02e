package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library logs, as an application's log has it; {@code -v} shows it. In a process: a log is chosen once in each. */
class LogLinesTest {
    @TempDir
    Path directory;

    @Test
    void oneLineForEachMigrationAndNoneWhereNothingIsPending() throws Exception {
        new Workplace(directory).shop();
        assertThat(logged())
                .hasSize(2)
                .allMatch(line -> line.matches(".*INFO.* applied .*0001.* ms.*|.*INFO.* applied .*0002.* ms.*"));
        assertThat(logged()).isEmpty();
    }

    private List<String> logged() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "migrate",
                        "-v")
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
        Process process = command.start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        return err.lines().filter(line -> line.contains("INFO")).toList();
    }
}
