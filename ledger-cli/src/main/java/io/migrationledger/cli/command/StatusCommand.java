package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.audit.question.PointInTime;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.StatusDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.StatusText;
import io.migrationledger.event.LedgerEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger status}. */
@Command(
        name = "status",
        sortOptions = false,
        description = "Shows where every migration stands: state, when, who, how long. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger status                  one line for each migration",
            "  ledger status --check          for a deploy script: exits with 3 unless all is in effect",
            "  ledger status --recorded       what the ledger says, without any files",
            "  ledger status --as-of 2026-03-01T12:00Z",
            "  ledger status --format json    for a program"
        })
public final class StatusCommand extends Verb {
    @Option(names = "--check", description = "Exit with 3 when anything is pending, failed, changed or missing.")
    boolean check;

    @Option(
            names = "--recorded",
            description =
                    "What the ledger alone says, for somebody who has no files. So it is, too, where no directory is"
                            + " named and 'migrations' does not exist.")
    boolean recorded;

    @Option(
            names = "--as-of",
            paramLabel = "TIME|N",
            description =
                    "What the ledger alone said then, or after event N: 2026-03-01T12:00Z, 7d, 38. A date is its midnight"
                            + " in UTC.")
    @Nullable
    String asOf;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (asOf != null && check) {
            throw UsageError.of("--check is about now", "Leave out --check, or --as-of.");
        }
        StatusReport report = asOf == null ? report(invocation) : asOf(invocation, asOf);
        // What is pending is not known where the ledger is at another place than the one that was asked for.
        report.problems().stream()
                .filter(problem -> problem.code() == ErrorCode.LEDGER_ELSEWHERE)
                .findFirst()
                .ifPresent(elsewhere -> {
                    throw LedgerException.input(elsewhere.code(), elsewhere.what(), elsewhere.advice());
                });
        boolean found = !report.problems().isEmpty() || report.lines().stream().anyMatch(Line::needsAttention);
        Exit exit = check && found ? Exit.CHECK : Exit.DONE;
        if (invocation.isJson()) {
            StatusDocument.print(invocation.out(), invocation.url(), report, exit);
        } else {
            StatusText.print(invocation, report, recorded || asOf != null);
        }
        return exit;
    }

    private static StatusReport asOf(Invocation invocation, String text) {
        PointInTime point = AsOf.parse("--as-of", text);
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        PointInTime.Fold fold = point.fold();
        Ledger ledger = invocation.ledger();
        try {
            ledger.forEach(fold);
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        if (fold.newest() == 0) {
            throw NoLedger.at(invocation);
        }
        AsOf.check(point, fold);
        StatusReport report =
                ledger.statusAsOf(fold.state().head().map(LedgerEvent::sequence).orElse(0L));
        List<String> notes = new ArrayList<>();
        notes.add(report.head()
                .map(head -> "as of event " + head.sequence() + " of "
                        + Readable.time(head.header().recordedAt()) + " UTC; the newest is " + fold.newest())
                .orElse("as of a time before the first event"));
        AsOf.noteEarlier(fold).ifPresent(notes::add);
        return new StatusReport(
                report.database(), report.head(), report.environment(), report.lines(), report.problems(), notes);
    }

    private StatusReport report(Invocation invocation) {
        if (recorded || invocation.isWithoutMigrations()) {
            StatusReport report = invocation.ledger().status();
            if (recorded || report.head().isPresent()) {
                return PushAdvice.in(report);
            }
        }
        return PushAdvice.in(invocation.reader().status());
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--as-of") ? asOf == null && (asOf = value) != null : super.take(option, value);
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--check" -> !check && (check = true);
            case "--recorded" -> !recorded && (recorded = true);
            default -> super.takeSwitch(option);
        };
    }
}
