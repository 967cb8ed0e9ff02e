package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.cli.terminal.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a run would do. */
public final class PlanDocument {
    private PlanDocument() {}

    /** Prints the plan. */
    public static void print(Page page, String command, Plan plan) {
        print(page, command, plan, (json, planned) -> {});
    }

    /** Prints the plan with every statement. */
    public static void printStatements(Page page, String command, Migrator migrator, Plan plan) {
        print(page, command, plan, (json, planned) -> {
            List<PlannedStatement> statements = new ArrayList<>();
            migrator.statements(planned, statements::add);
            json.objects(
                    "script",
                    statements,
                    (inner, statement) -> inner.number("number", statement.number())
                            .number("line", statement.line())
                            .text("text", statement.text())
                            .text("kind", statement.kind().name())
                            .flag("done", statement.done()));
        });
    }

    private static void print(Page page, String command, Plan plan, BiConsumer<Document, PlannedMigration> more) {
        Document.print(
                page,
                command,
                Exit.DONE,
                Optional.empty(),
                document -> document.flag("dryRun", true)
                        .objects("migrations", plan.migrations(), (json, planned) -> {
                            json.id(planned.migration().id())
                                    .text("description", planned.migration().description())
                                    .text("file", planned.migration().location())
                                    .text("checksum", planned.migration().checksum())
                                    .flag("repeatable", planned.migration().repeatable())
                                    .text("direction", planned.direction().name())
                                    .text("strategy", planned.strategy().name())
                                    .number("statements", planned.statements())
                                    .number("resumesAfter", planned.resumesAfter())
                                    .texts("reasons", planned.reasons());
                            more.accept(json, planned);
                        })
                        .texts("notes", plan.notes()));
    }
}
