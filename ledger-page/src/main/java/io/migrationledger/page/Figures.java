package io.migrationledger.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and times are written, in every zone and locale the same. */
public final class Figures {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** Returns a time to the second, without its zone, which is UTC. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Returns a number with a comma before each three digits. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
