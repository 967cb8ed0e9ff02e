package io.migrationledger.cli.text;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Shows events, one on each line. */
public final class HistoryText {
    private static final int SHOWN = 100;

    private HistoryText() {}

    public static void print(Page page, int columns, Collection<LedgerEvent> events, long all) {
        if (events.isEmpty()) {
            page.line(all == 0 ? "The ledger is empty." : "None of " + Readable.count(all, "event") + " is like that.");
            return;
        }
        Table table = new Table(">#", "WHEN (UTC)", "EVENT", "ID", ">BATCH", "WHO", ">TOOK", "WHAT")
                .dropping("BATCH", "TOOK", "WHO");
        for (LedgerEvent event : events) {
            table.row(
                    Table.Cell.of(Long.toString(event.sequence())),
                    Table.Cell.of(Readable.time(event.header().recordedAt())),
                    new Table.Cell(Readable.word(event.type()), color(event)),
                    Table.Cell.of(event.id().toString()),
                    Table.Cell.of(Integer.toString(event.header().batch())),
                    Table.Cell.of(event.header().actor().describe()),
                    Table.Cell.of(
                            event.header().elapsed().isZero()
                                    ? ""
                                    : Readable.duration(event.header().elapsed())),
                    Table.Cell.of(what(event)));
        }
        String by = table.takeOutIfEqual("WHO").map(who -> ", all by " + who).orElse("");
        table.print(page, columns);
        page.line((events.size() == all ? "" : events.size() + " of ") + Readable.count(all, "event") + by + ".");
    }

    private static Color color(LedgerEvent event) {
        return switch (event.type()) {
            case APPLIED -> Color.GOOD;
            case FAILED -> Color.BAD;
            case ROLLED_BACK -> Color.WAITING;
            case STARTED, STEP -> Color.FAINT;
        };
    }

    private static String what(LedgerEvent event) {
        if (event instanceof LedgerEvent.Started started) {
            return (started.header().direction() == Direction.DOWN ? "down, " : "")
                    + Readable.count(started.statements(), "statement") + ", " + Readable.word(started.strategy());
        }
        if (event instanceof LedgerEvent.Step step) {
            return step.header().done() + " done"
                    + step.intent()
                            .map(intent -> ", statement " + intent.statement() + " next")
                            .orElse("");
        }
        if (event instanceof LedgerEvent.Applied applied) {
            return origin(applied) + applied.description() + adopted(applied) + reason(applied.reason());
        }
        if (event instanceof LedgerEvent.Failed failed) {
            return failed(failed);
        }
        return event instanceof LedgerEvent.RolledBack back ? origin(back) + reason(back.reason()) : "";
    }

    /** Says which tool ran it, and when. */
    private static String adopted(LedgerEvent event) {
        return Adopted.of(event)
                .map(row -> " (" + row.tool()
                        + row.at()
                                .map(at -> ", " + Readable.time(Optional.of(at)))
                                .orElse("") + ")")
                .orElse("");
    }

    private static String failed(LedgerEvent.Failed failed) {
        List<String> facts = new ArrayList<>();
        facts.add(origin(failed).strip());
        facts.add(failed.error().map(HistoryText::place).orElse(""));
        facts.add(failed.header().done() == 0 ? "" : failed.header().done() + " done");
        facts.add(failed.doubt()
                .map(open -> open.statement() == 0 ? "in doubt" : "statement " + open.statement() + " in doubt")
                .orElse(""));
        facts.removeIf(String::isEmpty);
        return String.join(", ", facts) + reason(failed.reason());
    }

    private static String place(Failure failure) {
        String message = failure.message().lines().findFirst().orElse("");
        String place = failure.line() == 0 ? "" : failure.file() + ":" + failure.line() + ": ";
        return place + (message.length() <= SHOWN ? message : message.substring(0, SHOWN - 1) + "…");
    }

    private static String origin(LedgerEvent event) {
        return event.origin() == Origin.EXECUTED || event.origin() == Origin.ERROR
                ? ""
                : Readable.word(event.origin()) + " ";
    }

    private static String reason(Optional<String> reason) {
        return reason.map(text -> " (" + text.replace('\n', ' ') + ")").orElse("");
    }
}
