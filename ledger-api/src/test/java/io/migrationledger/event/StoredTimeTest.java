package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as they are stored are read by hand; what is read must be what java.time reads. */
class StoredTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000000Z",
                "1969-12-31T23:59:59.999999Z",
                "2024-02-29T12:34:56.000001Z",
                "2026-12-31T23:59:59.999999Z",
                "0001-01-01T00:00:00.000000Z",
                "9999-12-31T00:00:00.500000Z",
                "2026-11-21T08:00:00Z",
                "2026-11-21T08:00:00.123Z"
            })
    void readsWhatTheParserReads(String text) {
        assertThat(CanonicalEncoding.instant(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void writesWhatTheFormatterWrites() {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
        Instant first = Instant.parse("0000-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        Random random = new Random(4);
        long seconds = last.getEpochSecond() - first.getEpochSecond();
        for (int i = 0; i < 10_000; i++) {
            long second = first.getEpochSecond() + (long) (random.nextDouble() * seconds);
            Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            assertThat(CanonicalEncoding.time(instant)).isEqualTo(formatter.format(instant));
        }
        for (Instant instant :
                List.of(first, last, Instant.EPOCH, first.minusNanos(1), last.plusNanos(1), Instant.ofEpochMilli(-1))) {
            assertThat(CanonicalEncoding.time(instant)).isEqualTo(formatter.format(instant));
        }
    }

    @Test
    void readsWhatItWrote() {
        Instant now = CanonicalEncoding.truncate(Instant.now());
        assertThat(CanonicalEncoding.instant(CanonicalEncoding.time(now))).isEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00.000000Z",
                "2026-13-01T00:00:00.000000Z",
                "2026-01-00T00:00:00.000000Z",
                "2026-01-01T00:61:00.000000Z",
                "2026-01-01 00:00:00.000000Z",
                "yesterday"
            })
    void refusesWhatTheParserRefuses(String text) {
        assertThatThrownBy(() -> CanonicalEncoding.instant(text)).isInstanceOf(DateTimeParseException.class);
    }
}
