package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger report}: where it writes, and in which form. */
class ReportCommandTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    /** AU-40. The form is that of the option, then that of the file's name. */
    @Test
    void writesAFileOrStandardOutput() throws Exception {
        at.run("migrate");
        at.migration("0003_more.sql", "SELECT 'not yet';\n");
        byte[] before = at.databaseBytes();
        assertThat(at.run("report", "--out", "report.html"))
                .isEqualTo(new Workplace.Result(0, "Wrote report.html.\n", ""));
        String html = Files.readString(at.path("report.html"));
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("ledger.db", "Pending", "not yet", "&#39;Mira&#39;", "ledger verify");
        assertThat(at.run("report", "--format", "html").out())
                .startsWith("<!doctype html>")
                .endsWith("</html>\n");
        at.run("report", "--out", "report.md");
        assertThat(Files.readString(at.path("report.md"))).startsWith("# Migration history\n");
        assertThat(at.run("report", "--format=markdown").out())
                .startsWith("# Migration history\n")
                .contains("## Pending");
        assertThat(at.run("report", "--recorded", "--format", "markdown").out()).doesNotContain("not yet");
        assertThat(at.databaseBytes()).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("part"));
        }
    }

    /** AU-46. */
    @Test
    void aBrokenChainIsFound() {
        at.run("migrate");
        at.sql("DROP TRIGGER migration_ledger_no_update");
        at.sql("UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 3");
        Workplace.Result told = at.run("report", "--format", "markdown");
        assertThat(told.code()).isEqualTo(3);
        assertThat(told.out()).contains("> **BROKEN (ML-1501): the chain of hashes is broken at event 3**");
        assertThat(told.err())
                .contains("ML-1501  the chain is broken at event 3: ")
                .isEqualTo(at.run("verify").err());
        Workplace.Result file = at.run("report", "--out", "report.html");
        assertThat(file.code()).isEqualTo(3);
        assertThat(file.out()).isEqualTo("Wrote report.html.\n");
        assertThat(file.err()).contains("ML-1501");
        assertThat(at.path("report.html")).content().contains("BROKEN (ML-1501)");
        Workplace.Result json = at.run("report", "--out", "report.html", "--format", "json");
        assertThat(json.code()).isEqualTo(3);
        assertThat(json.out()).contains("\"intact\" : false");
        at.sql("UPDATE migration_ledger SET event = 'ENDED' WHERE sequence = 3");
        assertThat(at.run("report", "--format", "markdown").code()).isEqualTo(3);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(at.run("report").code()).isEqualTo(3); // there is no ledger
        at.run("migrate");
        assertThat(at.run("report", "--format", "csv").err())
                .contains("--format csv is not known", "Write --format text, json, html or markdown.");
        assertThat(at.run("status", "--format", "html").err()).contains("Write --format text or json.");
        Workplace.Result nowhere = at.run("report", "--out", "no/such/directory/report.html");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err())
                .contains("ML-1202  no/such/directory/report.html cannot be written: its directory does not exist");
        at.migration("0001_twice.sql", "SELECT 1;\n");
        Workplace.Result files = at.run("report", "--format", "markdown");
        assertThat(files.err())
                .isEqualTo(
                        "Note: the files are not in the report, for they cannot be read: 'ledger validate' says why\n");
        assertThat(files.out()).contains("No files were looked at").contains("`0002`");
        assertThat(files.code()).isZero();
    }

    /** A password that stands in a script or an error is not shown. */
    @Test
    void passwordsAreHidden() {
        at.migration("0003_secret.sql", "SELECT 'Pa55-of-the-database';\n").run("migrate");
        at.environment("LEDGER_PASSWORD", "Pa55-of-the-database");
        assertThat(at.run("report").out()).contains("***").doesNotContain("Pa55-of");
    }
}
