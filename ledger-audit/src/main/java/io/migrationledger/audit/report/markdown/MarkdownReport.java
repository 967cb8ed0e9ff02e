package io.migrationledger.audit.report.markdown;

import io.migrationledger.Problem;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.BrokenWords;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Decision;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Person;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Run;
import io.migrationledger.audit.report.content.Scripts;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.page.Markdown;
import io.migrationledger.page.Visible;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The report for a pull request or a ticket: the numbers, what needs a person, what is pending with its SQL, and tables. */
public final class MarkdownReport {
    /** Rows of one table: GitHub takes 65,536 characters in one comment. */
    private static final int ROWS = 100;
    /** Migrations that are shown with their SQL. */
    private static final int SHOWN = 20;

    private static final int SQL = 4_000;

    private final Content content;
    private final ReportOptions options;

    /** Shows this content. */
    public MarkdownReport(Content content, ReportOptions options) {
        this.content = content;
        this.options = options;
    }

    /**
     * Writes it.
     *
     * @throws java.io.UncheckedIOException where the output takes no more
     */
    public void write(Appendable out) {
        Markdown markdown = new Markdown(out, options.secrets());
        summary(markdown);
        attention(markdown);
        pending(markdown);
        migrations(markdown);
        new Attempts(markdown, content).write();
        runs(markdown);
        people(markdown);
        decisions(markdown);
        integrity(markdown);
    }

    private void summary(Markdown markdown) {
        markdown.line("# Migration history").line();
        content.verification().broken().ifPresent(broken -> {
            markdown.line("> **" + BrokenWords.headline(broken) + "**: " + markdown.code(broken.what()) + ".")
                    .line(">")
                    .line("> " + BrokenWords.counted(content.verification()))
                    .line(">")
                    .line("> **Next:** " + BrokenWords.ADVICE)
                    .line();
        });
        String database = content.database().map(markdown::code).orElse("");
        String address = options.address().map(markdown::code).orElse("");
        if (!database.isEmpty() || !address.isEmpty()) {
            markdown.line(database + (database.isEmpty() || address.isEmpty() ? "" : ", ") + address)
                    .line();
        }
        StringBuilder counts = new StringBuilder();
        for (Map.Entry<Standing, Integer> standing : content.standings().entrySet()) {
            counts.append(counts.isEmpty() ? "" : ", ")
                    .append("**")
                    .append(Words.number(standing.getValue()))
                    .append("** ")
                    .append(Words.word(standing.getKey()));
        }
        markdown.line(Words.count(content.items().size(), "migration") + (counts.isEmpty() ? "." : ": " + counts + "."))
                .line();
        if (content.from().isPresent() && content.to().isPresent()) {
            markdown.line(Words.count(content.verification().events(), "event") + " of "
                            + Words.count(content.runs().size(), "run") + ", from "
                            + Words.time(content.from().get()) + " to "
                            + Words.time(content.to().get()) + " UTC.")
                    .line();
        }
        if (content.verification().isIntact()) {
            markdown.line(
                            content.files()
                                    ? "Files were compared with the ledger."
                                    : "No files were looked at: this is what the ledger says.")
                    .line();
        }
    }

    private void attention(Markdown markdown) {
        List<Item> items = content.items().stream()
                .filter(Item::needsAttention)
                .filter(item -> !isWaiting(item))
                .toList();
        if (items.isEmpty() && content.problems().isEmpty()) {
            return;
        }
        markdown.line("## Needs attention").line();
        for (Item item : items.subList(0, Math.min(SHOWN, items.size()))) {
            markdown.line("- " + markdown.code(item.id().toString()) + ": **" + Words.standing(item) + "** "
                    + markdown.code(item.description()));
            item.unfinished().ifPresent(unfinished -> {
                markdown.line("  - " + markdown.code(unfinished.what()));
                markdown.line("  - now: " + markdown.code(unfinished.now()));
                markdown.line("  - next: " + markdown.code(options.advice().apply(unfinished.advice())));
            });
        }
        more(markdown, items.size() - SHOWN, "more migrations");
        for (Problem problem :
                content.problems().subList(0, Math.min(SHOWN, content.problems().size()))) {
            markdown.line("- " + problem.code().code() + " " + markdown.code(problem.what()));
            markdown.line("  - next: " + markdown.code(options.advice().apply(problem.advice())));
        }
        more(markdown, content.problems().size() - SHOWN, "more problems");
        markdown.line();
    }

    private static boolean isWaiting(Item item) {
        return item.standing() == Standing.PENDING || item.standing() == Standing.OUTDATED;
    }

    /** What a reviewer of a pull request looks at. */
    private void pending(Markdown markdown) {
        List<Item> items =
                content.items().stream().filter(MarkdownReport::isWaiting).toList();
        if (items.isEmpty()) {
            return;
        }
        markdown.line("## Pending").line();
        for (Item item : items.subList(0, Math.min(SHOWN, items.size()))) {
            markdown.line("### " + markdown.code(item.id().toString()) + " " + markdown.code(item.description()))
                    .line();
            Scripts.ofFile(item, options.scripts()).ifPresent(found -> {
                // Secrets are hidden before the text is cut: of one that stands there, no half is left.
                String text = options.secrets().apply(found.text().text());
                String shown = Visible.beginning(text, SQL);
                markdown.fence("sql", shown);
                if (found.text().cut() || shown.length() < text.length()) {
                    markdown.line("The script goes on: "
                                    + markdown.code(found.text().origin()) + ".")
                            .line();
                }
            });
        }
        more(markdown, items.size() - SHOWN, "more");
    }

    private void migrations(Markdown markdown) {
        List<Item> items = content.items();
        markdown.line("## Migrations").line();
        if (items.isEmpty()) {
            markdown.line("There is none.").line();
            return;
        }
        markdown.line("| State | Migration | When (UTC) | Who | Took | What |").line("|---|---|---|---|---:|---|");
        int from = Math.max(0, items.size() - ROWS);
        for (Item item : items.subList(from, items.size())) {
            List<Entry> entries = item.entries();
            Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            markdown.line("| " + Words.standing(item) + " | "
                    + markdown.cell(item.id().toString()) + " | "
                    + (last == null ? "" : Words.time(last.began())) + " | "
                    + (last == null ? "" : markdown.cell(last.actor().describe())) + " | "
                    + (last == null ? "" : last.took().map(MarkdownReport::took).orElse("")) + " | "
                    + markdown.cell(item.description()) + " |");
        }
        markdown.line();
        more(markdown, from, "before them");
    }

    private static String took(Duration took) {
        return Words.duration(took);
    }

    private void runs(Markdown markdown) {
        List<Run> runs = content.runs();
        if (runs.isEmpty()) {
            return;
        }
        markdown.line("## Runs").line();
        markdown.line("| Run | When (UTC) | Who | Applied | Failed | Undone | Declared |")
                .line("|---:|---|---|---:|---:|---:|---:|");
        int from = Math.max(0, runs.size() - ROWS / 2);
        for (Run run : runs.subList(from, runs.size())) {
            markdown.line("| " + run.batch() + " | " + Words.time(run.began()) + " | " + markdown.cell(run.who())
                    + " | " + run.applied() + " | " + run.failed() + " | " + run.rolledBack() + " | " + run.declared()
                    + " |");
        }
        markdown.line();
        more(markdown, from, "before them");
    }

    private void people(Markdown markdown) {
        List<Person> people = content.people();
        if (people.isEmpty()) {
            return;
        }
        markdown.line("## By whom").line();
        markdown.line("| Who | With | Runs | Last (UTC) |").line("|---|---|---:|---|");
        for (Person person : people.subList(0, Math.min(ROWS / 4, people.size()))) {
            markdown.line("| " + markdown.cell(person.name()) + " | "
                    + markdown.cell(String.join(", ", person.applications())) + " | " + person.runs() + " | "
                    + Words.time(person.last()) + " |");
        }
        markdown.line();
        more(markdown, people.size() - ROWS / 4, "more who recorded events");
    }

    private void decisions(Markdown markdown) {
        List<Decision> decisions = content.decisions();
        if (decisions.isEmpty()) {
            return;
        }
        markdown.line("## Declared, with nothing run").line();
        markdown.line("| When (UTC) | What | Who | Reason |").line("|---|---|---|---|");
        int from = Math.max(0, decisions.size() - ROWS / 2);
        for (Decision decision : decisions.subList(from, decisions.size())) {
            String to = decision.migrations() == 1
                    ? ""
                    : " to " + markdown.cell(decision.to().toString()) + " (" + Words.number(decision.migrations())
                            + ")";
            markdown.line("| " + Words.time(decision.at()) + " | " + Words.decision(decision) + " "
                    + markdown.cell(decision.from().toString()) + to + " | "
                    + markdown.cell(decision.actor().describe()) + " | "
                    + markdown.cell(decision.reason().orElse("")) + " |");
        }
        markdown.line();
        more(markdown, from, "before them");
    }

    private void integrity(Markdown markdown) {
        var found = content.verification();
        markdown.line("## Integrity").line();
        if (found.isIntact()) {
            markdown.line("The chain of hashes is whole: " + Words.count(found.events(), "event") + ".");
        } else {
            var broken = found.broken().orElseThrow();
            markdown.line("**The chain of hashes is broken at event " + Words.number(broken.sequence()) + "**: "
                            + markdown.code(broken.what()) + ".")
                    .line("This report tells of the events before it.");
        }
        markdown.line().line("Head: " + markdown.code(found.head()));
        markdown.line().line("Made by Migration Ledger on " + Words.time(content.madeAt()) + " UTC.");
    }

    private static void more(Markdown markdown, long number, String what) {
        if (number > 0) {
            markdown.line()
                    .line("And " + Words.number(number) + " " + what + ".")
                    .line();
        }
    }
}
