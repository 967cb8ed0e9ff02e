package io.migrationledger.audit.report.html;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Verification;
import io.migrationledger.audit.report.content.BrokenWords;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * One page that holds all it needs. Its policy lets the browser load nothing, run no script but the page's own, and apply no
 * style but the page's own: both are named by their hashes, so that even text that was not escaped could not run
 * (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
 */
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
        String style = resource("report.css");
        String script = resource("report.js");
        html.constant("<!doctype html>").line();
        html.open("html", "lang", "en").line();
        head(html, style, script);
        html.open("body").line();
        html.element("a", "Skip to the report", "class", "skip", "href", "#report")
                .line();
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
        html.open("script").constant(script).close().line();
        html.close("html").line();
    }

    private void head(Html html, String style, String script) {
        html.open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'sha256-" + hash(style) + "'; script-src 'sha256-" + hash(script)
                                + "'; base-uri 'none'; form-action 'none'")
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.open("title").plain(title()).close().line();
        html.open("style").constant(style).close().line();
        html.close("head").line();
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
        html.open("div", "class", "bar").line();
        html.open("nav", "aria-label", "Parts of the report").open("ul");
        for (String[] part : new String[][] {
            {"summary", "Summary"}, {"runs", "Runs"}, {"migrations", "Migrations"}, {"integrity", "Integrity"}
        }) {
            html.open("li").element("a", part[1], "href", "#" + part[0]).close();
        }
        html.close("nav").line();
        colours(html);
        html.close("header").line();
    }

    /** By the style sheet alone, so that it works without the script. */
    private static void colours(Html html) {
        html.open("fieldset", "class", "colours");
        html.element("legend", "Colours", "class", "for-reader");
        for (String[] choice : new String[][] {{"auto", "As the system"}, {"light", "Light"}, {"dark", "Dark"}}) {
            html.open("label");
            String id = "colours-" + choice[0];
            if (choice[0].equals("auto")) {
                html.empty("input", "type", "radio", "name", "colours", "id", id, "value", choice[0], "checked", "");
            } else {
                html.empty("input", "type", "radio", "name", "colours", "id", id, "value", choice[0]);
            }
            html.text(choice[1]).close();
        }
        html.close("fieldset").line();
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
