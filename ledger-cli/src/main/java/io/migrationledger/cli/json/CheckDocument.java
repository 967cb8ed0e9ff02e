package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.schema.check.CheckFinding;
import io.migrationledger.schema.check.CheckResult;
import java.util.Optional;

/** What a check of all migrations found. */
public final class CheckDocument {
    private CheckDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, CheckResult result) {
        Document.print(
                page,
                "check",
                exit,
                Optional.empty(),
                document -> document.text("database", result.database())
                        .objects(
                                "migrations",
                                result.migrations(),
                                (json, id) -> json.id(id)
                                        .flag("rolledBack", result.rolledBack().contains(id)))
                        .objects("findings", result.findings(), CheckDocument::finding)
                        .texts("otherSchemas", result.otherSchemas()));
    }

    private static void finding(Document json, CheckFinding finding) {
        json.text("rule", finding.rule().id())
                .text("namespace", finding.id().map(MigrationId::namespace))
                .text("id", finding.id().map(MigrationId::value))
                .text("file", finding.file())
                .number("line", finding.line())
                .text("what", finding.what())
                .texts("details", finding.details())
                .text("next", finding.next());
    }
}
