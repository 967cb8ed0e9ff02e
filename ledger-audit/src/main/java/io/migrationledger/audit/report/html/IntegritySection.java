package io.migrationledger.audit.report.html;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Verification;
import io.migrationledger.audit.report.content.BrokenWords;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.page.Html;

/** Whether the record is whole, and by what that can be checked later. */
final class IntegritySection {
    private final Html html;
    private final Content content;
    private final ReportOptions options;

    IntegritySection(Html html, Content content, ReportOptions options) {
        this.html = html;
        this.content = content;
        this.options = options;
    }

    void write() {
        Verification found = content.verification();
        html.open("section", "id", "integrity", "aria-labelledby", "integrity-title")
                .line();
        html.element("h2", "Integrity", "id", "integrity-title").line();
        if (found.isIntact()) {
            html.open("div", "class", "notice good").open("p").element("strong", "The chain is whole: ");
            html.text(Words.count(found.events(), "event")
                    + ". Each hash covers its event and the hash before it; all were"
                    + " computed again for this report.");
            html.close("div").line();
        } else {
            Verification.Broken broken = found.broken().orElseThrow();
            html.open("div", "class", "notice bad").open("p").element("strong", BrokenWords.headline(broken) + ": ");
            html.foreign(broken.what()).close();
            html.element("p", "This report tells of the events before it. " + BrokenWords.ADVICE);
            html.close("div").line();
        }
        html.open("dl", "class", "facts");
        html.element("dt", "Newest good event").element("dd", Words.number(found.events()));
        html.element("dt", "Its hash")
                .open("dd")
                .element("code", found.head(), "class", "hash")
                .close();
        html.element("dt", "To check it later").open("dd");
        html.text("Note this hash at another place. '");
        html.foreign(options.advice().apply(Advice.of(Action.VERIFY)));
        html.text(
                "' with this hash finds whether the event is still where it was, and every event before it unchanged.");
        html.close();
        html.close("dl").line();
        html.close("section").line();
    }
}
