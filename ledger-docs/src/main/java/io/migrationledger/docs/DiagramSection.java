package io.migrationledger.docs;

import io.migrationledger.page.Figures;
import io.migrationledger.page.Html;
import io.migrationledger.spi.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The diagram: one picture for each group of tables that keys join, and the same in words. */
final class DiagramSection {
    /** With more tables in a picture, it shows their keys alone. */
    private static final int MANY = 30;

    /** With more tables in a group, nobody reads a picture of it, and the layout takes minutes. */
    private static final int TOO_MANY = 1000;

    private final Html html;
    private final References references;
    private final List<List<Table>> groups;

    DiagramSection(Html html, References references) {
        this.html = html;
        this.references = references;
        this.groups = references.groups();
    }

    void write() {
        html.open("section", "id", "diagram", "aria-labelledby", "diagram-heading")
                .line();
        html.element("h2", "Diagram", "id", "diagram-heading").line();
        if (groups.isEmpty()) {
            html.element("p", "The schema has no tables.").line();
        } else {
            html.open("p").element("a", "Skip the diagram", "href", "#objects").close();
            html.element(
                            "p",
                            "A line leads from a table with a foreign key to the table that it refers to. PK: primary key, also where it is a foreign"
                                    + " key, too. FK: foreign key. Each box is a link.",
                            "class",
                            "muted small")
                    .line();
        }
        int number = 0;
        for (List<Table> group : groups) {
            number++;
            if (isAlone(group)) {
                alone(group);
            } else if (group.size() > TOO_MANY) {
                html.element(
                        "p",
                        Figures.number(group.size()) + " tables are joined by keys: too many for a picture. Each table"
                                + " below says what it refers to.");
            } else {
                picture(group, number);
            }
        }
        html.close("section").line();
    }

    private boolean isAlone(List<Table> group) {
        Set<String> names = group.stream().map(Table::name).collect(Collectors.toSet());
        return references.all().stream()
                .noneMatch(one -> names.contains(one.from().name())
                        && !one.from().name().equals(one.to().name()));
    }

    private void alone(List<Table> group) {
        html.element("h3", groups.size() == 1 ? "Tables without relations" : "Tables without relations to others")
                .line();
        html.open("ul", "class", "objects");
        for (Table table : group) {
            html.open("li");
            Anchors.link(html, table);
            html.close();
        }
        html.close("ul").line();
    }

    private void picture(List<Table> group, int number) {
        boolean keysAlone = group.size() > MANY;
        Set<String> names = new HashSet<>();
        group.forEach(table -> names.add(table.name()));
        List<References.Reference> mine = references.all().stream()
                .filter(one -> names.contains(one.from().name())
                        && names.contains(one.to().name()))
                .toList();
        List<TableBox> boxes = group.stream()
                .map(table -> TableBox.of(table, keysAlone, html::hide))
                .toList();
        DiagramLayout.Picture picture = DiagramLayout.of(boxes, mine);
        String id = "group-" + number;
        html.open("figure", "class", "diagram").line();
        html.open("h3", "id", id).text("Group " + number + ": ");
        html.foreign(DiagramLayout.name(group, references));
        html.text(" (" + Figures.number(group.size()) + " tables, " + Figures.number(mine.size())
                + (mine.size() == 1 ? " foreign key)" : " foreign keys)"));
        html.close().line();
        html.open("p", "class", "zoom", "hidden", "");
        for (String[] button :
                new String[][] {{"in", "Larger"}, {"out", "Smaller"}, {"fit", "Fit"}, {"real", "100 %"}}) {
            html.element("button", button[1], "type", "button", "data-zoom", button[0]);
        }
        html.close().line();
        html.open("div", "class", "canvas", "tabindex", "0", "role", "region", "aria-labelledby", id)
                .line();
        svg(picture, id);
        html.close("div").line();
        words(mine);
        html.close("figure").line();
    }

    private void svg(DiagramLayout.Picture picture, String label) {
        String width = number(picture.width() + 2);
        String height = number(picture.height() + 2);
        html.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "width",
                        width,
                        "height",
                        height,
                        "viewBox",
                        "-1 -1 " + width + " " + height,
                        "role",
                        "group",
                        "aria-labelledby",
                        label)
                .line();
        for (DiagramLayout.Line line : picture.lines()) {
            line(line);
        }
        for (DiagramLayout.Place place : picture.places()) {
            box(place);
        }
        html.close("svg").line();
    }

    private void line(DiagramLayout.Line line) {
        StringBuilder path = new StringBuilder();
        for (DiagramLayout.Point point : line.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(number(point.x()))
                    .append(' ')
                    .append(number(point.y()));
        }
        html.open("path", "class", "line", "d", path.toString()).close();
        int last = line.points().size() - 1;
        if (last > 0) {
            DiagramLayout.Point end = line.points().get(last);
            double side = line.points().get(last - 1).x() <= end.x() ? -1 : 1;
            String head = "M" + number(end.x()) + " " + number(end.y()) + "l" + number(8 * side) + " -4v8z";
            html.open("path", "class", "arrow", "d", head).close();
        }
        html.line();
    }

    /** Text in a picture stands in no element of its own: one of HTML would end the picture. */
    private void box(DiagramLayout.Place place) {
        TableBox box = place.box();
        double x = place.corner().x();
        double y = place.corner().y();
        html.open("a", "href", "#" + Anchors.of(box.table()));
        html.open("title").plain(box.table().name()).close();
        String width = number(box.width());
        rect("box", x, y, width, number(box.height()));
        rect("box-head", x, y, width, number(TableBox.HEAD));
        text("box-title", x + 8, y + 16, box.title());
        double line = y + TableBox.HEAD + 14;
        for (TableBox.Row row : box.rows()) {
            if (!row.mark().isEmpty()) {
                text("mark", x + 6, line, row.mark());
            }
            text("column", x + 28, line, row.text());
            line += TableBox.LINE;
        }
        if (box.more() > 0) {
            text("column rest", x + 28, line, "and " + box.more() + " more");
        }
        html.close("a").line();
    }

    private void rect(String name, double x, double y, String width, String height) {
        html.open("rect", "class", name, "x", number(x), "y", number(y), "width", width, "height", height, "rx", "3")
                .close();
    }

    private void text(String name, double x, double y, String text) {
        html.open("text", "class", name, "x", number(x), "y", number(y))
                .plain(text)
                .close();
    }

    private void words(List<References.Reference> mine) {
        html.open("details")
                .element("summary", "The same in words")
                .open("ul", "class", "relations")
                .line();
        for (References.Reference one : mine) {
            html.open("li");
            Anchors.link(html, one.from());
            html.text(" (").foreign(String.join(", ", one.key().columns())).text(") refers to ");
            Anchors.link(html, one.to());
            html.close().line();
        }
        html.close("details").line();
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
