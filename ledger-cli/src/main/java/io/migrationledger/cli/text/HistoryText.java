package io.migrationledger.cli.text;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Shows events, one on each line; those that say the same of several statements or migrations on one. */
public final class HistoryText {
    private static final int SHOWN = 100;

    private HistoryText() {}

    /**
     * Prints a table.
     *
     * @param all how many events the ledger has
     * @param each whether every event has a line of its own
     */
    public static void print(Page page, int columns, Collection<LedgerEvent> events, long all, boolean each) {
        if (events.isEmpty()) {
            page.line("None of " + Readable.count(all, "event") + " is like that.");
            return;
        }
        List<Group> groups = groups(events, each);
        Table table = new Table(">#", "WHEN (UTC)", "EVENT", "ID", ">BATCH", "WHO", ">TOOK", "WHAT")
                .dropping("BATCH", "TOOK", "WHO");
        for (Group group : groups) {
            LedgerEvent event = group.last;
            table.row(
                    Table.Cell.of(group.numbers()),
                    Table.Cell.of(Readable.time(event.header().recordedAt())),
                    new Table.Cell(word(event), color(event)),
                    Table.Cell.of(group.ids()),
                    Table.Cell.of(Integer.toString(event.header().batch())),
                    Table.Cell.of(event.header().actor().describe()),
                    Table.Cell.of(
                            event.header().elapsed().isZero() || event.origin() == Origin.INTERRUPTED
                                    ? ""
                                    : Readable.duration(event.header().elapsed())),
                    Table.Cell.of(what(event, each, page.secrets())));
        }
        String by = table.takeOutIfEqual("WHO").map(who -> ", all by " + who).orElse("");
        table.print(page, columns);
        page.line((events.size() == all ? "" : events.size() + " of ") + Readable.count(all, "event") + by + "."
                + (groups.size() < events.size() ? " Each on a line of its own: --verbose." : ""));
    }

    /** Events that follow one another and say the same: the last of them tells it for all. */
    private record Group(LedgerEvent first, LedgerEvent last) {
        String numbers() {
            return first == last
                    ? Long.toString(last.sequence())
                    : first.sequence() + "–" + last.sequence(); // an en dash
        }

        String ids() {
            return first.id().equals(last.id()) ? last.id().toString() : first.id() + "–" + last.id();
        }

        boolean takes(LedgerEvent next) {
            boolean follows = next.sequence() == last.sequence() + 1 && next.type() == last.type();
            boolean steps = next instanceof LedgerEvent.Step && next.id().equals(last.id());
            return follows && (steps || (isSquashed(last) && isSquashed(next)));
        }

        private static boolean isSquashed(LedgerEvent event) {
            return event.type() == EventType.ROLLED_BACK && event.origin() == Origin.SQUASHED;
        }
    }

    private static List<Group> groups(Collection<LedgerEvent> events, boolean each) {
        List<Group> groups = new ArrayList<>();
        for (LedgerEvent event : events) {
            int end = groups.size() - 1;
            if (!each && end >= 0 && groups.get(end).takes(event)) {
                groups.set(end, new Group(groups.get(end).first, event));
            } else {
                groups.add(new Group(event, event));
            }
        }
        return groups;
    }

    /** What took a migration out of account was no rollback. */
    private static String word(LedgerEvent event) {
        boolean withdrawn = event.type() == EventType.ROLLED_BACK
                && (event.origin() == Origin.FORGOTTEN || event.origin() == Origin.SQUASHED);
        return Readable.word(withdrawn ? event.origin() : event.type());
    }

    private static Color color(LedgerEvent event) {
        return switch (event.type()) {
            case APPLIED -> Color.GOOD;
            case FAILED -> Color.BAD;
            case ROLLED_BACK -> Color.WAITING;
            case STARTED, STEP -> Color.FAINT;
            case NOTED -> Color.WAITING;
        };
    }

    private static String what(LedgerEvent event, boolean each, Secrets secrets) {
        String what = what(event, secrets);
        String touched = TouchedText.of(event.touched(), each);
        return what.isEmpty() || touched.isEmpty() ? what + touched : what + ": " + touched;
    }

    private static String what(LedgerEvent event, Secrets secrets) {
        if (event instanceof LedgerEvent.Started started) {
            return (started.header().direction() == Direction.DOWN ? down(started) : "")
                    + Readable.count(started.statements(), "statement") + ", " + Readable.how(started.strategy())
                    + (started.header().done() == 0
                            ? ""
                            : ", goes on after statement " + started.header().done());
        }
        if (event instanceof LedgerEvent.Step step) {
            return step.header().done() + " done"
                    + step.intent()
                            .map(intent -> ", statement " + intent.statement() + " next")
                            .orElse("");
        }
        if (event instanceof LedgerEvent.Applied applied) {
            String stands = applied.replaces().isEmpty()
                    ? ""
                    : "stands for " + Readable.count(applied.replaces().size(), "migration")
                            + (applied.description().isEmpty() ? "" : ": ");
            return (applied.origin() == Origin.SQUASHED ? "" : origin(applied))
                    + stands
                    + applied.description()
                    + adopted(applied)
                    + reason(applied.reason());
        }
        if (event instanceof LedgerEvent.Failed failed) {
            return failed(failed, secrets);
        }
        if (event instanceof LedgerEvent.Noted noted) {
            return noted.environment().map(name -> "this is " + name).orElse("the schema is known as it was then")
                    + reason(noted.reason());
        }
        if (!(event instanceof LedgerEvent.RolledBack back)) {
            return "";
        }
        return back.origin() == Origin.FORGOTTEN || back.origin() == Origin.SQUASHED
                ? back.reason().map(text -> text.replace('\n', ' ')).orElse("")
                : (origin(back)
                                + (back.keptDown().isPresent() ? "by the kept down script" : "")
                                + reason(back.reason()))
                        .strip();
    }

    private static String down(LedgerEvent.Started started) {
        return started.keptDown().isPresent() ? "down, by the kept script, " : "down, ";
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

    private static String failed(LedgerEvent.Failed failed, Secrets secrets) {
        List<String> facts = new ArrayList<>();
        facts.add(origin(failed).strip());
        facts.add(failed.error().map(error -> place(error, secrets)).orElse(""));
        facts.add(failed.header().done() == 0 ? "" : failed.header().done() + " done");
        facts.add(failed.doubt()
                .map(open -> open.statement() == 0 ? "in doubt" : "statement " + open.statement() + " in doubt")
                .orElse(""));
        facts.removeIf(String::isEmpty);
        return String.join(", ", facts) + reason(failed.reason());
    }

    private static String place(Failure failure, Secrets secrets) {
        String message = secrets.hide(failure.message()).lines().findFirst().orElse("");
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
