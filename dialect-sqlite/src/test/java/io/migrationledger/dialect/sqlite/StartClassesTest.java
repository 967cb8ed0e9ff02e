package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM loads for a start with nothing to do: classes are most of what it costs in a new process. */
class StartClassesTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 3);
    }

    @Test
    void nothingToDoLoadsNothingThatSplitsPlansRunsOrSettles() throws Exception {
        List<String> pending = loadedByARun();
        assertThat(pending)
                .as("what is looked for is loaded where something is pending")
                .anyMatch(this::isOfARun);

        assertThat(pending)
                .as("nobody records, so nothing is paid for Flight Recorder's events")
                .contains("io.migrationledger.internal.flight.Flight")
                .noneMatch(name -> name.startsWith("io.migrationledger.internal.flight.FlightEvents"));

        assertThat(pending)
                .as("snapshots of the schema are off unless somebody asks for them")
                .noneMatch(name -> name.startsWith("io.migrationledger.spi.schema.")
                        || name.startsWith("io.migrationledger.internal.schema.")
                        || name.startsWith("io.migrationledger.internal.run.Snapshot")
                        || name.startsWith("io.migrationledger.dialect.sqlite.schema"));

        List<String> nothing = loadedByARun();
        assertThat(nothing).contains("io.migrationledger.internal.run.Runner");
        assertThat(nothing).noneMatch(this::isOfARun);
    }

    private boolean isOfARun(String name) {
        return name.startsWith("io.migrationledger.sql.SqlS")
                || name.startsWith("io.migrationledger.internal.run.Attempt")
                || name.startsWith("io.migrationledger.internal.run.Execution")
                || name.startsWith("io.migrationledger.internal.settle.")
                || name.startsWith("io.migrationledger.internal.flight.")
                || name.startsWith("io.migrationledger.internal.words.")
                || name.startsWith("io.migrationledger.internal.plan.Planner")
                || name.startsWith("io.migrationledger.internal.record.Recorder");
    }

    private List<String> loadedByARun() throws Exception {
        Path log = directory.resolve("classes.log");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName(),
                        project.url(),
                        project.migrations().toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" io.migrationledger."))
                .map(line ->
                        line.substring(line.indexOf(" io.migrationledger.") + 1).split(" ", -1)[0])
                .toList();
    }

    /** The start of an application. */
    static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            Migrator.of(arguments[0], new Properties())
                    .source(Migrations.directory(Path.of(arguments[1])))
                    .build()
                    .migrate();
        }
    }
}
