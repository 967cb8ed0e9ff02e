package io.migrationledger.audit.report.html;

import io.migrationledger.Problem;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Decision;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Person;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.page.Html;
import io.migrationledger.page.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers, what needs a person, who ran migrations, and what people declared. */
final class SummarySection {
    private static final int PEOPLE = 50;
    private static final int DECISIONS = 200;
    private static final int ATTENTION = 100;

    private final Html html;
    private final Content content;
    private final ReportOptions options;
    private final Set<MigrationId> shown;

    SummarySection(Html html, Content content, ReportOptions options) {
        this.html = html;
        this.content = content;
        this.options = options;
        this.shown = content.items().stream().map(Item::id).collect(Collectors.toSet());
    }

    void write() {
        html.open("section", "id", "summary", "aria-labelledby", "summary-title")
                .line();
        html.element("h2", "Summary", "id", "summary-title").line();
        tiles();
        facts();
        attention();
        people();
        decisions();
        html.close("section").line();
    }

    private void tiles() {
        html.open("dl", "class", "tiles");
        tile(content.verification().isIntact() ? "In effect" : "In effect before the break", content.inEffect(), "");
        int failed = content.count(Standing.FAILED, Standing.PART_WAY);
        int unfinished = content.count(Standing.RUNNING, Standing.INTERRUPTED);
        int doubt = content.count(Standing.IN_DOUBT);
        int differs = content.count(Standing.CHANGED, Standing.MISSING);
        tile("Failed", failed, failed > 0 ? "bad" : "");
        tile("In doubt", doubt, doubt > 0 ? "bad" : "");
        if (unfinished > 0) {
            tile("Not ended", unfinished, "wait");
        }
        if (differs > 0) {
            tile("Differ from files", differs, "bad");
        }
        int back = content.count(Standing.ROLLED_BACK);
        if (back > 0) {
            tile("Rolled back", back, "");
        }
        int pending = content.count(Standing.PENDING, Standing.OUTDATED);
        if (content.files()) {
            tile("Pending", pending, pending > 0 ? "wait" : "");
        }
        html.close("dl").line();
    }

    private void tile(String name, long number, String kind) {
        if (kind.isEmpty()) {
            html.open("div");
        } else {
            html.open("div", "class", kind);
        }
        html.element("dt", name).element("dd", Words.number(number)).close();
    }

    private void facts() {
        html.open("dl", "class", "facts");
        content.database().ifPresent(database -> fact("Database", database));
        options.address().ifPresent(address -> fact("Address", address));
        if (content.from().isPresent() && content.to().isPresent()) {
            html.element("dt", "Recorded").open("dd");
            Parts.time(html, content.from().get());
            html.text(" to ");
            Parts.time(html, content.to().get());
            html.text(" UTC").close();
        }
        fact(
                "Holds",
                Words.count(content.verification().events(), "event") + " of "
                        + Words.count(content.runs().size(), "run") + " and "
                        + Words.count(content.items().size(), "migration"));
        if (content.origins().keySet().stream().anyMatch(origin -> origin != Origin.EXECUTED)) {
            StringBuilder how = new StringBuilder();
            content.origins()
                    .forEach((origin, count) -> how.append(how.isEmpty() ? "" : ", ")
                            .append(Words.number(count))
                            .append(' ')
                            .append(Words.word(origin)));
            fact("In effect by", how.toString());
        }
        fact("Chain of hashes", content.verification().isIntact() ? "whole" : "BROKEN: see Integrity");
        fact("Files", files());
        html.close("dl").line();
    }

    private String files() {
        if (!content.verification().isIntact()) {
            return "not compared, as the chain is broken";
        }
        return content.files() ? "compared with the ledger" : "not looked at: this is what the ledger says";
    }

    private void fact(String name, String value) {
        html.element("dt", name).open("dd").foreign(value).close();
    }

    private void attention() {
        List<Item> items = content.items().stream()
                .filter(Item::needsAttention)
                .filter(SummarySection::isMore)
                .toList();
        if (!items.isEmpty()) {
            html.open("div", "class", "notice bad").open("p").element("strong", "Needs attention: ");
            html.text(Words.count(items.size(), "migration") + ".").close().open("ul");
            for (Item item : items.subList(0, Math.min(ATTENTION, items.size()))) {
                html.open("li");
                link(item.id());
                html.text(" " + Words.standing(item)).close();
            }
            html.close("div").line();
        }
        if (!content.problems().isEmpty()) {
            html.open("div", "class", "notice").open("p").element("strong", "The next run would stop: ");
            html.text(Words.count(content.problems().size(), "problem") + ".")
                    .close()
                    .open("ul");
            for (Problem problem : content.problems()
                    .subList(0, Math.min(ATTENTION, content.problems().size()))) {
                html.open("li").open("p", "class", "lines").text(problem.code().code() + " ");
                html.foreign(problem.what()).close();
                html.open("p", "class", "lines").element("strong", "Next: ");
                html.foreign(options.advice().apply(problem.advice())).close().close();
            }
            html.close("div").line();
        }
        for (String note : content.notes()) {
            html.open("p", "class", "muted")
                    .text("Note: ")
                    .foreign(note)
                    .close()
                    .line();
        }
    }

    /** What only waits for the next run is told by a number. */
    private static boolean isMore(Item item) {
        return item.standing() != Standing.PENDING && item.standing() != Standing.OUTDATED;
    }

    private void people() {
        List<Person> people = content.people();
        if (people.isEmpty()) {
            return;
        }
        Table table = new Table(html, "Who", "#Runs", "#Applied", "#Failed", "#Undone", "#Declared", "Last (UTC)")
                .begin("By whom");
        for (Person person : people.subList(0, Math.min(PEOPLE, people.size()))) {
            table.row();
            html.foreign(person.name());
            String with = String.join(", ", person.applications());
            if (!with.isEmpty()) {
                html.text(" ")
                        .open("span", "class", "muted small")
                        .text("with ")
                        .foreign(with)
                        .close();
            }
            table.end()
                    .numbers(person.runs(), person.applied(), person.failed(), person.rolledBack(), person.declared())
                    .time(person.last())
                    .endRow();
        }
        table.close();
        Parts.more(html, people.size() - PEOPLE, "more who recorded events");
    }

    private void decisions() {
        List<Decision> decisions = content.decisions();
        if (decisions.isEmpty()) {
            return;
        }
        Table table = new Table(html, "What", "When (UTC)", "Who", "Reason").begin("Declared, with nothing run");
        int from = Math.max(0, decisions.size() - DECISIONS);
        for (Decision decision : decisions.subList(from, decisions.size())) {
            table.row();
            html.text(Words.decision(decision) + " ");
            link(decision.from());
            if (decision.migrations() > 1) {
                html.text(" to ");
                link(decision.to());
                html.text(" (" + Words.number(decision.migrations()) + ")");
            }
            table.end()
                    .time(decision.at())
                    .foreign(decision.actor().describe())
                    .foreign(decision.reason().orElse(""))
                    .endRow();
        }
        table.close();
        Parts.more(html, from, "older, which the ledger's history shows");
    }

    /** What was said of the database itself has no article that a link could lead to. */
    private void link(MigrationId id) {
        if (shown.contains(id)) {
            html.open("a", "href", "#" + Parts.anchor(id), "class", "id");
        } else {
            html.open("span", "class", "id");
        }
        html.foreign(id.toString()).close();
    }
}
