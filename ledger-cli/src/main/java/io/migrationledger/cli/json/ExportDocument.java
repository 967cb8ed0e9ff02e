package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Verification;
import io.migrationledger.cli.terminal.Page;
import java.util.Optional;

/** What was exported. */
public final class ExportDocument {
    private ExportDocument() {}

    /** Prints it. */
    public static void print(Page page, String file, Verification found) {
        Document.print(
                page,
                "export",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("file", file)
                        .number("events", found.events())
                        .text("head", found.head()));
    }
}
