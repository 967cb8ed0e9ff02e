package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and SIGTERM on a terminal, which {@code script} of util-linux makes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PseudoTerminalTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n;\n";
    private static final char CTRL_C = 3;

    @TempDir
    Path directory;

    @Test
    void ctrlCLeavesOneLineAndACleanTerminal() throws Exception {
        check(stopped(process -> {
            OutputStream keyboard = process.getOutputStream();
            keyboard.write(CTRL_C);
            keyboard.flush();
        }));
    }

    @Test
    void sigtermLeavesOneLineAndACleanTerminal() throws Exception {
        check(stopped(process -> process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroy)));
    }

    private static void check(List<String> screen) {
        assertThat(screen.get(0)).as("%s", screen).startsWith("applied  0001");
        assertThat(screen.get(1))
                .matches("Interrupted at migrations/0002_slow\\.sql:2, statement 2 of migration 0002, which had run for"
                        + " .*; it took effect as a whole, or not at all\\. Run the same command again: .*");
        assertThat(screen.subList(2, screen.size())).allMatch(String::isEmpty);
    }

    private interface Stop {
        void send(Process process) throws Exception;
    }

    /** Runs the command until its progress is shown, stops it, and returns what the screen shows then. */
    private List<String> stopped(Stop stop) throws Exception {
        new Workplace(directory)
                .migration("0001_a.sql", "CREATE TABLE a (x);\n")
                .migration("0002_slow.sql", "INSERT INTO a VALUES (1);\n" + ENDLESS);
        ProcessBuilder command = new ProcessBuilder(
                        "script",
                        "-qefc",
                        // Tests that run in the background have SIGINT ignored, and hand that on.
                        "stty -echo; exec env --default-signal=INT \"$JAVA\" -Dledger.terminals=012 -cp \"$CP\" \"$MAIN\" migrate",
                        "/dev/null")
                .directory(directory.toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
        command.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.environment().put("CP", System.getProperty("java.class.path"));
        command.environment().put("MAIN", Main.class.getName());
        command.environment().put("COLUMNS", "200");
        command.environment().put("NO_COLOR", "1");
        Process process = command.start();
        StringBuilder written = new StringBuilder();
        InputStream out = process.getInputStream();
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (written.indexOf("0002 1/2") < 0) {
            assertThat(System.nanoTime()).as("%s", written).isLessThan(deadline);
            int c = out.read();
            assertThat(c).as("%s", written).isNotNegative();
            written.append((char) c);
        }
        stop.send(process);
        written.append(new String(out.readAllBytes(), StandardCharsets.ISO_8859_1));
        assertThat(process.waitFor()).as("%s", written).isBetween(130, 143);
        return TerminalTest.screen(written.toString().replace("\r\n", "\n").replace("^C", ""));
    }
}
