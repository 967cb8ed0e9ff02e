package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packed application, as it is deployed, on a real server. */
class ShopIT {
    private static final Path SCRIPTS = Path.of("src/main/resources/db/migrations");

    @TempDir
    Path directory;

    private final TestDatabase database = TestServers.MARIADB.get().newDatabase();
    private int started;

    private record Start(Process process, Path log) {
        int code() throws InterruptedException {
            return process.waitFor();
        }

        String said() throws IOException {
            return Files.readString(log, StandardCharsets.UTF_8);
        }
    }

    private Start start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Path.of("target/shop.jar").toAbsolutePath().toString(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
        command.addAll(List.of(arguments));
        Path log = directory.resolve("start-" + ++started + ".log");
        return new Start(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    private static long count(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    void firstMigratesSecondHasNothingToDoAndABrokenMigrationStopsTheStart() throws Exception {
        Start first = start();
        assertThat(first.code()).as(first.said()).isZero();
        assertThat(count(first.said(), "applied migration")).isEqualTo(2);
        assertThat(first.said()).contains("The shop sells 2 products.");

        Start second = start();
        assertThat(second.code()).as(second.said()).isZero();
        assertThat(second.said()).contains("The shop sells 2 products.").doesNotContain("applied migration");

        Path scripts = Files.createDirectory(directory.resolve("scripts"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                Files.copy(file, scripts.resolve(file.getFileName()));
            }
        }
        Files.writeString(scripts.resolve("0003_broken.sql"), "INSERT INTO nowhere VALUES (1);\n");
        Start broken = start("--migration-ledger.locations=file:" + scripts);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.said())
                .contains("APPLICATION FAILED TO START", "ML-1401 STATEMENT_FAILED", "0003_broken.sql:1", "Action:")
                .doesNotContain("The shop sells");
    }

    @Test
    void eightAtOnceMigrateOnce() throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i : IntStream.range(0, 8).toArray()) {
            starts.add(start("--shop.instance=" + i));
        }
        long applied = 0;
        for (Start one : starts) {
            assertThat(one.code()).as(one.said()).isZero();
            assertThat(one.said()).contains("The shop sells 2 products.");
            applied += count(one.said(), "applied migration");
        }
        assertThat(applied).isEqualTo(2);
    }
}
