package io.migrationledger.cli.text;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.schema.check.CheckFinding;
import io.migrationledger.schema.check.CheckResult;

/** Shows what a check of all migrations found. */
public final class CheckText {
    private CheckText() {}

    /** Prints each finding, and what was tried. */
    public static void print(Page page, CheckResult result) {
        for (CheckFinding finding : result.findings()) {
            page.line(page.in(Color.BAD, place(finding)) + "  " + finding.what());
            finding.details().forEach(line -> page.line("    " + line));
            page.line("    " + page.in(Color.FAINT, finding.next()));
            page.line("");
        }
        String tried = result.database().isEmpty()
                ? "Nothing was tried."
                : Readable.count(result.migrations().size(), "migration") + " ran on " + result.database() + ", "
                        + result.rolledBack().size() + " of them back and again.";
        page.line(tried + " "
                + (result.isGood()
                        ? "Nothing to fix."
                        : Readable.count(result.findings().size(), "finding") + "."));
    }

    private static String place(CheckFinding finding) {
        String file = finding.file().isEmpty() || finding.line() == 0
                ? finding.file()
                : finding.file() + ":" + finding.line();
        if (!file.isEmpty()) {
            return file;
        }
        return finding.id().map(id -> "migration " + id).orElse(finding.rule().id());
    }
}
