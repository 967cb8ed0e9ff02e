package io.migrationledger.cli.text;

import io.migrationledger.audit.question.AttemptView;
import io.migrationledger.audit.question.DurationView;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.time.Duration;
import java.util.List;

/** Shows attempts, and how long runs took. */
public final class AttemptsText {
    private AttemptsText() {}

    /** Prints a line for each attempt, and its error whole below it. */
    public static void attempts(Page page, int columns, List<AttemptView> attempts) {
        if (attempts.isEmpty()) {
            page.line("No attempt is like that.");
            return;
        }
        Table table =
                new Table(">#", "BEGAN (UTC)", "END", "ID", ">BATCH", "WHO", ">TOOK", "WHAT").dropping("BATCH", "WHO");
        for (AttemptView attempt : attempts) {
            table.row(
                    Table.Cell.of(Long.toString(attempt.started().sequence())),
                    Table.Cell.of(Readable.time(attempt.started().header().recordedAt())),
                    new Table.Cell(end(attempt), color(attempt)),
                    Table.Cell.of(attempt.id().toString()),
                    Table.Cell.of(Integer.toString(attempt.started().header().batch())),
                    Table.Cell.of(attempt.started().header().actor().describe()),
                    Table.Cell.of(attempt.took().map(Readable::duration).orElse("unknown")),
                    Table.Cell.of(what(attempt)));
        }
        String by = table.takeOutIfEqual("WHO").map(who -> ", all by " + who).orElse("");
        table.print(page, columns);
        attempts.forEach(attempt -> attempt.error().ifPresent(error -> error(page, attempt, error)));
        page.line(Readable.count(attempts.size(), "attempt") + by + ".");
    }

    private static String end(AttemptView attempt) {
        if (!attempt.ended()) {
            return "open";
        }
        return attempt.last().origin() == Origin.INTERRUPTED
                ? Readable.word(Origin.INTERRUPTED)
                : Readable.word(attempt.last().type());
    }

    private static Color color(AttemptView attempt) {
        return attempt.isDone() ? Color.GOOD : attempt.ended() ? Color.BAD : Color.WAITING;
    }

    private static String what(AttemptView attempt) {
        String part = attempt.isDone()
                ? Readable.count(attempt.started().statements(), "statement")
                : attempt.done() + " of " + Readable.count(attempt.started().statements(), "statement");
        boolean doubt = attempt.last() instanceof LedgerEvent.Failed failed
                && failed.doubt().isPresent();
        return (attempt.direction() == Direction.DOWN ? "down, " : "")
                + (attempt.started().keptDown().isPresent() ? "by the kept script, " : "")
                + part
                + (doubt ? ", in doubt" : "");
    }

    private static void error(Page page, AttemptView attempt, Failure error) {
        String place = error.line() == 0 ? "" : error.file() + ":" + error.line() + ": ";
        String code = error.sqlState().isEmpty() ? "" : " (SQLSTATE " + error.sqlState() + ")";
        page.line(page.in(Color.BAD, "#" + attempt.started().sequence()) + "  "
                + (place + error.message() + code).replace("\n", "\n    "));
    }

    /** Prints a line for each migration, the slowest first. */
    public static void durations(Page page, int columns, List<DurationView> views) {
        if (views.isEmpty()) {
            page.line("No run is like that.");
            return;
        }
        Table table = new Table("ID", ">RUNS", ">FIRST", ">LAST", ">SLOWEST", "", "DESCRIPTION").dropping("FIRST");
        for (DurationView view : views) {
            table.row(
                    Table.Cell.of(view.id() + (view.direction() == Direction.DOWN ? ", down" : "")),
                    Table.Cell.of(Integer.toString(view.runs())),
                    Table.Cell.of(view.runs() == 1 ? "" : Readable.duration(view.first())),
                    Table.Cell.of(Readable.duration(view.last())),
                    Table.Cell.of(view.runs() == 1 ? "" : Readable.duration(view.slowest())),
                    new Table.Cell(isSlower(view) ? "slower" : "", Color.WAITING),
                    Table.Cell.of(view.description()));
        }
        table.print(page, columns);
        page.line(Readable.count(views.size(), "line")
                + "; slower: the last run took more than twice as long as the first.");
    }

    private static boolean isSlower(DurationView view) {
        Duration twice = view.first().multipliedBy(2);
        return view.runs() > 1 && view.last().compareTo(twice) > 0;
    }
}
