package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.question.AttemptView;
import io.migrationledger.audit.question.DurationView;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.LedgerEvent;
import java.util.List;
import java.util.Optional;

/** Views of a history: attempts, durations. */
public final class HistoryDocument {
    private HistoryDocument() {}

    /** Prints attempts. */
    public static void attempts(Page page, List<AttemptView> attempts) {
        Document.print(
                page,
                "history",
                Exit.DONE,
                Optional.empty(),
                document -> document.objects("attempts", attempts, HistoryDocument::attempt));
    }

    private static void attempt(Document json, AttemptView attempt) {
        json.id(attempt.id())
                .text("direction", attempt.direction().name())
                .text("description", attempt.started().description())
                .text("end", attempt.ended() ? attempt.last().type().name() : "OPEN")
                .number("done", attempt.done())
                .number("statements", attempt.started().statements());
        if (attempt.took().isPresent()) {
            json.millis("elapsedMillis", attempt.took().get());
        } else {
            json.nothing("elapsedMillis");
        }
        json.optional("failure", attempt.error(), RunDocument::failure)
                .optional(
                        "doubt",
                        attempt.last() instanceof LedgerEvent.Failed failed ? failed.doubt() : Optional.empty(),
                        RunDocument::doubt)
                .object("started", inner -> EventDocument.event(inner, attempt.started()))
                .object("last", inner -> EventDocument.event(inner, attempt.last()));
    }

    /** Prints durations. */
    public static void durations(Page page, List<DurationView> durations) {
        Document.print(
                page,
                "history",
                Exit.DONE,
                Optional.empty(),
                document -> document.objects(
                        "durations",
                        durations,
                        (json, view) -> json.id(view.id())
                                .text("direction", view.direction().name())
                                .text("description", view.description())
                                .number("runs", view.runs())
                                .millis("firstMillis", view.first())
                                .millis("lastMillis", view.last())
                                .millis("slowestMillis", view.slowest())));
    }
}
