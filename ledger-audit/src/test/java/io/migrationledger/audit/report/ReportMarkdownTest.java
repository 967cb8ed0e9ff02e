package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a reader of Markdown takes it. */
class ReportMarkdownTest {
    @TempDir
    Path directory;

    /** What GitHub takes in one comment; a report of everything that is long says what it leaves out. */
    @Test
    void itFitsIntoOneComment() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("a.db");
        try (Connection connection = DriverManager.getConnection(url);
                MadeLedger made = new MadeLedger(connection)) {
            for (int i = 1; i <= 100; i++) {
                made.run("2026-01-01T00:00:00Z").ran("0" + i, 1, Duration.ofMillis(3), "long ".repeat(1_000));
            }
            for (int i = 1; i <= 50; i++) {
                Failure failure = new Failure(1, "a.sql", 1, "HY000", 1, "said ".repeat(1_000));
                made.run("2026-01-02T00:00:00Z")
                        .started("1" + i, Direction.UP, 0, 2, Strategy.STEPWISE)
                        .failed("1" + i, Direction.UP, 1, Duration.ofMillis(5), failure)
                        .declared(EventType.APPLIED, Origin.ACCEPTED, "0" + i, "", "why ".repeat(1_000));
            }
            made.commit();
        }
        for (int i = 2_001; i <= 2_020; i++) {
            Files.writeString(directory.resolve(i + "_x.sql"), "SELECT 1; -- pending\n".repeat(1_000));
        }
        Migrator migrator = Migrator.of(url, new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        StringBuilder text = new StringBuilder();
        Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK)
                .markdown(text);

        assertThat(text).hasSizeLessThan(65_536).hasSizeGreaterThan(45_000);
        assertThat(List.of(text.toString().split("\n## ", -1)))
                .extracting(section -> section.substring(0, section.indexOf('\n')))
                .containsExactly(
                        "# Migration history",
                        "Needs attention",
                        "Pending",
                        "Migrations",
                        "Attempts",
                        "Runs",
                        "By whom",
                        "Declared, with nothing run",
                        "Integrity");
        assertThat(text.toString().lines().filter(line -> line.startsWith("And ")))
                .hasSizeGreaterThan(5);
        assertThat(text).contains("SELECT 1; -- pending", "`said said", " …");
    }

    /** AU-42. Nothing that was recorded is a link, an image, HTML or a mention, and each table keeps its columns. */
    @Test
    void whatWasRecordedIsCode() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Connection connection = Histories.memory()) {
            Report.of(Histories.hostile(connection), Optional.empty(), Histories.options(), Histories.CLOCK)
                    .markdown(text);
        }
        List<String> elements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> code = new ArrayList<>();
        List<Integer> cells = new ArrayList<>();
        Node document = Parser.builder()
                .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
                .build()
                .parse(text.toString());
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                elements.add("link " + link.getDestination());
            }

            @Override
            public void visit(Image image) {
                elements.add("image " + image.getDestination());
            }

            @Override
            public void visit(HtmlInline html) {
                elements.add("html " + html.getLiteral());
            }

            @Override
            public void visit(HtmlBlock html) {
                elements.add("html " + html.getLiteral());
            }

            @Override
            public void visit(Text word) {
                words.add(word.getLiteral());
            }

            @Override
            public void visit(Code span) {
                code.add(span.getLiteral());
            }

            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                    int count = 0;
                    for (Node cell = node.getFirstChild(); cell != null; cell = cell.getNext()) {
                        count += cell instanceof TableCell ? 1 : 0;
                    }
                    cells.add(count);
                }
                visitChildren(node);
            }
        });
        assertThat(elements).isEmpty();
        assertThat(String.join("\n", words)).doesNotContain("broken", "@", "javascript", "everyone");
        assertThat(code)
                .contains(
                        "\"><svg onload=window.broken=3>",
                        "user[U+202E]gnp.exe[U+2066] [U+200B][U+0007][U+0000] [U+D800] end");
        assertThat(cells).hasSizeGreaterThan(60).containsOnly(6, 7, 4);
        assertThat(text.chars().filter(c -> c < ' ' && c != '\n' || c >= 0x202A && c <= 0x202E))
                .isEmpty();
    }
}
