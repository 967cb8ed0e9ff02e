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
import java.util.function.Consumer;

/** The report for a pull request or a ticket: the numbers, what needs a person, what is pending with its SQL, and tables. */
public final class MarkdownReport {
    /** Rows of one table. */
    private static final int ROWS = 100;
    /** Migrations that are shown with their SQL. */
    private static final int SHOWN = 20;

    private static final int SQL = 4_000;

    /** How many characters each section leaves for all behind it. */
    private static final int BEHIND_ATTENTION = 45_000;

    private static final int BEHIND_PENDING = 25_000;
    private static final int BEHIND_MIGRATIONS = 16_000;
    private static final int BEHIND_ATTEMPTS = 6_000;
    private static final int BEHIND_RUNS = 3_500;
    private static final int BEHIND_PEOPLE = 2_500;

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
        Room room = new Room();
        attention(markdown, room);
        pending(markdown, room);
        migrations(markdown, room);
        new Attempts(markdown, content).write(room, BEHIND_ATTEMPTS);
        runs(markdown, room);
        people(markdown, room);
        decisions(markdown, room);
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

    /** Returns lines that may be left out together. */
    private String part(Consumer<Markdown> writing) {
        StringBuilder text = new StringBuilder();
        writing.accept(new Markdown(text, options.secrets()));
        return text.substring(0, text.length() - 1); // the line feed behind it comes with the line
    }

    private void attention(Markdown markdown, Room room) {
        List<Item> items = content.items().stream()
                .filter(Item::needsAttention)
                .filter(item -> !isWaiting(item))
                .toList();
        if (items.isEmpty() && content.problems().isEmpty()) {
            return;
        }
        markdown.line("## Needs attention").line();
        List<String> lines = room.first(items, SHOWN, BEHIND_ATTENTION, item -> part(part -> attention(part, item)));
        lines.forEach(markdown::line);
        more(markdown, items.size() - lines.size(), "more migrations");
        List<Problem> problems = content.problems();
        lines = room.first(problems, SHOWN, BEHIND_ATTENTION, problem -> part(part -> problem(part, problem)));
        lines.forEach(markdown::line);
        more(markdown, problems.size() - lines.size(), "more problems");
        markdown.line();
    }

    private void attention(Markdown markdown, Item item) {
        markdown.line("- " + markdown.code(item.id().toString()) + ": **" + Words.standing(item) + "** "
                + Brief.code(markdown, item.description()));
        item.unfinished().ifPresent(unfinished -> {
            markdown.line("  - " + Brief.code(markdown, unfinished.what()));
            markdown.line("  - now: " + Brief.code(markdown, unfinished.now()));
            markdown.line("  - next: " + markdown.code(options.advice().apply(unfinished.advice())));
        });
    }

    private void problem(Markdown markdown, Problem problem) {
        markdown.line("- " + problem.code().code() + " " + Brief.code(markdown, problem.what()));
        markdown.line("  - next: " + markdown.code(options.advice().apply(problem.advice())));
    }

    private static boolean isWaiting(Item item) {
        return item.standing() == Standing.PENDING || item.standing() == Standing.OUTDATED;
    }

    /** What a reviewer of a pull request looks at. */
    private void pending(Markdown markdown, Room room) {
        List<Item> items =
                content.items().stream().filter(MarkdownReport::isWaiting).toList();
        if (items.isEmpty()) {
            return;
        }
        markdown.line("## Pending").line();
        List<String> lines = room.first(items, SHOWN, BEHIND_PENDING, item -> part(part -> pending(part, item)));
        lines.forEach(markdown::line);
        more(markdown, items.size() - lines.size(), "more");
    }

    private void pending(Markdown markdown, Item item) {
        markdown.line("### " + markdown.code(item.id().toString()) + " " + Brief.code(markdown, item.description()))
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

    private void migrations(Markdown markdown, Room room) {
        List<Item> items = content.items();
        markdown.line("## Migrations").line();
        if (items.isEmpty()) {
            markdown.line("There is none.").line();
            return;
        }
        markdown.line("| State | Migration | When (UTC) | Who | Took | What |").line("|---|---|---|---|---:|---|");
        List<String> lines = room.last(items, ROWS, BEHIND_MIGRATIONS, item -> migration(markdown, item));
        lines.forEach(markdown::line);
        markdown.line();
        more(markdown, items.size() - lines.size(), "before them");
    }

    private static String migration(Markdown markdown, Item item) {
        List<Entry> entries = item.entries();
        Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return "| " + Words.standing(item) + " | "
                + markdown.cell(item.id().toString()) + " | "
                + (last == null ? "" : Words.time(last.began())) + " | "
                + (last == null ? "" : markdown.cell(last.actor().describe())) + " | "
                + (last == null ? "" : last.took().map(MarkdownReport::took).orElse("")) + " | "
                + Brief.cell(markdown, item.description()) + " |";
    }

    private static String took(Duration took) {
        return Words.duration(took);
    }

    private void runs(Markdown markdown, Room room) {
        List<Run> runs = content.runs();
        if (runs.isEmpty()) {
            return;
        }
        markdown.line("## Runs").line();
        markdown.line("| Run | When (UTC) | Who | Applied | Failed | Undone | Declared |")
                .line("|---:|---|---|---:|---:|---:|---:|");
        List<String> lines = room.last(
                runs,
                ROWS / 2,
                BEHIND_RUNS,
                run -> "| " + run.batch() + " | " + Words.time(run.began()) + " | " + markdown.cell(run.who()) + " | "
                        + run.applied() + " | " + run.failed() + " | " + run.rolledBack() + " | " + run.declared()
                        + " |");
        lines.forEach(markdown::line);
        markdown.line();
        more(markdown, runs.size() - lines.size(), "before them");
    }

    private void people(Markdown markdown, Room room) {
        List<Person> people = content.people();
        if (people.isEmpty()) {
            return;
        }
        markdown.line("## By whom").line();
        markdown.line("| Who | With | Runs | Last (UTC) |").line("|---|---|---:|---|");
        List<String> lines = room.first(
                people,
                ROWS / 4,
                BEHIND_PEOPLE,
                person -> "| " + markdown.cell(person.name()) + " | "
                        + Brief.cell(markdown, String.join(", ", person.applications())) + " | " + person.runs() + " | "
                        + Words.time(person.last()) + " |");
        lines.forEach(markdown::line);
        markdown.line();
        more(markdown, people.size() - lines.size(), "more who recorded events");
    }

    private void decisions(Markdown markdown, Room room) {
        List<Decision> decisions = content.decisions();
        if (decisions.isEmpty()) {
            return;
        }
        markdown.line("## Declared, with nothing run").line();
        markdown.line("| When (UTC) | What | Who | Reason |").line("|---|---|---|---|");
        List<String> lines = room.last(decisions, ROWS / 2, 0, decision -> decision(markdown, decision));
        lines.forEach(markdown::line);
        markdown.line();
        more(markdown, decisions.size() - lines.size(), "before them");
    }

    private static String decision(Markdown markdown, Decision decision) {
        String to = decision.migrations() == 1
                ? ""
                : " to " + markdown.cell(decision.to().toString()) + " (" + Words.number(decision.migrations()) + ")";
        return "| " + Words.time(decision.at()) + " | " + Words.decision(decision) + " "
                + markdown.cell(decision.from().toString()) + to + " | "
                + markdown.cell(decision.actor().describe()) + " | "
                + Brief.cell(markdown, decision.reason().orElse("")) + " |";
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
