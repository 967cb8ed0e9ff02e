package io.migrationledger.cli.text;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.json.PlanDocument;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.Direction;
import java.util.List;

/** Shows what a run would do. */
public final class PlanText {
    private PlanText() {}

    /** Shows every statement: as text, a script with comments. */
    public static Exit dryRun(Invocation invocation, String command, Migrator migrator, Plan plan) {
        if (invocation.isJson()) {
            PlanDocument.printStatements(invocation.out(), command, migrator, plan);
            return Exit.DONE;
        }
        Page page = invocation.out();
        notes(page, plan.notes(), "-- ");
        for (PlannedMigration planned : plan.migrations()) {
            page.line(page.in(Color.STRONG, "-- " + title(planned)) + page.in(Color.FAINT, " (" + how(planned) + ")"));
            migrator.statements(planned, statement -> {
                if (statement.done()) {
                    page.line("-- statement " + statement.number() + " is in effect already");
                } else {
                    page.line(statement.text() + ";");
                }
            });
            page.line();
        }
        page.line(
                plan.isEmpty()
                        ? "-- Nothing to do."
                        : "-- Nothing was changed: '" + page.command("ledger " + command) + "' would run "
                                + Readable.count(plan.migrations().size(), "migration") + ".");
        return Exit.DONE;
    }

    /** Shows one line for each migration, and why it runs as it does. */
    public static void print(Page page, Plan plan) {
        notes(page, plan.notes(), "");
        int number = 0;
        for (PlannedMigration planned : plan.migrations()) {
            number++;
            page.line(number + ". " + page.in(Color.STRONG, title(planned)));
            page.line("   " + how(planned));
            for (String reason : planned.reasons()) {
                page.line("   because: " + reason);
            }
        }
        page.line(
                plan.isEmpty()
                        ? "Nothing is pending."
                        : "'" + page.command("ledger migrate") + "' would run "
                                + Readable.count(plan.migrations().size(), "migration")
                                + ". Nothing was changed.");
    }

    public static void notes(Page page, List<String> notes, String prefix) {
        notes.forEach(note -> page.line(prefix + page.in(Color.WAITING, "Note:") + " " + note));
    }

    private static String title(PlannedMigration planned) {
        String description = planned.migration().description();
        return (planned.direction() == Direction.UP ? "apply " : "roll back ")
                + planned.migration().id()
                + (description.isEmpty() ? "" : " " + description);
    }

    private static String how(PlannedMigration planned) {
        String location = planned.direction() == Direction.UP
                ? planned.migration().location()
                : planned.migration()
                        .down()
                        .map(body -> body.location())
                        .orElse(planned.migration().location());
        String resumed = planned.resumesAfter() == 0 ? "" : ", goes on after statement " + planned.resumesAfter();
        return location + ", " + Readable.count(planned.statements(), "statement") + ", "
                + Readable.how(planned.strategy()) + resumed;
    }
}
