package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that {@code new} created. */
public final class NewDocument {
    private NewDocument() {}

    /** Prints the files. */
    public static void print(Page page, List<Path> created) {
        Document.print(page, "new", Exit.DONE, Optional.empty(), document -> document.texts("created", created));
    }
}
