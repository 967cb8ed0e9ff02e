package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.HistoryTable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as other tools write them. */
final class Times {
    private static final long MILLIS_BEGIN = 100_000_000_000L;

    private Times() {}

    /** Returns the time between two columns of a row; empty where one of them is missing or is no time. */
    static Optional<Duration> between(HistoryTable.Row row, String from, String to) {
        Optional<Instant> begin = instant(row, from);
        Optional<Instant> end = instant(row, to);
        return begin.isPresent() && end.isPresent() && !end.get().isBefore(begin.get())
                ? Optional.of(Duration.between(begin.get(), end.get()))
                : Optional.empty();
    }

    /** Returns a time that is a number of seconds or milliseconds since 1970, or else what the column says. */
    static Optional<String> epoch(HistoryTable.Row row, String column) {
        Optional<Long> number = row.number(column);
        return number.isPresent() ? number.map(Times::instant).map(Instant::toString) : row.time(column);
    }

    /** Seconds stay below this number until the year 5138; milliseconds have been above it since 1973. */
    private static Instant instant(long number) {
        return number < MILLIS_BEGIN ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static Optional<Instant> instant(HistoryTable.Row row, String column) {
        return epoch(row, column).flatMap(text -> {
            try {
                return Optional.of(
                        text.endsWith("Z")
                                ? Instant.parse(text)
                                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                return Optional.empty(); // text of another form says nothing of a duration
            }
        });
    }
}
