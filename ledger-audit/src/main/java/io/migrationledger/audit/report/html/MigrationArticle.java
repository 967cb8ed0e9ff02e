package io.migrationledger.audit.report.html;

import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Scripts;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.page.Html;
import io.migrationledger.page.Table;
import java.util.List;
import java.util.Optional;

/** One migration: how it stands, what happened to it, and its SQL. */
final class MigrationArticle {
    private final Html html;
    private final ReportOptions options;
    private final SqlColors colors;

    MigrationArticle(Html html, String database, ReportOptions options) {
        this.html = html;
        this.options = options;
        this.colors = new SqlColors(html, database);
    }

    void write(Item item, String who) {
        html.open(
                        "article",
                        "class",
                        "migration",
                        "id",
                        Parts.anchor(item.id()),
                        "data-state",
                        item.standing().name(),
                        "data-who",
                        who)
                .line();
        html.open("div", "class", "head").open("h3");
        html.open("span", "class", "id").foreign(item.id().toString()).close();
        if (!item.description().isEmpty()) {
            html.text(" ")
                    .open("span", "class", "what")
                    .foreign(item.description())
                    .close();
        }
        html.close();
        html.element("span", Words.standing(item), "class", "badge " + Parts.kind(item.standing()))
                .close();
        html.line();
        facts(item);
        item.unfinished().ifPresent(this::unfinished);
        html.open("div", "class", "more").line();
        history(item);
        scripts(item);
        html.close("article").line();
    }

    /** What put it into effect; otherwise what happened last. */
    private void facts(Item item) {
        Optional<Entry> entry = item.state()
                .flatMap(MigrationState::since)
                .map(LedgerEvent::sequence)
                .flatMap(sequence -> item.entries().stream()
                        .filter(one -> one.last() == sequence)
                        .findFirst())
                .or(() -> item.entries().isEmpty()
                        ? Optional.empty()
                        : Optional.of(item.entries().get(item.entries().size() - 1)));
        if (entry.isEmpty()) {
            return;
        }
        html.open("p", "class", "facts-line");
        Parts.time(html, entry.get().began());
        html.text(" UTC by ").foreign(entry.get().actor().describe());
        entry.get().took().ifPresent(took -> html.text(", took " + Words.duration(took)));
        String extent = Words.extent(entry.get());
        if (!extent.isEmpty()) {
            html.text(", ").foreign(extent);
        }
        html.close().line();
    }

    private void unfinished(Unfinished unfinished) {
        html.open("div", "class", "notice bad");
        html.open("p", "class", "lines").foreign(unfinished.what()).close();
        html.open("p").foreign(unfinished.now()).close();
        html.open("p", "class", "lines")
                .element("strong", "Next: ")
                .foreign(options.advice().apply(unfinished.advice()))
                .close();
        html.close().line();
    }

    private void history(Item item) {
        List<Entry> entries = item.entries();
        if (entries.isEmpty()) {
            return;
        }
        boolean told = item.needsAttention() || entries.stream().anyMatch(Entry::isFailure);
        if (told) {
            html.open("details", "open", "");
        } else {
            html.open("details");
        }
        html.open("summary").text(entries(entries.size() + item.older()));
        about(item);
        html.close().line();
        if (item.older() > 0) {
            html.element(
                    "p",
                    "The newest " + entries.size() + " of them; the ledger's history shows all.",
                    "class",
                    "muted small");
        }
        Table table = new Table(html, "Events", "When (UTC)", "What happened", "Who", "#Took")
                .beginAbout("What happened to migration ", item.id().toString());
        entries.forEach(entry -> row(table, entry));
        table.close();
        html.close("details").line();
    }

    private static String entries(long number) {
        return Words.number(number) + (number == 1 ? " entry" : " entries");
    }

    private void row(Table table, Entry entry) {
        String events = entry.first() == entry.last()
                ? Words.number(entry.first())
                : Words.number(entry.first()) + "–" + Words.number(entry.last()); // an en dash
        table.row();
        html.text(events);
        table.end().time(entry.began()).cell();
        html.element("strong", Words.outcome(entry));
        String extent = Words.extent(entry);
        if (!extent.isEmpty()) {
            html.text(": ").foreign(extent);
        }
        entry.reason().ifPresent(reason -> html.text(". Reason: ").foreign(reason));
        entry.error().ifPresent(error -> {
            String place = Words.place(error);
            if (!place.isEmpty()) {
                html.text(". At ").foreign(place);
            }
            html.element("pre", Words.said(error), "class", "said");
        });
        entry.doubt().ifPresent(this::doubt);
        table.end().cell();
        html.foreign(entry.actor().describe());
        String with = entry.actor().application();
        if (!with.isEmpty()) {
            html.text(", ").foreign(with);
        }
        html.text(" ").element("span", "run " + entry.batch(), "class", "muted");
        table.end().cell(entry.took().map(Words::duration).orElse("")).endRow();
    }

    private void doubt(Doubt doubt) {
        html.open("p").text("In doubt: ");
        if (doubt.statement() > 0) {
            html.foreign(doubt.file())
                    .text((doubt.line() == 0 ? "" : ":" + doubt.line()) + ", statement " + doubt.statement() + ". ");
        }
        html.foreign(doubt.reason()).close();
        if (!doubt.text().isEmpty()) {
            html.element("pre", doubt.text());
        }
    }

    private void scripts(Item item) {
        List<Scripts.Found> scripts = Scripts.of(item, options.scripts());
        for (Scripts.Found script : scripts) {
            html.open("details").open("summary");
            html.text(name(script) + " (" + Words.count(lines(script.text().text()), "line"));
            html.text(script.text().cut() ? " and more)" : ")");
            about(item);
            html.close().line();
            html.open("div", "class", "inside");
            html.open("p", "class", "muted small").foreign(script.text().origin());
            html.text(", checksum ")
                    .element("span", script.shown().checksum(), "class", "hash")
                    .close();
            html.open("pre", "tabindex", "0", "role", "region", "aria-label", name(script) + " of " + item.id())
                    .open("code");
            colors.write(script.text().text());
            html.close("pre");
            if (script.text().cut()) {
                html.element("p", "The script goes on; here is its beginning.", "class", "muted small");
            }
            html.close("details").line();
        }
        Optional<MigrationBody.Code> code = Scripts.code(item);
        code.ifPresent(known -> html.open("p", "class", "muted small")
                .text("It is code: ")
                .foreign(known.location())
                .text(".")
                .close()
                .line());
        if (Scripts.isUnknown(item, options.scripts())) {
            html.element(
                            "p",
                            (scripts.stream().anyMatch(Scripts.Found::isWhatRan)
                                            ? "Not all SQL that ran is known here"
                                            : "The SQL that ran is not known here")
                                    + ": the ledger did not keep it, and no file here has its checksum.",
                            "class",
                            "muted small")
                    .line();
        } else if (code.isEmpty() && scripts.isEmpty() && !item.entries().isEmpty()) {
            html.element("p", "Its SQL is not known here.", "class", "muted small")
                    .line();
        }
    }

    /** Names the migration for who hears the page, where several summaries would sound alike. */
    private void about(Item item) {
        html.open("span", "class", "for-reader")
                .text(" of migration ")
                .foreign(item.id().toString())
                .close();
    }

    private static String name(Scripts.Found script) {
        String what = script.shown().direction() == Direction.UP ? "SQL" : "SQL of the rollback";
        if (script.isWhatRan()) {
            return what + " that ran";
        }
        return script.shown().ran()
                ? "SQL of the down file, which may not be what ran"
                : what + (script.shown().event() > 0 ? "" : " of the file");
    }

    private static long lines(String text) {
        return Math.max(1, text.stripTrailing().lines().count());
    }
}
