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
    void whatIsSpareIsNamedInQuotes() {
        assertThat(at.run("convert", "--dir", "goose", "--out", "new").out()).endsWith("Then delete \"DIR/goose\".\n");
    }

    @Test
    void aDirectoryWithSomethingElseIsNotToBeDeleted() {
        at.file("goose/V1__create_users.sql", "SELECT 1;\n").file("goose/.keep/secret", "");
        String note = "2 files of \"DIR/goose\" are not in the new directory: .keep/secret, V1__create_users.sql";
        assertThat(at.run("convert", "--dir", "goose", "--out", "new").out())
                .contains("Note: " + note + "\n")
                .doesNotContain("delete");
        assertThat(at.run("convert", "--dir", "goose", "--out", "more", "--format", "json")
                        .out())
                .contains(note.replace("\"", "\\\""));
    }

    @Test
    void whatALinkLeadsToIsLookedThrough() throws Exception {
        at.file("goose/notes.txt", "mine");
        Files.createSymbolicLink(at.path("linked"), at.path("goose"));
        assertThat(at.run("convert", "--dir", "linked", "--out", "new").out())
                .contains("1 file of \"DIR/linked\" is not in the new directory: notes.txt")
                .doesNotContain("delete");
    }

    @Test
    void theDirectoryOfTheProjectIsNotToBeDeleted(@TempDir Path elsewhere) {
        at.file("00001_users.sql", "-- +goose Up\nSELECT 1;\n");
        String out = elsewhere.resolve("x").toString();
        assertThat(at.run("convert", "--dir", ".", "--out", out, "--exclude", "goose/**")
                        .out())
                .startsWith("Converted 1 migration ")
                .doesNotContain("delete");
    }

    @Test
    void aProjectOfSqitchMayHoldTheNewDirectory() {
        at.file("sq/sqitch.plan", "%project=shop\n\nusers 2024-01-01T10:00:00Z Kim <kim@example.org> # Users\n")
                .file("sq/deploy/users.sql", "CREATE TABLE users (id INTEGER);\n");
        for (String read : new String[] {"sq", "sq/deploy/new", "sq/revert", "sq/x/verify"}) {
            assertThat(at.run("convert", "--dir", "sq", "--out", read).err())
                    .as(read)
                    .contains("would be read with");
        }
        assertThat(at.run("convert", "--dir", "sq", "--out", "sq/migrations").out())
                .startsWith("Converted 1 migration of the layout sqitch")
                .contains("Note: the new directory is in \"DIR/sq\": read that with --layout sqitch from now on\n")
                .doesNotContain("delete");
        assertThat(at.run("migrate", "--dir", "sq", "--layout", "sqitch").out()).contains("Applied 1 migration");
        assertThat(at.run("migrate", "--dir", "sq/migrations").out()).startsWith("Nothing is pending");
    }

    @Test
    void changesetsForOtherContextsAreNamed() {
        at.file(
                "mig/a.sql",
                "--liquibase formatted sql\n--changeset x:1\nSELECT 1;\n--changeset x:2 context:prod\nSELECT 2;\n"
                        + "--changeset x:3 labels:y dbms:mysql\nSELECT 3;\n--changeset x:4 labels:z context:dev\nSELECT 4;\n");
        String note = "2 changesets for other contexts or labels are not in it: a.sql::2::x, a.sql::3::x";
        String[] chosen = {"convert", "--dir", "mig", "--layout", "liquibase:contexts=dev:labels=z", "--out", "a"};
        assertThat(at.run(chosen).out()).contains("Note: " + note + "\n").doesNotContain("delete");
        assertThat(at.run("convert", "--dir", "mig", "--layout", chosen[4], "--out", "b", "--format", "json")
                        .out())
                .contains(note);
        assertThat(at.run("convert", "--dir", "mig", "--layout", "liquibase:contexts=:labels=", "--out", "c")
                        .out())
                .doesNotContain("Note:")
                .endsWith("Then delete \"DIR/mig\".\n");
    }

    @Test
    void whatNobodyChoseIsToBeConvertedAgain() {
        at.file("mig/a.sql", "--liquibase formatted sql\n--changeset x:1 labels:eu\nSELECT 1;\n");
        assertThat(at.run("migrate", "--dir", "mig").err())
                .contains("--layout liquibase:labels=eu")
                .doesNotContain("Migrations.directory");
        assertThat(at.run("convert", "--dir", "mig", "--out", "new").out())
                .contains("Note: nobody said which contexts or labels are meant: convert again with --layout"
                        + " liquibase:contexts=…:labels=…\n")
                .doesNotContain("delete");
        assertThat(at.run("migrate", "--dir", "new").err())
                .contains("ML-1215")
                .contains("Convert the old directory again with the layout liquibase:contexts=…:labels=…")
                .doesNotContain("Migrations.directory");
    }

    @Test
    void whatIsNotAskedForIsNamed() {
        at.migration("mine.txt", "");
        assertThat(at.run("convert", "--dir", "goose").err())
                .contains("ML-1002")
                .contains("--out");
        assertThat(at.run("convert", "--dir", "goose", "--out", "goose/new").err())
                .contains("ML-1002")
                .contains("would be read with")
                .contains("--out ../migrations");
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
