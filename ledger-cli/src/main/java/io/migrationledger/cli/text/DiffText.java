package io.migrationledger.cli.text;

import io.migrationledger.audit.difference.Aspect;
import io.migrationledger.audit.difference.Entry;
import io.migrationledger.audit.difference.LedgerDifference;
import io.migrationledger.audit.difference.LedgerDifference.Changed;
import io.migrationledger.audit.difference.LedgerDifference.Values;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.event.MigrationStatus;
import java.util.Map;

/** Shows how two ledgers differ. */
public final class DiffText {
    private static final int HASH = 12;

    private DiffText() {}

    /**
     * Prints a line for each migration that differs.
     *
     * @param a what the one is
     * @param b what the other is
     */
    public static void print(Invocation invocation, String a, String b, LedgerDifference difference) {
        Page page = invocation.out();
        page.line(page.in(Color.FAINT, "A: " + a));
        page.line(page.in(Color.FAINT, "B: " + b));
        if (!difference.isAny()) {
            page.line("Nothing differs: " + Readable.count(difference.equal(), "migration") + ".");
            return;
        }
        Table table = new Table("", "ID", "WHAT");
        difference.onlyInA().forEach(entry -> table.row(row("only in A", entry)));
        difference.onlyInB().forEach(entry -> table.row(row("only in B", entry)));
        for (Changed changed : difference.changed()) {
            table.row(
                    new Table.Cell("differs", Color.BAD),
                    Table.Cell.of(changed.id().toString()),
                    Table.Cell.of(what(changed)));
        }
        table.print(page, invocation.surroundings().columns());
        page.line(difference.onlyInA().size() + " only in A, "
                + difference.onlyInB().size() + " only in B, "
                + (difference.changed().size() == 1
                        ? "1 differs"
                        : difference.changed().size() + " differ") + "; "
                + difference.equal() + (difference.equal() == 1 ? " is equal." : " are equal."));
    }

    private static Table.Cell[] row(String where, Entry entry) {
        return new Table.Cell[] {
            new Table.Cell(where, Color.WAITING),
            Table.Cell.of(entry.id().toString()),
            Table.Cell.of(Readable.word(entry.status()) + " " + Readable.time(entry.at())
                    + (entry.person().isEmpty() ? "" : " by " + entry.person())
                    + (entry.reason().isEmpty() ? "" : " (" + entry.reason().replace('\n', ' ') + ")"))
        };
    }

    private static String what(Changed changed) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Aspect, Values> one : changed.values().entrySet()) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(Readable.word(one.getKey()))
                    .append(' ')
                    .append(said(one.getKey(), one.getValue().a()))
                    .append(" → ")
                    .append(said(one.getKey(), one.getValue().b()));
        }
        return text.toString();
    }

    private static String said(Aspect aspect, String value) {
        return switch (aspect) {
            case STATUS -> Readable.word(MigrationStatus.valueOf(value));
            case CHECKSUM -> value.length() > HASH ? value.substring(0, HASH) + "…" : value;
            case REASON -> value.isEmpty() ? "none" : "'" + value.replace('\n', ' ') + "'";
            case ORDER, PERSON -> value.isEmpty() ? "unknown" : value;
        };
    }
}
