package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.LedgerEvent;
import java.util.Optional;

/** What environment a database is. */
public final class EnvironmentDocument {
    private EnvironmentDocument() {}

    /** Prints it. */
    public static void print(Page page, Optional<LedgerEvent.Noted> event, boolean recorded) {
        Document.print(
                page,
                "environment",
                Exit.DONE,
                Optional.empty(),
                document -> document.flag("recorded", recorded)
                        .text("environment", event.flatMap(LedgerEvent.Noted::environment))
                        .optional("event", event, EventDocument::event));
    }
}
