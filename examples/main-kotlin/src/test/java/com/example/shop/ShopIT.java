package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packed program, as it is deployed. */
class ShopIT {
    @TempDir
    Path directory;

    private String start() throws IOException, InterruptedException {
        Path log = directory.resolve("start.log");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target/shop.jar").toAbsolutePath().toString(),
                        "jdbc:sqlite:" + directory.resolve("shop.db"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(code).as(said).isZero();
        return said;
    }

    @Test
    void scriptsAndAMigrationInKotlinRunOnceInOneOrder() throws Exception {
        String first = start();
        assertThat(first.lines().filter(line -> line.contains("applied migration")))
                .hasSize(3)
                .last()
                .asString()
                .contains("0003 slugs of products");
        assertThat(first).contains("The shop sells chair, table.");

        assertThat(start()).contains("The shop sells chair, table.").doesNotContain("applied migration");
    }
}
