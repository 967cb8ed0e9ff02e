package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger docs}: of which schema, where it writes, and in which form. */
class DocsCommandTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
        at.migration("0001_users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n");
        at.migration(
                "0002_orders.sql", "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);\n");
    }

    /** SD-1, SD-2. The database as it is; nothing of it is changed, and the second page is as the first. */
    @Test
    void ofTheDatabase() throws Exception {
        at.run("migrate");
        at.migration("0003_more.sql", "CREATE TABLE not_yet (id INTEGER);\n");
        byte[] before = at.databaseBytes();
        assertThat(at.run("docs", "--out", "schema.html"))
                .isEqualTo(new Workplace.Result(0, "Wrote schema.html.\n", ""));
        String html = Files.readString(at.path("schema.html"));
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("Last changed by the script of <bdi>0002</bdi>", "ledger.db")
                .doesNotContain("not_yet", "migration_ledger<");
        assertThat(at.run("docs", "--format", "html").out()).isEqualTo(html.replace(directory.toString(), "DIR"));
        assertThat(at.run("docs", "--dated", "--format", "html").out()).contains(" UTC");
        at.run("docs", "--out", "schema.md");
        assertThat(Files.readString(at.path("schema.md")))
                .startsWith("# Schema\n")
                .contains("```mermaid\nerDiagram\n", "}o--||", "Last changed by the script of `0001`.");
        assertThat(at.databaseBytes()).isEqualTo(before);
    }

    /** SD-1. What the migrations build; the database itself does not have to be there. */
    @Test
    void ofTheMigrations() {
        Workplace.Result result = at.run("docs", "--migrations", "--format", "markdown");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("## table `orders`", "Last changed by the script of `0002`.");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void whatCannotBeMeant() {
        assertThat(at.run("docs").err()).contains("there is no database at", "ledger docs --migrations");
        assertThat(at.run("docs", "--scratch-url", "jdbc:sqlite:").err()).contains("Give --migrations, too");
        assertThat(at.database()).doesNotExist();
    }
}
