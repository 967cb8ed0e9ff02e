package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.drift.Drift;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import java.util.List;
import java.util.Optional;

/** Shows what was changed outside of the ledger. */
public final class DriftText {
    private DriftText() {}

    /** Prints it, one change on each line; with statements where there is a writer. */
    public static void print(Page page, Drift drift, Optional<SchemaWriter> writer) {
        LedgerEvent event = drift.known().event();
        String since = "event " + event.sequence() + " ("
                + (event instanceof LedgerEvent.Noted ? "accepted" : "migration " + event.id()) + ", "
                + Readable.time(event.header().recordedAt()) + " UTC, "
                + event.header().actor().describe() + ")";
        if (drift.changes().isEmpty()) {
            page.line("The schema is as it was at " + since + ".");
            return;
        }
        for (SchemaChange change : drift.changes()) {
            page.line(page.in(color(change), sign(change)) + " " + change);
        }
        page.line(Readable.count(drift.changes().size(), "change") + " outside of the ledger since " + since + ".");
        if (!drift.serverThen().equals(drift.serverNow())) {
            page.line("The server was " + drift.serverThen() + " then, and is " + drift.serverNow()
                    + ": another version may write the same definition in another way.");
        }
        writer.ifPresent(one -> {
            script(page, "-- This undoes it. It was not tried:", one, drift.undo(one));
            script(page, "-- This is a migration for it. It was not tried:", one, drift.follow(one));
        });
        if (writer.isEmpty()) {
            page.line("To undo it: " + page.command("ledger drift --sql") + " shows how.");
        }
        page.line("To keep it: write a migration for it, declare that as in effect here ("
                + page.command("ledger baseline ID --reason …") + "),");
        page.line("and record the schema as known (" + page.command("ledger drift --accept --reason …") + ").");
    }

    private static void script(Page page, String head, SchemaWriter writer, SchemaScript script) {
        page.line("");
        page.line(page.in(Color.FAINT, head));
        for (SchemaStatement statement : script.statements()) {
            statement.loss().ifPresent(loss -> page.line("-- Loss: " + oneLine(loss)));
            page.line(writer.inFile(statement));
        }
        script.unwritten().forEach(missing -> page.line("-- Not written: " + oneLine(missing)));
        page.line("");
    }

    /** A name may have two lines: the second would be no comment. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Says what was recorded. */
    public static void accepted(Invocation invocation, LedgerEvent event) {
        invocation.out().line("Recorded as event " + event.sequence() + ": the schema is known as it is now.");
        HeadText.print(invocation, List.of(event));
    }

    private static String sign(SchemaChange change) {
        return switch (change.kind()) {
            case ADDED -> "+";
            case REMOVED -> "-";
            case CHANGED -> "~";
        };
    }

    private static Color color(SchemaChange change) {
        return switch (change.kind()) {
            case ADDED -> Color.GOOD;
            case REMOVED -> Color.BAD;
            case CHANGED -> Color.WAITING;
        };
    }
}
