package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.StatusReport;
import io.migrationledger.ValidationException;
import io.migrationledger.audit.report.Report;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ReportDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.CommandWords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger report}. */
@Command(
        name = "report",
        sortOptions = false,
        description = {
            "Writes the history as a page for a browser, or as Markdown.",
            "It tells what is in effect, the runs, each migration with its SQL, attempts and errors, who did it and why, and"
                    + " whether the record is whole. HTML is one page that loads nothing; --format markdown is for a pull request or a ticket. The SQL is shown where"
                    + " the file is here that ran. Where the chain of hashes is broken, the report says so, and the exit code"
                    + " is 3."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger report --out report.html             a page for a browser",
            "  ledger report --format markdown             for a pull request, on standard output",
            "  ledger report --recorded --out report.html  what the ledger says, without any files"
        })
public final class ReportCommand extends Verb {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The file to write; one that is there is replaced, when the report is whole. A name that ends in .md"
                            + " means Markdown. Default: standard output")
    @Nullable
    String out;

    @Option(names = "--recorded", description = "What the ledger alone says: no files are looked at.")
    boolean recorded;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", "html", "markdown");
    }

    @Override
    public Exit run(Invocation invocation) {
        if (invocation.isJson() && out == null) {
            throw UsageError.of(
                    "the report itself is no JSON",
                    "Name a file for it: --out report.html. Or write --format html or markdown.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        Report report = report(invocation);
        Content content = report.content();
        if (content.verification().isIntact() && content.verification().events() == 0) {
            throw NoLedger.at(invocation);
        }
        boolean markdown = invocation.format().equals("markdown")
                || (!invocation.format().equals("html") && out != null && out.endsWith(".md"));
        Exit exit = content.verification().isIntact() ? Exit.DONE : ErrorCode.BROKEN_CHAIN.exit();
        if (out == null) {
            write(report, markdown, new OutputStreamWriter(invocation.out().stream(), StandardCharsets.UTF_8));
        } else {
            Path file = invocation.surroundings().workingDirectory().resolve(out);
            WholeFile.write(file, out, to -> {
                write(report, markdown, new OutputStreamWriter(to, StandardCharsets.UTF_8));
                return file;
            });
            if (invocation.isJson()) {
                ReportDocument.print(invocation.out(), exit, file, markdown, content);
            } else {
                invocation.out().line("Wrote " + out + ".");
            }
        }
        if (!invocation.isJson()) {
            content.verification().broken().ifPresent(broken -> {
                throw VerifyCommand.broken(broken); // the report is there, and says so, too
            });
        }
        return exit;
    }

    private Report report(Invocation invocation) {
        Optional<StatusReport> files = files(invocation);
        ReportOptions options = new ReportOptions(
                Optional.of(invocation.url()),
                ScriptTexts.NONE,
                advice -> CommandWords.in(PushAdvice.in(advice, invocation::ledger)),
                invocation.out().secrets()::hide);
        try {
            return Report.of(invocation.ledger(), files, options, Clock.systemUTC());
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
    }

    /** Returns how the files stand, or empty where they are not looked at. A report is made also where they are wrong. */
    private Optional<StatusReport> files(Invocation invocation) {
        if (recorded || invocation.isWithoutMigrations()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PushAdvice.in(invocation.reader().status()));
        } catch (ValidationException e) {
            invocation.note("the files are not in the report, for they cannot be read: '"
                    + invocation.command("ledger validate") + "' says why");
            return Optional.empty();
        } catch (LedgerException e) {
            if (e.code() != ErrorCode.UNKNOWN_FORMAT) {
                throw e;
            }
            return Optional.empty(); // somebody changed an event: the report says which
        }
    }

    private static void write(Report report, boolean markdown, Writer to) {
        try {
            BufferedWriter writer = new BufferedWriter(to);
            if (markdown) {
                report.markdown(writer);
            } else {
                report.html(writer);
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--out") ? out == null && (out = value) != null : super.take(option, value);
    }

    @Override
    public boolean takeSwitch(String option) {
        return option.equals("--recorded") ? !recorded && (recorded = true) : super.takeSwitch(option);
    }
}
