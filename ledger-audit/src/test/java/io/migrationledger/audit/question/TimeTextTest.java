package io.migrationledger.audit.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write for a time. */
class TimeTextTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T02:00Z, 2026-03-01T02:00:00Z",
        "2026-03-01T02:00:00.5+02:00, 2026-03-01T00:00:00.500Z",
        "30m, 2026-03-10T11:30:00Z",
        "2h, 2026-03-10T10:00:00Z",
        "7d, 2026-03-03T12:00:00Z"
    })
    void timesAreRead(String text, Instant expected) {
        assertThat(TimeText.parse(text, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "d", "2026-02-30", "2026-03-01T12:00:00", "-1d", "1.5h"})
    void whatIsNoTimeIsNone(String text) {
        assertThat(TimeText.parse(text, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T23:59:59.999999Z",
        "2026-03-01T02:00Z, 2026-03-01T02:00:00Z",
        "7d, 2026-03-03T12:00:00Z"
    })
    void theEndOfADateIsThatOfTheDay(String text, Instant expected) {
        assertThat(TimeText.parseEnd(text, NOW)).contains(expected);
    }

    @Test
    void aNumberThatNoClockHoldsIsNone() {
        assertThat(TimeText.parse("999999999999999d", NOW)).isEmpty();
    }
}
