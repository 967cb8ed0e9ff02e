package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.Actor;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.sql.TouchedObject;
import java.util.List;
import java.util.Optional;

/** Events: those that are in the ledger, or those that a command recorded. */
public final class EventDocument {
    private EventDocument() {}

    /** Prints the events. */
    public static void print(Page page, String command, List<LedgerEvent> events) {
        Document.print(
                page,
                command,
                Exit.DONE,
                Optional.empty(),
                document -> document.objects("events", events, EventDocument::event));
    }

    private static void object(Document json, TouchedObject object) {
        json.text("action", object.action().name())
                .text("kind", object.kind())
                .text("name", object.name())
                .text("to", object.to());
    }

    static void event(Document json, LedgerEvent event) {
        EventHeader header = event.header();
        Actor actor = header.actor();
        json.number("sequence", event.sequence())
                .text("event", event.type().name())
                .text("origin", event.origin().name())
                .id(event.id())
                .text("direction", header.direction().name())
                .text("checksum", header.checksum())
                .number("done", header.done())
                .number("batch", header.batch())
                .text("runId", header.runId())
                .object(
                        "actor",
                        inner -> inner.text("databaseUser", actor.databaseUser())
                                .text("osUser", actor.osUser())
                                .text("host", actor.host())
                                .text("application", actor.application()))
                .text("recordedAt", header.recordedAt().toString())
                .millis("elapsedMillis", header.elapsed())
                .objects("objects", event.touched().objects(), EventDocument::object)
                .number("moreObjects", event.touched().more())
                .raw("detail", header.detail())
                .text("previousHash", header.previousHash())
                .text("hash", header.hash());
    }
}
