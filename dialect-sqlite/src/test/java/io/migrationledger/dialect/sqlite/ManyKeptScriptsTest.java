package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KS-7: a rollback by many kept scripts unpacks them one after another. */
class ManyKeptScriptsTest {
    private static final int MIGRATIONS = 20;
    private static final int LENGTH = 4_000_000;

    @TempDir
    Path directory;

    /** Together the texts are 76 MB: more than the heap. */
    @Test
    void aRollbackOfEverythingHoldsNoTwoTexts() throws Exception {
        SqliteProject project = new SqliteProject(directory).tables(1, MIGRATIONS);
        for (int i = 2; i <= MIGRATIONS; i++) {
            project.script(
                    "%04d_t%d.sql".formatted(i, i),
                    "/*" + " ".repeat(LENGTH) + "*/ CREATE TABLE t" + i + " (a INTEGER);");
        }
        project.migrate();
        for (int i = 2; i <= MIGRATIONS; i++) {
            project.delete("%04d_t%d.sql".formatted(i, i)).delete("%04d_t%d.down.sql".formatted(i, i));
        }

        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        project.url(),
                        project.migrations().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("rolled back " + MIGRATIONS);
        assertThat(project.tables()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** Rolls everything back: address, directory. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            int completed = Migrator.of(arguments[0], new Properties())
                    .source(Migrations.directory(Path.of(arguments[1])))
                    .build()
                    .rollback(RollbackOptions.ALL.withKeptScripts())
                    .completed()
                    .size();
            System.out.println("rolled back " + completed);
        }
    }
}
