package io.migrationledger.audit.question;

import io.migrationledger.migration.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as people write them. */
public final class TimeText {
    private static final int DATE = "2026-03-01".length();
    private static final long HOURS_OF_A_DAY = 24;

    private TimeText() {}

    /**
     * Returns the time that a text names: a date (its midnight in UTC), a time with its zone as in RFC 3339, or how long
     * before now ({@code 30m}, {@code 2h}, {@code 7d}).
     *
     * @return the time, or empty where the text is none of these
     */
    public static Optional<Instant> parse(String text, Instant now) {
        Optional<Duration> ago = text.endsWith("d") ? days(text) : Durations.parse(text);
        try {
            if (ago.isPresent()) {
                return Optional.of(now.minus(ago.get()));
            }
            return Optional.of(
                    text.length() <= DATE
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the end that a text names: as {@link #parse}, but a date means all of that day.
     *
     * @return the last instant that is meant, to the microsecond; empty where the text is no time
     */
    public static Optional<Instant> parseEnd(String text, Instant now) {
        boolean date = text.length() == DATE && !text.endsWith("d");
        return parse(text, now).map(time -> date ? time.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS) : time);
    }

    private static Optional<Duration> days(String text) {
        return Durations.parse(text.substring(0, text.length() - 1) + "h")
                .map(hours -> hours.multipliedBy(HOURS_OF_A_DAY));
    }
}
