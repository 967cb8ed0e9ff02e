package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.db.DefaultSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at what was generated, and starts the packed program, as it is deployed. */
class ShopIT {
    @TempDir
    Path directory;

    @Test
    void theClassesAreThoseOfTheMigrations() {
        assertThat(DefaultSchema.DEFAULT_SCHEMA.getTables())
                .extracting(Table::getName)
                .containsExactly("product");
    }

    @Test
    void theProgramMigratesAndAsksWithTheGeneratedClasses() throws Exception {
        Path log = directory.resolve("start.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target/shop.jar").toAbsolutePath().toString(),
                        "jdbc:sqlite:" + directory.resolve("shop.db"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(code).as(said).isZero();
        assertThat(said).contains("The shop sells Chair, Table.");
    }
}
