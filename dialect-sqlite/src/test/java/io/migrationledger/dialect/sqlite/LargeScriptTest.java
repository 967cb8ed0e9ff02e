package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No script is ever held in memory. */
class LargeScriptTest {
    private static final int MEGABYTES = 100;
    private static final int ROWS_PER_STATEMENT = 100;

    @TempDir
    Path directory;

    @Test
    void aSeedOfAHundredMegabytesRunsInAHeapOf64() throws Exception {
        SqliteProject project = new SqliteProject(directory);
        int rows = seed(project.migrations().resolve("0001_seed.sql"));

        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        project.database().toString(),
                        project.migrations().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(project.query("SELECT count(*) FROM seed")).containsExactly(Integer.toString(rows));
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private static int seed(Path file) throws Exception {
        String row = "('" + "x".repeat(1_000) + "')";
        int rows = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("CREATE TABLE seed (a TEXT);\n");
            while (rows * 1_000L < MEGABYTES * 1_000_000L) {
                out.write("INSERT INTO seed VALUES " + row + (", " + row).repeat(ROWS_PER_STATEMENT - 1) + ";\n");
                rows += ROWS_PER_STATEMENT;
            }
        }
        assertThat(Files.size(file)).isGreaterThan(MEGABYTES * 1_000_000L);
        return rows;
    }

    /** Runs the migrations: database, directory. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Properties properties = new Properties();
            properties.setProperty("synchronous", "OFF");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0], properties)) {
                Migrator.of(connection)
                        .source(Migrations.directory(Path.of(arguments[1])))
                        .build()
                        .migrate();
            }
        }
    }
}
