package io.migrationledger.docs;

import io.migrationledger.page.Figures;
import io.migrationledger.page.Frame;
import io.migrationledger.page.Html;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema as one page that holds all it needs. */
final class HtmlSchema {
    private final Snapshot snapshot;
    private final ChangesOfSnapshot changes;
    private final DocumentOptions options;

    HtmlSchema(Snapshot snapshot, ChangesOfSnapshot changes, DocumentOptions options) {
        this.snapshot = snapshot;
        this.changes = changes;
        this.options = options;
    }

    void write(Appendable out) {
        Html html = new Html(out, options.secrets());
        Frame frame = new Frame(
                Frame.sharedStyle() + Frame.resource(HtmlSchema.class, "schema.css"),
                Frame.resource(HtmlSchema.class, "schema.js"));
        String title =
                "Schema" + options.subject().map(subject -> " of " + subject).orElse("");
        frame.begin(html, title, "schema", "Skip to the schema");
        top(html);
        html.open("main", "id", "schema", "class", "wide", "tabindex", "-1").line();
        References references = new References(snapshot);
        summary(html);
        new DiagramSection(html, references).write();
        objects(html, references);
        html.close("main").line();
        html.open("footer").open("div", "class", "wide");
        html.element(
                "p",
                "Made by Migration Ledger"
                        + options.madeAt()
                                .map(at -> " on " + Figures.time(at) + " UTC")
                                .orElse("") + ". This page is complete in itself, and loads nothing.");
        html.close("footer").line();
        frame.end(html);
    }

    private void top(Html html) {
        html.open("header", "class", "top").open("div", "class", "wide").line();
        html.element("h1", "Schema").line();
        html.open("p").foreign(snapshot.server());
        options.subject().ifPresent(subject -> html.text(", ").foreign(subject));
        html.close().line();
        Frame.bar(
                html,
                "Parts of the page",
                List.of(
                        new Frame.Part("summary", "Summary"),
                        new Frame.Part("diagram", "Diagram"),
                        new Frame.Part("objects", "Objects")));
        html.close("header").line();
    }

    private void summary(Html html) {
        html.open("section", "id", "summary", "aria-labelledby", "summary-heading")
                .line();
        html.element("h2", "Summary", "id", "summary-heading").line();
        html.open("dl", "class", "tiles").line();
        kinds().forEach((kind, number) -> {
            html.open("div").element("dt", kind).element("dd", Figures.number(number));
            html.close().line();
        });
        html.close("dl").line();
        if (kinds().isEmpty()) {
            html.element("p", "The schema holds nothing.").line();
        }
        if (!snapshot.options().isEmpty()) {
            html.open("dl", "class", "facts");
            snapshot.options().forEach((name, value) -> {
                html.element("dt", name).open("dd").foreign(value).close();
            });
            html.close("dl").line();
        }
        html.close("section").line();
    }

    /** Returns how many objects there are of each kind, in the order of the page. */
    private Map<String, Integer> kinds() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        snapshot.items().forEach(item -> kinds.merge(item.kind(), 1, Integer::sum));
        return kinds;
    }

    private void objects(Html html, References references) {
        html.open("section", "id", "objects", "aria-labelledby", "objects-heading")
                .line();
        html.element("h2", "Objects", "id", "objects-heading").line();
        filter(html);
        ObjectParts parts = new ObjectParts(html, changes);
        TableArticle tables = new TableArticle(html, references, parts);
        for (SchemaItem item : snapshot.items().toList()) {
            parts.begin(item);
            if (item instanceof Table table) {
                tables.contents(table);
            } else {
                parts.contents(item);
            }
            html.close("article").line();
        }
        html.close("section").line();
    }

    /** The script shows it: without the script nothing is filtered. */
    private void filter(Html html) {
        html.open("form", "class", "filter", "id", "filter", "role", "search", "hidden", "")
                .line();
        html.open("div").element("label", "Search in names, columns and definitions", "for", "search");
        html.empty("input", "type", "search", "id", "search", "autocomplete", "off")
                .close();
        html.open("div").element("label", "Kind", "for", "kind").open("select", "id", "kind");
        html.element("option", "all", "value", "");
        kinds().forEach((kind, number) ->
                html.element("option", kind + " (" + Figures.number(number) + ")", "value", kind));
        html.close("div").line();
        html.open("div", "class", "actions").element("button", "Show all", "type", "reset");
        html.element("span", "", "id", "shown", "class", "muted", "role", "status")
                .close();
        html.close("form").line();
        html.element("p", "Nothing fits.", "id", "none", "hidden", "").line();
    }
}
