package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packed program, as it is deployed. */
class ShopIT {
    @TempDir
    Path directory;

    private int started;

    private record Start(Process process, Path log) {
        int code() throws InterruptedException {
            return process.waitFor();
        }

        String said() throws IOException {
            return Files.readString(log, StandardCharsets.UTF_8);
        }
    }

    private Start start(String first) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                first + Path.of("target/shop.jar").toAbsolutePath(),
                "com.example.shop.Shop",
                "jdbc:sqlite:" + directory.resolve("shop.db")));
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
        Start first = start("");
        assertThat(first.code()).as(first.said()).isZero();
        assertThat(count(first.said(), "applied migration")).isEqualTo(2);
        assertThat(first.said()).contains("The shop sells 2 products.");

        Start second = start("");
        assertThat(second.code()).as(second.said()).isZero();
        assertThat(second.said()).contains("The shop sells 2 products.").doesNotContain("applied migration");

        Path scripts = Files.createDirectories(directory.resolve("broken/db/migrations"));
        Files.writeString(scripts.resolve("0003_broken.sql"), "INSERT INTO nowhere VALUES (1);\n");
        Start broken = start(directory.resolve("broken") + File.pathSeparator);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.said())
                .contains("ML-1401", "0003_broken.sql:1", "Fix the script")
                .doesNotContain("The shop sells");
    }

    @Test
    void eightAtOnceMigrateOnce() throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(start(""));
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
