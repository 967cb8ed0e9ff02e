package io.migrationledger.cli.text;

import io.migrationledger.AdoptResult;
import io.migrationledger.AdoptResult.Effect;
import io.migrationledger.AdoptResult.Line;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.migration.MigrationId;
import java.util.EnumMap;
import java.util.Map;

/** Says what was taken over, row by row, and what becomes of the rest. */
public final class AdoptText {
    private AdoptText() {}

    public static void print(Invocation invocation, AdoptResult result, boolean dryRun) {
        Page page = invocation.out();
        if (result.doneBefore()) {
            page.line("Nothing to do: the ledger has the history of " + result.product() + " (" + result.table()
                    + ") already.");
            return;
        }
        page.line(page.in(Color.FAINT, "The history of " + result.product() + " in " + result.table()));
        Table table = new Table("", "ROW", "ID", "DESCRIPTION", "").dropping("DESCRIPTION");
        result.lines().forEach(line -> table.row(row(line)));
        if (!result.lines().isEmpty()) {
            table.print(page, invocation.surroundings().columns());
        }
        result.notes().forEach(note -> page.line(page.in(Color.WAITING, "Note:") + " " + note + "."));
        StatusText.problems(page, result.problems());
        page.line(summary(result, dryRun));
        HeadText.print(invocation, result.events());
    }

    private static Table.Cell[] row(Line line) {
        return new Table.Cell[] {
            new Table.Cell(Readable.word(line.effect()), color(line.effect())),
            Table.Cell.of(line.key()),
            Table.Cell.of(line.id().map(MigrationId::toString).orElse("")),
            Table.Cell.of(line.description()),
            Table.Cell.of(line.said())
        };
    }

    private static Color color(Effect effect) {
        return switch (effect) {
            case ADOPTED, ACCEPTED -> Color.GOOD;
            case PENDING, ROLLED_BACK, FORGOTTEN -> Color.WAITING;
            case EDITED, IN_DOUBT -> Color.BAD;
            case LEFT_OUT -> Color.FAINT;
        };
    }

    /** Returns how many rows became what. */
    static String summary(AdoptResult result, boolean dryRun) {
        Map<Effect, Integer> counts = new EnumMap<>(Effect.class);
        result.lines().forEach(line -> counts.merge(line.effect(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        counts.forEach((effect, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(Readable.word(effect)));
        String rows = text.isEmpty() ? "nothing" : text.toString();
        if (!result.problems().isEmpty()) {
            return "Nothing was adopted.";
        }
        return dryRun
                ? "Would adopt from " + result.product() + ": " + rows + "."
                : "Adopted from " + result.product() + ": " + rows + "; recorded as "
                        + Readable.count(result.events().size(), "event") + ".";
    }
}
