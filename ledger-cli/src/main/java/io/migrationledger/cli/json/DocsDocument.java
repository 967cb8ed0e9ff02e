package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.spi.schema.Snapshot;
import java.nio.file.Path;
import java.util.Optional;

/** Where a page of a schema was written, and what it is of. */
public final class DocsDocument {
    private DocsDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, Path file, boolean markdown, Snapshot snapshot) {
        Document.print(
                page,
                "docs",
                exit,
                Optional.empty(),
                document -> document.text("file", file.toString())
                        .text("form", markdown ? "markdown" : "html")
                        .number("tables", snapshot.tables().size())
                        .number("objects", snapshot.items().count())
                        .text("schema", snapshot.hash()));
    }
}
