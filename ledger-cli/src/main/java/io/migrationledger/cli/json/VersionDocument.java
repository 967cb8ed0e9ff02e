package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import java.util.Optional;

/** The version. */
public final class VersionDocument {
    private VersionDocument() {}

    /** Prints it. */
    public static void print(Page page, String version) {
        Document.print(
                page,
                "version",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("version", version)
                        .text("java", Runtime.version().toString()));
    }
}
