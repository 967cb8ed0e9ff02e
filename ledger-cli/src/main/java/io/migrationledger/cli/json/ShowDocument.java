package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.KeptScript;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.LedgerEvent;
import java.util.Optional;

/** A kept script. */
public final class ShowDocument {
    private ShowDocument() {}

    /**
     * Prints it.
     *
     * @param attempt the beginning of the attempt that ran it
     * @param hash what the table names it by
     */
    public static void print(
            Page page, LedgerEvent.Started attempt, String hash, boolean down, KeptScript.Script script) {
        Document.print(
                page,
                "show",
                Exit.DONE,
                Optional.empty(),
                document -> document.id(attempt.id())
                        .number("sequence", attempt.sequence())
                        .text("recordedAt", attempt.header().recordedAt().toString())
                        .text("direction", down ? "DOWN" : "UP")
                        .text("script", hash)
                        .text("keptDown", attempt.keptDown())
                        .text("directives", script.directives())
                        .text("sql", script.sql()));
    }
}
