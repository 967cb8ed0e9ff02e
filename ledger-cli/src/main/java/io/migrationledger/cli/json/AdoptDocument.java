package io.migrationledger.cli.json;

import io.migrationledger.AdoptResult;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.Adopted;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** What was taken over from another tool. */
public final class AdoptDocument {
    private AdoptDocument() {}

    /** Prints the result. */
    public static void print(Page page, AdoptResult result, Exit exit) {
        Document.print(
                page,
                "adopt",
                exit,
                Optional.empty(),
                document -> document.text("tool", result.tool())
                        .text("product", result.product())
                        .text("table", result.table())
                        .flag("doneBefore", result.doneBefore())
                        .objects("rows", result.lines(), AdoptDocument::line)
                        .objects("problems", result.problems(), ProblemDocument::problem)
                        .texts("notes", result.notes())
                        .objects("events", result.events(), EventDocument::event));
    }

    private static void line(Document json, AdoptResult.Line line) {
        json.text("effect", line.effect().name())
                .text("key", line.key())
                .text("namespace", line.id().map(MigrationId::namespace))
                .text("id", line.id().map(MigrationId::value))
                .text("description", line.description())
                .text("said", line.said());
    }

    /** Writes what the other tool's table says of a migration. */
    static void adopted(Document json, Adopted adopted) {
        json.text("tool", adopted.tool())
                .text("table", adopted.table())
                .text("key", adopted.key())
                .text("at", adopted.at())
                .text("by", adopted.by())
                .text("batch", adopted.batch())
                .text("checksum", adopted.checksum())
                .text("file", adopted.file().name());
        if (adopted.took().isPresent()) {
            json.millis("tookMillis", adopted.took().get());
        } else {
            json.nothing("tookMillis");
        }
    }
}
