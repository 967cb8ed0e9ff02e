package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** The report as a reader of Markdown takes it. */
class ReportMarkdownTest {

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
