package io.migrationledger.cli.terminal;

import io.migrationledger.event.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times as people read them. */
public final class Readable {

    private static final int TO_SECONDS = "2026-01-01 12:00:00".length();

    private Readable() {}

    /** Returns two units at most: {@code 850 µs}, {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}, {@code 1 h 3 min}. */
    public static String duration(Duration duration) {
        long micros = duration.toNanos() / 1000;
        if (micros < 1000) {
            return micros + " µs";
        }
        long millis = (micros + 500) / 1000;
        if (millis < 1000) {
            return millis + " ms";
        }
        long tenths = (millis + 50) / 100;
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** Returns the time in UTC, to the second. */
    public static String time(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    /**
     * Returns a time as another tool wrote it, to the second: in UTC where it says which instant that was, and otherwise with
     * a word that nobody knows its zone.
     */
    public static String time(Optional<String> written) {
        if (written.isEmpty()) {
            return "unknown";
        }
        String text = written.get().replace('T', ' ');
        String seconds = text.substring(0, Math.min(TO_SECONDS, text.length()));
        return text.endsWith("Z") ? seconds : seconds + " local";
    }

    /** Returns {@code 1 migration}, {@code 2 migrations}. */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Returns how the statements of a migration take effect. */
    public static String how(Strategy strategy) {
        return strategy == Strategy.TRANSACTIONAL ? "in one transaction" : "statement by statement";
    }

    /** Returns the name of a constant in lower case, with spaces. */
    public static String word(Enum<?> constant) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        return name.equals("part_way") ? "part-way" : name.replace('_', ' ');
    }
}
