package io.migrationledger.cli.text;

import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Table;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows where every migration stands. */
public final class StatusText {
    private StatusText() {}

    public static void print(Invocation invocation, StatusReport report, boolean recorded) {
        Page page = invocation.out();
        page.line(page.in(
                Color.FAINT,
                report.database() + ", " + invocation.url()
                        + (invocation.isNoFileYet() ? ", which does not exist yet" : "")
                        + report.environment().map(name -> ", " + name).orElse("")));
        String by = "";
        if (report.lines().isEmpty()) {
            page.line(
                    recorded
                            ? "Nothing is recorded."
                            : "There are no migrations in " + invocation.directories() + ", and none is recorded.");
        } else {
            Table table = new Table("STATE", "ID", "WHEN (UTC)", "WHO", ">TOOK", "DESCRIPTION").dropping("TOOK", "WHO");
            report.lines().forEach(line -> table.row(row(line)));
            by = table.takeOutIfEqual("WHO").map(who -> " All by " + who + ".").orElse("");
            table.print(page, invocation.surroundings().columns());
        }
        report.lines().forEach(line -> line.unfinished().ifPresent(unfinished -> unfinished(page, line, unfinished)));
        report.notes().forEach(note -> page.line(page.in(Color.WAITING, "Note:") + " " + note));
        problems(page, report.problems());
        if (!report.lines().isEmpty()) {
            page.line(summary(report.lines()) + by);
        }
    }

    private static void unfinished(Page page, Line line, StatusReport.Unfinished unfinished) {
        page.line(page.in(color(line.standing()), Readable.word(line.standing())) + "  "
                + unfinished.what().replace("\n", "\n  "));
        page.line("  now    " + unfinished.now());
        page.line("  next   " + page.words(unfinished.advice()));
    }

    /** Shows problems, and what to do about each: once, where that is the same for several. */
    public static void problems(Page page, List<Problem> problems) {
        Map<List<String>, List<Problem>> alike = new LinkedHashMap<>();
        for (Problem problem : problems) {
            alike.computeIfAbsent(
                            List.of(problem.code().code(), page.words(problem.code(), problem.advice())),
                            key -> new ArrayList<>())
                    .add(problem);
        }
        for (List<Problem> group : alike.values()) {
            for (Problem problem : group) {
                page.line(page.in(Color.BAD, problem.code().code()) + "  "
                        + problem.what().replace("\n", "\n         "));
            }
            page.line("         "
                    + page.words(group.get(0).code(), group.get(0).advice()).replace("\n", "\n         "));
        }
    }

    private static Table.Cell[] row(Line line) {
        Optional<LedgerEvent> event = event(line);
        Optional<Adopted> adopted = event.flatMap(Adopted::of);
        boolean squashed = line.state()
                .flatMap(MigrationState::inEffect)
                .filter(applied -> applied.origin() == Origin.SQUASHED)
                .isPresent(); // the time is that of one of those that it stands for
        String took = event.filter(e -> !squashed && isTimeKnown(line, e))
                .map(LedgerEvent::header)
                .map(EventHeader::elapsed)
                .map(elapsed -> adopted.flatMap(Adopted::took).orElse(elapsed))
                .filter(elapsed -> !elapsed.equals(Duration.ZERO))
                .map(elapsed -> whole(elapsed, line.state().flatMap(MigrationState::earlier)))
                .orElse("");
        return new Table.Cell[] {
            new Table.Cell(word(line), color(line.standing())),
            Table.Cell.of(line.id().toString()),
            Table.Cell.of(
                    adopted.isPresent()
                            ? Readable.time(adopted.get().at())
                            : event.map(e -> Readable.time(e.header().recordedAt()))
                                    .orElse("")),
            Table.Cell.of(
                    adopted.isPresent()
                            ? adopted.get().by().orElse(adopted.get().tool())
                            : event.map(e -> e.header().actor().describe()).orElse("")),
            Table.Cell.of(took),
            Table.Cell.of(line.description())
        };
    }

    /** Returns the time of the last attempt and of those that it went on after. */
    private static String whole(Duration last, Optional<MigrationState.Earlier> earlier) {
        return Readable.duration(
                last.plus(earlier.map(MigrationState.Earlier::spent).orElse(Duration.ZERO)));
    }

    /** Of an attempt that is open or was cut off, the ledger knows the time of its last mark alone: that is not its time. */
    private static boolean isTimeKnown(Line line, LedgerEvent event) {
        boolean open = event.type() == EventType.STARTED || event.type() == EventType.STEP;
        return !open
                && event.origin() != Origin.INTERRUPTED
                && line.state()
                        .flatMap(MigrationState::earlier)
                        .filter(MigrationState.Earlier::cutOff)
                        .isEmpty();
    }

    /** Returns the event that a line is about: what put the migration into effect, or what happened to it last. */
    private static Optional<LedgerEvent> event(Line line) {
        return line.state()
                .map(state -> line.standing() == Standing.FAILED
                                || line.standing() == Standing.PART_WAY
                                || line.standing() == Standing.IN_DOUBT
                                || state.inEffect().isEmpty()
                        ? state.last()
                        : inEffect(state));
    }

    /** What put it into effect counts, not that an edit of its file was accepted since. */
    private static LedgerEvent inEffect(MigrationState state) {
        return state.since().orElseThrow();
    }

    /** Says how it stands, and how it came to be in effect where that was not by running its script as it is now. */
    private static String word(Line line) {
        String word = Readable.word(line.standing());
        Optional<MigrationState> state = line.state().filter(MigrationState::isInEffect);
        if (state.isEmpty()) {
            boolean squashed = line.standing() == Standing.FORGOTTEN
                    && line.state().orElseThrow().last().origin() == Origin.SQUASHED;
            return squashed ? Readable.word(Origin.SQUASHED) : word;
        }
        if (line.standing() == Standing.APPLIED
                && state.get().inEffect().orElseThrow().origin() == Origin.SQUASHED) {
            return Readable.word(Origin.SQUASHED);
        }
        Origin since = inEffect(state.get()).origin();
        boolean accepted = state.get().inEffect().orElseThrow().origin() == Origin.ACCEPTED;
        if (line.standing() != Standing.APPLIED) {
            return since == Origin.EXECUTED ? word : word + ", " + Readable.word(since);
        }
        String how = since == Origin.EXECUTED ? word : Readable.word(since);
        return accepted && since != Origin.ACCEPTED ? how + ", accepted" : how;
    }

    private static Color color(Standing standing) {
        return switch (standing) {
            case APPLIED, FUTURE -> Color.GOOD;
            case PENDING, OUTDATED, RUNNING, INTERRUPTED, ROLLED_BACK, FORGOTTEN -> Color.WAITING;
            case CHANGED, MISSING, FAILED, PART_WAY, IN_DOUBT -> Color.BAD;
        };
    }

    /** Counts by the words of the table: what was run apart from what a person or another tool says of it. */
    private static String summary(List<Line> lines) {
        StringBuilder text = new StringBuilder(Readable.count(lines.size(), "migration")).append(": ");
        String separator = "";
        for (Standing standing : Standing.values()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            lines.stream()
                    .filter(line -> line.standing() == standing)
                    .map(line -> word(line).split(",", 2)[0])
                    .sorted(Comparator.comparing(word -> !word.equals(Readable.word(standing))))
                    .forEach(word -> counts.merge(word, 1, Integer::sum));
            for (Map.Entry<String, Integer> count : counts.entrySet()) {
                text.append(separator).append(count.getValue()).append(' ').append(count.getKey());
                separator = ", ";
            }
        }
        return text.append('.').toString();
    }
}
