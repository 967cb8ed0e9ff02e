package io.migrationledger.audit.report;

import io.migrationledger.Ledger;
import io.migrationledger.StatusReport;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.ContentReader;
import io.migrationledger.audit.report.content.FileScripts;
import io.migrationledger.audit.report.content.KeptTexts;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.audit.report.html.HtmlReport;
import io.migrationledger.audit.report.markdown.MarkdownReport;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;

/**
 * A ledger as one document for a person: how everything stands, the runs, each migration with what happened to it, and
 * whether the record is whole. Reads the ledger, and changes nothing.
 *
 * <pre>{@code
 * Report report = Report.of(ledger, Optional.of(migrator.status()), ReportOptions.DEFAULTS, Clock.systemUTC());
 * try (Writer out = Files.newBufferedWriter(Path.of("report.html"))) {
 *     report.html(out);
 * }
 * }</pre>
 *
 * <p>Immutable, but for the scripts: they are read while the document is written, those of files and, of a ledger that keeps
 * very many, those that it keeps.
 */
public final class Report {
    private final Content content;
    private final ReportOptions options;

    private Report(Content content, ReportOptions options) {
        this.content = content;
        this.options = options;
    }

    /**
     * Reads a ledger. What is held grows with the migrations and the runs, and not with the events.
     *
     * @param status how the migrations stand, where their files were looked at; empty for what the ledger alone says
     * @param options where the database is, and how the SQL that ran is found beside the files of the status
     * @throws io.migrationledger.LedgerException where the ledger cannot be read; a chain that is broken is no error: the
     *     report says so
     */
    public static Report of(Ledger ledger, Optional<StatusReport> status, ReportOptions options, Clock clock) {
        ScriptTexts files = new FileScripts(
                status.map(StatusReport::lines).stream()
                        .flatMap(lines -> lines.stream())
                        .flatMap(line -> line.migration().stream())
                        .toList(),
                options.secrets());
        KeptTexts kept = new KeptTexts(ledger::keptScript, options.secrets());
        return new Report(
                new ContentReader(kept::add).read(ledger, status, clock.instant()),
                new ReportOptions(
                        options.address(), options.scripts().or(kept).or(files), options.advice(), options.secrets()));
    }

    /** Returns what the report tells. */
    public Content content() {
        return content;
    }

    /**
     * Writes the report as one page of HTML in UTF-8 that loads nothing.
     *
     * @throws UncheckedIOException where the output takes no more
     */
    public void html(Appendable out) {
        new HtmlReport(content, options).write(out);
    }

    /**
     * Writes the report as Markdown as GitHub and GitLab read it, for a pull request or a ticket.
     *
     * @throws UncheckedIOException where the output takes no more
     */
    public void markdown(Appendable out) {
        new MarkdownReport(content, options).write(out);
    }
}
