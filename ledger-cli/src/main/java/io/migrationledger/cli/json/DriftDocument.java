package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.drift.Drift;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import java.util.List;
import java.util.Optional;

/** What was changed outside of the ledger, or the event by which that was accepted. */
public final class DriftDocument {
    private DriftDocument() {}

    /** Prints what was found. */
    public static void print(Page page, Exit exit, Drift drift, Optional<SchemaWriter> writer) {
        print(
                page,
                exit,
                drift.known().event(),
                drift.serverThen(),
                drift.serverNow(),
                drift.changes(),
                drift.otherSchemas(),
                writer.map(drift::undo),
                writer.map(drift::follow),
                false);
    }

    /** Prints that the schema is known as it is. */
    public static void accepted(Page page, LedgerEvent event, List<String> otherSchemas) {
        print(page, Exit.DONE, event, "", "", List.of(), otherSchemas, Optional.empty(), Optional.empty(), true);
    }

    private static void print(
            Page page,
            Exit exit,
            LedgerEvent since,
            String serverThen,
            String serverNow,
            List<SchemaChange> changes,
            List<String> otherSchemas,
            Optional<SchemaScript> undo,
            Optional<SchemaScript> follow,
            boolean accepted) {
        Document.print(
                page,
                "drift",
                exit,
                Optional.empty(),
                document -> document.flag("accepted", accepted)
                        .object("since", inner -> EventDocument.event(inner, since))
                        .text("serverThen", serverThen)
                        .text("serverNow", serverNow)
                        .objects(
                                "changes",
                                changes,
                                (inner, change) -> inner.text(
                                                "change", change.kind().name())
                                        .text("object", change.object())
                                        .text("part", change.part())
                                        .text("property", change.property())
                                        .text("before", change.before())
                                        .text("after", change.after()))
                        .texts("otherSchemas", otherSchemas)
                        .optional("undo", undo, DriftDocument::script)
                        .optional("follow", follow, DriftDocument::script));
    }

    private static void script(Document json, SchemaScript script) {
        json.objects("statements", script.statements(), DriftDocument::statement)
                .texts("unwritten", script.unwritten());
    }

    private static void statement(Document json, SchemaStatement statement) {
        json.text("sql", statement.sql()).text("loss", statement.loss());
    }
}
