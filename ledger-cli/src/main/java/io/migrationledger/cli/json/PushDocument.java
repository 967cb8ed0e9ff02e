package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.MigrateResult;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.schema.generate.GeneratedScripts;
import java.util.Optional;

/** What was pushed. */
public final class PushDocument {
    private PushDocument() {}

    /**
     * Prints it.
     *
     * @param result the run; empty where nothing ran
     */
    public static void print(Page page, GeneratedScripts scripts, Optional<MigrateResult> result) {
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
                        .flag("ran", result.isPresent())
                        .optional("head", result.flatMap(MigrateResult::head), RunDocument::head));
    }
}
