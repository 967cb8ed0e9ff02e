package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.export.ExportImport;
import io.migrationledger.cli.terminal.Page;
import java.util.Optional;

/** What was imported. */
public final class ImportDocument {
    private ImportDocument() {}

    /** Prints it. */
    public static void print(Page page, String file, ExportImport.Result result) {
        Document.print(
                page,
                "import",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("file", file)
                        .number("events", result.events())
                        .text("head", result.head())
                        .flag("doneBefore", result.doneBefore()));
    }
}
