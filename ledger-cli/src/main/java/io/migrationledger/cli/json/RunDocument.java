package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateResult;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import java.util.Optional;

/** What {@code migrate} and {@code rollback} did. */
public final class RunDocument {
    private RunDocument() {}

    /** Prints what a run did that went well. */
    public static void print(Page page, String command, MigrateResult result) {
        Document.print(page, command, Exit.DONE, Optional.empty(), document -> write(document, result));
    }

    static void write(Document document, MigrateResult result) {
        document.flag("dryRun", false)
                .text("direction", result.direction().name())
                .objects(
                        "completed",
                        result.completed(),
                        (json, completed) -> json.id(completed.id())
                                .text("description", completed.description())
                                .number("statements", completed.statements())
                                .number("resumedAfter", completed.resumedAfter())
                                .millis("elapsedMillis", completed.elapsed()))
                .optional("failed", result.failed(), RunDocument::failed)
                .objects("notRun", result.notRun(), Document::id)
                .number("batch", result.batch())
                .millis("elapsedMillis", result.elapsed())
                .texts("notes", result.notes())
                .optional("head", result.head(), RunDocument::head);
    }

    static void head(Document json, LedgerEvent head) {
        json.number("sequence", head.sequence()).text("hash", head.header().hash());
    }

    private static void failed(Document json, MigrateResult.Failed failed) {
        json.id(failed.id())
                .text("description", failed.description())
                .number("done", failed.done())
                .number("statements", failed.statements())
                .object("failure", inner -> failure(inner, failed.failure()))
                .optional("doubt", failed.doubt(), RunDocument::doubt)
                .optional(
                        "excerpt",
                        failed.excerpt(),
                        (inner, excerpt) -> inner.number("line", excerpt.line())
                                .number("column", excerpt.column())
                                .objects(
                                        "lines",
                                        excerpt.lines(),
                                        (line, of) -> line.number("number", of.number())
                                                .text("text", of.text())));
    }

    static void failure(Document json, Failure failure) {
        json.number("statement", failure.statement())
                .text("file", failure.file())
                .number("line", failure.line())
                .text("sqlState", failure.sqlState())
                .number("vendorCode", failure.vendorCode())
                .text("message", failure.message());
    }

    static void doubt(Document json, Doubt doubt) {
        json.number("statement", doubt.statement())
                .text("file", doubt.file())
                .number("line", doubt.line())
                .text("text", doubt.text())
                .text("reason", doubt.reason())
                .text("query", doubt.query());
    }
}
