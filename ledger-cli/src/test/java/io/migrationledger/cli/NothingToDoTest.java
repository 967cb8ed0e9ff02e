package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run with nothing to do must not load: each of these costs more than the run's own query. */
class NothingToDoTest {
    private static final List<String> COSTLY = List.of(
            "picocli.",
            "com.fasterxml.",
            "de.siegmar.",
            "me.tongfei.",
            "org.slf4j.simple.",
            "org.postgresql.",
            "com.mysql.",
            "org.mariadb.",
            "java.time.format.DateTimeFormatterBuilder",
            "java.lang.runtime.ObjectMethods",
            "jdk.jfr.",
            "io.migrationledger.internal.run.Execution",
            "io.migrationledger.internal.settle.",
            "io.migrationledger.audit.",
            "io.migrationledger.adopt.",
            "io.migrationledger.sql.",
            "io.migrationledger.adopt.",
            "io.migrationledger.audit.",
            "io.migrationledger.cli.json.");

    @TempDir
    Path directory;

    @Test
    void loadsLittle() throws Exception {
        Workplace at = new Workplace(directory).shop();
        assertThat(at.run("migrate").code()).isZero();
        Path log = directory.resolve("classes.log");

        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "migrate")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        // Those of the tests are not the command's.
        command.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
        Process process = command.start();
        assertThat(new String(process.getInputStream().readAllBytes()))
                .contains("Nothing is pending: 2 migrations are in effect, 0002 the last of them.");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

        try (Stream<String> lines = Files.lines(log)) {
            assertThat(lines.map(line -> line.replaceFirst("^\\S+ ", ""))
                            .filter(name -> COSTLY.stream().anyMatch(name::startsWith))
                            .map(name -> name.replaceFirst(" .*", "")))
                    .isEmpty();
        }
    }
}
