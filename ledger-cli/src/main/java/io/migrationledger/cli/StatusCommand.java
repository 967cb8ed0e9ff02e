package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.cli.json.StatusDocument;
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
            "  ledger status --format json    for a program"
        })
final class StatusCommand extends Verb {
    @Option(names = "--check", description = "Exit with 3 when anything is pending, failed, changed or missing.")
    boolean check;

    @Override
    String name() {
        return "status";
    }

    @Override
    Exit run(Invocation invocation) {
        StatusReport report = invocation.reader().status();
        boolean found = !report.problems().isEmpty() || report.lines().stream().anyMatch(Line::needsAttention);
        Exit exit = check && found ? Exit.CHECK : Exit.DONE;
        if (invocation.isJson()) {
            StatusDocument.print(invocation.out(), invocation.url(), report, exit);
        } else {
            StatusText.print(invocation, report);
        }
        return exit;
    }

    @Override
    boolean takeSwitch(String option) {
        return option.equals("--check") ? !check && (check = true) : super.takeSwitch(option);
    }
}
