package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.cli.terminal.Page;
import java.nio.file.Path;
import java.util.Optional;

/** Where a report was written, and what it is of. */
public final class ReportDocument {
    private ReportDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, Path file, boolean markdown, Content content) {
        Document.print(
                page,
                "report",
                exit,
                Optional.empty(),
                document -> document.text("file", file.toString())
                        .text("form", markdown ? "markdown" : "html")
                        .number("migrations", content.items().size())
                        .number("events", content.verification().events())
                        .flag("intact", content.verification().isIntact())
                        .text("head", content.verification().head()));
    }
}
