package io.migrationledger.audit.report.html;

import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Person;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.page.Html;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All migrations, one article each, and what finds some among them. */
final class MigrationsSection {
    private static final int PEOPLE = 200;

    private final Html html;
    private final Content content;
    private final ReportOptions options;
    private final Map<String, String> people = new LinkedHashMap<>();

    MigrationsSection(Html html, Content content, ReportOptions options) {
        this.html = html;
        this.content = content;
        this.options = options;
        for (Person person : content.people()) {
            people.put(person.name(), "p" + people.size());
        }
    }

    void write() {
        html.open("section", "id", "migrations", "aria-labelledby", "migrations-title")
                .line();
        html.element("h2", "Migrations", "id", "migrations-title").line();
        if (content.items().isEmpty()) {
            html.element("p", "There is none.").close("section").line();
            return;
        }
        filter();
        MigrationArticle article = new MigrationArticle(html, content.database().orElse(""), options);
        for (Item item : content.items()) {
            article.write(item, who(item));
        }
        html.open("p", "id", "none", "hidden", "")
                .text("No migration is like that.")
                .close()
                .line();
        html.close("section").line();
    }

    /** Hidden until the script shows it: without the script it would do nothing. */
    private void filter() {
        html.open("form", "class", "filter", "id", "filter", "role", "search", "hidden", "")
                .line();
        html.open("div").element("label", "Search", "for", "search");
        html.empty(
                "input",
                "type",
                "search",
                "id",
                "search",
                "autocomplete",
                "off",
                "spellcheck",
                "false",
                "placeholder",
                "id, description, SQL, error, reason");
        html.close().line();
        html.open("div").element("label", "State", "for", "state").open("select", "id", "state");
        option("", "All");
        for (Map.Entry<Standing, Integer> standing : content.standings().entrySet()) {
            option(
                    standing.getKey().name(),
                    Words.word(standing.getKey()) + " (" + Words.number(standing.getValue()) + ")");
        }
        html.close().close().line();
        html.open("div").element("label", "Who", "for", "who").open("select", "id", "who");
        option("", "All");
        people.entrySet().stream().limit(PEOPLE).forEach(person -> option(person.getValue(), person.getKey()));
        html.close().close().line();
        html.open("div", "class", "actions");
        html.element("button", "Clear", "type", "reset");
        html.element("button", "Open all details", "type", "button", "id", "open");
        html.element("button", "Close all details", "type", "button", "id", "close");
        html.element("span", "", "id", "shown", "role", "status", "class", "muted small");
        html.close("form").line();
    }

    /** An option holds text alone. */
    private void option(String value, String text) {
        html.open("option", "value", value.isEmpty() ? "" : value).plain(text).close();
    }

    private String who(Item item) {
        Set<String> found = new TreeSet<>();
        List<Entry> entries = item.entries();
        for (Entry entry : entries) {
            String person = people.get(entry.actor().describe());
            if (person != null) {
                found.add(person);
            }
        }
        return String.join(" ", found);
    }
}
