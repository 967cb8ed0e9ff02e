package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.StatusReport;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import java.util.Optional;

/** Where every migration stands. */
public final class StatusDocument {
    private StatusDocument() {}

    /** Prints the report. */
    public static void print(Page page, String url, StatusReport report, Exit exit) {
        Document.print(
                page,
                "status",
                exit,
                Optional.empty(),
                document -> document.text("database", report.database())
                        .text("url", url)
                        .optional("head", report.head(), RunDocument::head)
                        .text("environment", report.environment())
                        .objects("migrations", report.lines(), StatusDocument::line)
                        .objects("problems", report.problems(), ProblemDocument::problem)
                        .texts("notes", report.notes()));
    }

    private static void line(Document json, StatusReport.Line line) {
        json.id(line.id())
                .text("standing", line.standing().name())
                .flag("needsAttention", line.needsAttention())
                .flag("resumed", line.state().filter(MigrationState::resumed).isPresent())
                .text("description", line.description())
                .text("file", line.migration().map(Migration::location))
                .text("checksum", line.migration().map(Migration::checksum))
                .optional("inEffect", line.state().flatMap(MigrationState::inEffect), StatusDocument::event)
                .optional("since", line.state().flatMap(MigrationState::since), StatusDocument::event)
                .optional("lastEvent", line.state().map(MigrationState::last), StatusDocument::event)
                .optional(
                        "unfinished",
                        line.unfinished(),
                        (unfinished, of) -> unfinished
                                .text("what", of.what())
                                .text("now", of.now())
                                .advice(of.advice()));
    }

    private static void event(Document json, LedgerEvent event) {
        json.number("sequence", event.sequence())
                .text("event", event.type().name())
                .text("origin", event.origin().name())
                .text("checksum", event.header().checksum())
                .text("recordedAt", event.header().recordedAt().toString())
                .text("by", event.header().actor().describe())
                .number("batch", event.header().batch())
                .millis("elapsedMillis", event.header().elapsed())
                .optional("adopted", Adopted.of(event), AdoptDocument::adopted);
    }
}
