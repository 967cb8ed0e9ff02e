package io.migrationledger.audit.report.content;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of the timeline. A few runs have one each; many are joined by the shortest unit of the calendar that leaves few
 * columns, those in which nothing ran included.
 *
 * @param unit what a column is, such as {@code a day}
 * @param periods the columns, the oldest first
 */
public record Periods(String unit, List<Period> periods) {
    private static final int MOST = 72;

    private enum Unit {
        DAY("a day"),
        WEEK("a week"),
        MONTH("a month"),
        QUARTER("a quarter of a year"),
        YEAR("a year");

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        LocalDate begin(Instant at) {
            LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        LocalDate next(LocalDate day) {
            return switch (this) {
                case DAY -> day.plusDays(1);
                case WEEK -> day.plusWeeks(1);
                case MONTH -> day.plusMonths(1);
                case QUARTER -> day.plusMonths(3);
                case YEAR -> day.plusYears(1);
            };
        }

        String name(LocalDate day) {
            return switch (this) {
                case DAY -> day.toString();
                case WEEK -> "the week of " + day;
                case MONTH -> day.toString().substring(0, 7);
                case QUARTER -> "the quarter that begins in " + day.toString().substring(0, 7);
                case YEAR -> Integer.toString(day.getYear());
            };
        }
    }

    /** Joins runs, which are in the order of time as far as clocks were right. */
    public static Periods of(List<Run> runs) {
        if (runs.size() <= MOST) {
            return new Periods(
                    "a run",
                    runs.stream()
                            .map(run -> new Period(
                                            "Run " + run.batch() + ", " + Words.time(run.began()) + " UTC, "
                                                    + run.who(),
                                            0,
                                            0,
                                            0,
                                            0)
                                    .and(run))
                            .toList());
        }
        Instant first = runs.get(0).began();
        Instant last = first;
        for (Run run : runs) {
            first = run.began().isBefore(first) ? run.began() : first;
            last = run.began().isAfter(last) ? run.began() : last;
        }
        Unit unit = unit(first, last);
        List<Period> periods = new ArrayList<>();
        List<LocalDate> begins = new ArrayList<>();
        for (LocalDate day = unit.begin(first); !day.isAfter(unit.begin(last)); day = unit.next(day)) {
            begins.add(day);
            periods.add(new Period(unit.name(day), 0, 0, 0, 0));
        }
        for (Run run : runs) {
            int at = begins.indexOf(unit.begin(run.began()));
            periods.set(at, periods.get(at).and(run));
        }
        return new Periods(unit.words, periods);
    }

    private static Unit unit(Instant first, Instant last) {
        long days = ChronoUnit.DAYS.between(first, last);
        if (days < MOST) {
            return Unit.DAY;
        }
        if (days / 7 < MOST - 1) {
            return Unit.WEEK;
        }
        if (days / 30 < MOST - 1) {
            return Unit.MONTH;
        }
        return days / 91 < MOST - 1 ? Unit.QUARTER : Unit.YEAR;
    }
}
