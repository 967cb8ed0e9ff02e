package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.StatusDocument;
import io.migrationledger.cli.text.StatusText;
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

    @Override
    public String name() {
        return "status";
    }

    @Override
    public Exit run(Invocation invocation) {
        StatusReport report = report(invocation);
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
            StatusText.print(invocation, report, recorded);
        }
        return exit;
    }

    private StatusReport report(Invocation invocation) {
        if (recorded || invocation.isWithoutDirectory()) {
            StatusReport report = invocation.ledger().status();
            if (recorded || report.head().isPresent()) {
                return report;
            }
        }
        return invocation.reader().status();
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
