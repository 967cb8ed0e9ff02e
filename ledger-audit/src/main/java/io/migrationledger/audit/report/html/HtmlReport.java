package io.migrationledger.audit.report.html;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Verification;
import io.migrationledger.audit.report.content.BrokenWords;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.page.Frame;
import io.migrationledger.page.Html;
import java.io.UncheckedIOException;
import java.util.List;

/** The report as one page that holds all it needs. */
public final class HtmlReport {
    private final Content content;
    private final ReportOptions options;

    /** Shows this content. */
    public HtmlReport(Content content, ReportOptions options) {
        this.content = content;
        this.options = options;
    }

    /**
     * Writes the page, one migration after the other.
     *
     * @param out takes UTF-8 in the end: the page says so
     * @throws UncheckedIOException where it takes no more
     */
    public void write(Appendable out) {
        Html html = new Html(out, options.secrets());
        Frame frame = new Frame(Frame.sharedStyle(), Frame.resource(HtmlReport.class, "report.js"));
        frame.begin(html, title(), "report", "Skip to the report");
        top(html);
        html.open("main", "id", "report", "class", "wide", "tabindex", "-1").line();
        content.verification().broken().ifPresent(broken -> broken(html, broken));
        new SummarySection(html, content, options).write();
        new TimelineSection(html, content.runs()).write();
        new MigrationsSection(html, content, options).write();
        new IntegritySection(html, content, options).write();
        html.close("main").line();
        html.open("footer").open("div", "class", "wide");
        html.element(
                "p",
                "Made by Migration Ledger on " + Words.time(content.madeAt())
                        + " UTC. All times are in UTC. This page is complete in itself, and loads nothing.");
        html.close("footer").line();
        frame.end(html);
    }

    /** Nobody reads a number before this. */
    private void broken(Html html, Verification.Broken broken) {
        html.open("div", "class", "notice bad", "id", "broken", "role", "alert").line();
        html.open("p").element("strong", BrokenWords.headline(broken) + ": ");
        html.foreign(broken.what()).text(".").close().line();
        html.element("p", BrokenWords.counted(content.verification()));
        html.open("p").element("strong", "Next: ");
        html.text(BrokenWords.ADVICE + " '");
        html.foreign(options.advice().apply(Advice.of(Action.VERIFY)));
        html.text("' names the event again.").close();
        html.close("div").line();
    }

    private String title() {
        return (content.verification().isIntact() ? "" : "BROKEN: ") + "Migration history"
                + options.address().map(address -> " of " + address).orElse("");
    }

    private void top(Html html) {
        html.open("header", "class", "top").open("div", "class", "wide").line();
        html.element("h1", "Migration history").line();
        html.open("p");
        content.database().ifPresent(html::foreign);
        options.address().ifPresent(address -> {
            html.text(content.database().isPresent() ? ", " : "");
            html.foreign(address);
        });
        html.close().line();
        Frame.bar(
                html,
                "Parts of the report",
                List.of(
                        new Frame.Part("summary", "Summary"),
                        new Frame.Part("runs", "Runs"),
                        new Frame.Part("migrations", "Migrations"),
                        new Frame.Part("integrity", "Integrity")));
        html.close("header").line();
    }
}
