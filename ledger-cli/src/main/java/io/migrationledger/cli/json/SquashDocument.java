package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.SquashedScript;
import io.migrationledger.cli.terminal.Page;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The files that {@code squash} created, and those that they replace. */
public final class SquashDocument {
    private SquashDocument() {}

    /** Prints the files; of several dialects' scripts the first tells what they replace. */
    public static void print(
            Page page,
            SquashedScript script,
            List<Path> created,
            List<String> replacedFiles,
            boolean deleted,
            Collection<String> notes) {
        Document.print(
                page,
                "squash",
                Exit.DONE,
                Optional.empty(),
                document -> document.texts("created", created)
                        .texts("replaces", script.replaces())
                        .number("statements", script.statements())
                        .texts("replacedFiles", replacedFiles)
                        .flag("deleted", deleted)
                        .texts("notes", List.copyOf(notes)));
    }
}
