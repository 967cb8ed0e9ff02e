package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.Workplace.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger convert} as a person uses it. */
class ConvertTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void begin() {
        at = new Workplace(directory)
                .file(
                        "goose/00001_users.sql",
                        "-- +goose Up\nCREATE TABLE users (id INTEGER);\n-- +goose Down\nDROP TABLE users;\n")
                .file("goose/00002_more.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n");
    }

    @Test
    void whatIsInEffectStaysSo() {
        assertThat(at.run("migrate", "--dir", "goose").code()).isZero();

        Result dry = at.run("convert", "--dir", "goose", "--out", "migrations", "--dry-run");
        assertThat(dry.out())
                .contains("Would write DIR/migrations/00001_users.down.sql from DIR/goose/00001_users.sql\n")
                .contains("Would convert 2 migrations of the layout goose: 3 scripts and 1 file of settings.\n");
        assertThat(at.path("migrations")).doesNotExist();

        Result converted = at.run("convert", "--dir", "goose", "--out", "migrations");
        assertThat(converted.code()).isZero();
        assertThat(converted.out())
                .startsWith(
                        "Converted 2 migrations of the layout goose: 3 scripts and 1 file of settings in DIR/migrations.\n")
                .contains("Name the new directory from now on (--dir DIR/migrations)");
        assertThat(at.path("migrations/00001_users.sql")).hasContent("CREATE TABLE users (id INTEGER);");

        assertThat(at.run("validate").out()).isEqualTo("No problem in 2 migrations.\n");
        assertThat(at.run("migrate").out()).startsWith("Nothing is pending: 2 migrations are in effect");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("new", "add mails").out()).contains("00003_add_mails.sql");
        assertThat(at.run("migrate").code()).isZero();
    }

    @Test
    void whatIsNotAskedForIsNamed() {
        at.migration("mine.txt", "");
        assertThat(at.run("convert", "--dir", "goose").err())
                .contains("ML-1002")
                .contains("--out");
        assertThat(at.run("convert", "--dir", "goose", "--out", "goose/new").err())
                .contains("ML-1002")
                .contains("would be read with");
        assertThat(at.run("convert", "--dir", "goose,migrations", "--out", "new")
                        .err())
                .contains("ML-1002")
                .contains("one after another");
        assertThat(at.run("convert", "--dir", "goose", "--out", "migrations").err())
                .contains("ML-1002")
                .contains("no file is written over");
        assertThat(at.run("convert", "--dir", "none", "--out", "new").err()).contains("ML-1201");
        assertThat(Files.exists(at.path("new"))).isFalse();
    }
}
