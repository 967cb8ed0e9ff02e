package io.migrationledger.cli.json;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.terminal.Page;
import java.util.Optional;

/** An error; of a run that failed or was refused, with what it did before. */
public final class ErrorDocument {
    private ErrorDocument() {}

    /** Prints the error. */
    public static void print(Page page, String command, LedgerException error) {
        Document.print(page, command, error.code().exit(), Optional.of(error), document -> {
            if (error instanceof MigrationFailedException failed) {
                RunDocument.write(document, failed.result());
            } else if (error instanceof ValidationException refused
                    && refused.head().isPresent()) {
                document.optional("head", refused.head(), RunDocument::head);
            }
        });
    }
}
