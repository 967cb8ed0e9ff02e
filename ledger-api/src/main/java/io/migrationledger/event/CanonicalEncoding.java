package io.migrationledger.event;

import io.migrationledger.migration.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The bytes that an event's hash is computed over: the format's name, then every stored column in the order of the
 * table, each as a four-byte big-endian length and its UTF-8 text. Numbers are decimal, times are
 * {@code yyyy-MM-ddTHH:mm:ss.SSSSSSZ}. Documented in docs/SPEC.md, so that anybody can check a ledger without this code.
 */
public final class CanonicalEncoding {
    private static final String FORMAT = "migration-ledger/1";
    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final String TIME_SHAPE = "0000-00-00T00:00:00.000000Z";

    private CanonicalEncoding() {}

    /** Returns the hash that the event must have, as 64 hexadecimal digits. */
    public static String hashOf(EventType type, String origin, EventHeader header) {
        return Sha256.hex(digestOf(
                FORMAT,
                Long.toString(header.sequence()),
                type.name(),
                origin,
                header.id().namespace(),
                header.id().value(),
                header.direction().name(),
                header.checksum(),
                Integer.toString(header.done()),
                Integer.toString(header.batch()),
                header.runId(),
                header.actor().databaseUser(),
                header.actor().osUser(),
                header.actor().host(),
                header.actor().application(),
                time(header.recordedAt()),
                Long.toString(micros(header.elapsed())),
                Integer.toString(header.unsettled()),
                header.appliedDigest().hex(),
                header.detail(),
                header.previousHash()));
    }

    /** Returns the SHA-256 of texts, each behind its length. Put together first: many small pieces would take longer. */
    static byte[] digestOf(String... fields) {
        byte[][] texts = new byte[fields.length][];
        int length = Integer.BYTES * fields.length;
        for (int i = 0; i < fields.length; i++) {
            texts[i] = fields[i].getBytes(StandardCharsets.UTF_8);
            length += texts[i].length;
        }
        ByteBuffer encoded = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            encoded.putInt(text.length).put(text);
        }
        return Sha256.newDigest().digest(encoded.array());
    }

    /** Returns a time as it is stored and hashed, cut to microseconds. By hand, as {@link #instant}. */
    public static String time(Instant instant) {
        long second = instant.getEpochSecond();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_A_DAY));
        if (date.getYear() < 0 || date.getYear() > 9999) {
            return Formatter.TIME.format(instant);
        }
        int ofDay = (int) Math.floorMod(second, SECONDS_OF_A_DAY);
        char[] text = TIME_SHAPE.toCharArray();
        digits(text, 0, 4, date.getYear());
        digits(text, 5, 7, date.getMonthValue());
        digits(text, 8, 10, date.getDayOfMonth());
        digits(text, 11, 13, ofDay / 3_600);
        digits(text, 14, 16, ofDay / 60 % 60);
        digits(text, 17, 19, ofDay % 60);
        digits(text, 20, 26, instant.getNano() / 1_000);
        return new String(text);
    }

    private static void digits(char[] text, int from, int to, int number) {
        int left = number;
        for (int at = to - 1; at >= from; at--) {
            text[at] = (char) ('0' + left % 10);
            left /= 10;
        }
    }

    /**
     * Returns the time that was stored. By hand: the parser of java.time costs a start with nothing to do more than its
     * query.
     *
     * @throws java.time.format.DateTimeParseException where the text is no time
     */
    public static Instant instant(String text) {
        if (!hasTimeShape(text)) {
            return Instant.parse(text);
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
            return Instant.parse(text); // which says what is wrong
        }
        LocalDate first = LocalDate.of(number(text, 0, 4), month, 1);
        if (day > first.lengthOfMonth()) {
            return Instant.parse(text);
        }
        long days = first.toEpochDay() + day - 1;
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, number(text, 20, 26) * 1_000L);
    }

    private static boolean hasTimeShape(String text) {
        if (text.length() != TIME_SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char shape = TIME_SHAPE.charAt(i);
            char c = text.charAt(i);
            if (shape == '0' ? c < '0' || c > '9' : c != shape) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** For times that no clock shows. */
    private static final class Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    }

    /** Returns whole microseconds. */
    public static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    /** Returns the instant cut to the precision that is stored. */
    public static Instant truncate(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
