package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationRegistry;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Progress, Ctrl-C and SIGTERM on a terminal, which {@code script} of util-linux makes. */
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
        // Tests that run in the background have SIGINT ignored, and hand that on.
        ProcessBuilder command = onTerminal(
                "stty -echo; exec env --default-signal=INT \"$JAVA\" -Dledger.terminals=012 -cp \"$CP\" \"$MAIN\" migrate");
        command.environment().put("COLUMNS", "200");
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

    /** The file has every line; the terminal has the progress, in its own width. */
    @Test
    void whereAnswersGoToAFileTheTerminalShowsProgress() throws Exception {
        new Workplace(directory).file("ledger.properties", "registry=" + SlowMigrations.class.getName() + "\n");
        Process process = onTerminal(
                        "stty cols 42; exec \"$JAVA\" -Dledger.terminals=02 -cp \"$CP\" \"$MAIN\" migrate > run.log")
                .start();
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", written).isZero();
        assertThat(Files.readAllLines(directory.resolve("run.log")))
                .as("%s", written)
                .hasSize(3)
                .first()
                .asString()
                .startsWith("applied  0001  slow");
        assertThat(written.split("\r\u001b\\[K"))
                .anyMatch(line -> line.startsWith("migrations [") && line.length() == 41 && line.endsWith("…"));
        assertThat(TerminalTest.screen(written)).allMatch(String::isEmpty);
    }

    /** One migration that takes longer than progress takes to appear. */
    public static final class SlowMigrations implements MigrationRegistry {
        @Override
        public JavaMigration[] javaMigrations() {
            return new JavaMigration[] {new SlowMigration()};
        }
    }

    private static final class SlowMigration implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("0001");
        }

        @Override
        public String description() {
            return "slow";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            try {
                Thread.sleep(3000);
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        }
    }

    private ProcessBuilder onTerminal(String shell) {
        ProcessBuilder command =
                new ProcessBuilder("script", "-qefc", shell, "/dev/null").directory(directory.toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("LEDGER_") || name.equals("COLUMNS"));
        command.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.environment().put("CP", System.getProperty("java.class.path"));
        command.environment().put("MAIN", Main.class.getName());
        command.environment().put("NO_COLOR", "1");
        return command;
    }
}
