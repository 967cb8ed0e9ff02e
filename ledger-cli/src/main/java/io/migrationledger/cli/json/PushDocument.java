package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.schema.generate.GeneratedScripts;
import java.util.Optional;

/** What was pushed. */
public final class PushDocument {
    private PushDocument() {}

    /**
     * Prints it.
     *
     * @param ran whether there was a run
     * @param head the newest event of the ledger; empty where nothing was recorded
     */
    public static void print(Page page, GeneratedScripts scripts, boolean ran, Optional<LedgerEvent> head) {
        Document.print(
                page,
                "push",
                Exit.DONE,
                Optional.empty(),
                document -> document.texts("changes", scripts.differences())
                        .texts("notes", scripts.notes())
                        .texts("otherSchemas", scripts.otherSchemas())
                        .objects(
                                "statements",
                                scripts.up().statements(),
                                (json, statement) ->
                                        json.text("sql", statement.sql()).text("loss", statement.loss()))
                        .flag("ran", ran)
                        .optional("head", head, RunDocument::head));
    }
}
