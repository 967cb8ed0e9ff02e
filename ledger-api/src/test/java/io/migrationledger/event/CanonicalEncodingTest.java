package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.MigrationId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The bytes that are hashed, computed here once more from their description. A change of a value here breaks every ledger. */
class CanonicalEncodingTest {
    private static final EventHeader HEADER = new EventHeader(
            7,
            MigrationId.of("billing", "0042"),
            Direction.UP,
            "c".repeat(64),
            3,
            5,
            "11111111-2222-3333-4444-555555555555",
            new Actor("app", "mira", "build-7", "Überweisungen 💶"),
            Instant.parse("2026-11-21T08:09:10.123456Z"),
            Duration.ofNanos(1_234_567_891),
            1,
            new AppliedDigest("d".repeat(64)),
            "{\"statements\":3}",
            "e".repeat(64),
            "");

    @Test
    void theFormatNeverChanges() {
        assertThat(CanonicalEncoding.hashOf(EventType.STARTED, "EXECUTED", HEADER))
                .isEqualTo("abea51291ab55dcde29492536a5f5a15e64f98422f26a1cc9b546b757fc16151");
        assertThat(CanonicalEncoding.hashOf(EventType.ROLLED_BACK, "RESOLVED", HEADER))
                .isEqualTo("c081dfe50cb3bdc9b8a26a6edbbba809f4b5b2f849eff620a0d254507df8abc3");
    }

    @Test
    void isTheFormatsNameAndEveryColumnWithItsLengthBeforeIt() throws Exception {
        List<String> fields = List.of(
                "migration-ledger/1",
                "7",
                "STARTED",
                "EXECUTED",
                "billing",
                "0042",
                "UP",
                "c".repeat(64),
                "3",
                "5",
                "11111111-2222-3333-4444-555555555555",
                "app",
                "mira",
                "build-7",
                "Überweisungen 💶",
                "2026-11-21T08:09:10.123456Z",
                "1234567",
                "1",
                "d".repeat(64),
                "{\"statements\":3}",
                "e".repeat(64));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String field : fields) {
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());

        assertThat(CanonicalEncoding.hashOf(EventType.STARTED, "EXECUTED", HEADER))
                .isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void timesHaveSixDigitsInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("th-TH-u-ca-buddhist-nu-thai", "ar-EG-u-nu-arab", "fa-IR", "de-DE")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(CanonicalEncoding.time(Instant.parse("2026-01-02T03:04:05Z")))
                        .isEqualTo("2026-01-02T03:04:05.000000Z");
                assertThat(Json.write("\u0001")).isEqualTo("\"\\u0001\"");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void timesAreCutToMicroseconds() {
        Instant instant = Instant.parse("2026-01-02T03:04:05.123456789Z");

        assertThat(CanonicalEncoding.truncate(instant)).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(CanonicalEncoding.time(instant)).isEqualTo("2026-01-02T03:04:05.123456Z");
        assertThat(CanonicalEncoding.micros(Duration.ofNanos(1_999))).isEqualTo(1);
    }

    /** Each text stands behind its length in bytes, of which all four count. */
    @Test
    void lengthsHaveFourBytes() throws Exception {
        for (int length : new int[] {0, 1, 0x0102, 0x010203}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(2 * length);
            out.write("ä".repeat(length).getBytes(StandardCharsets.UTF_8));
            out.writeInt(1);
            out.writeByte('x');
            assertThat(CanonicalEncoding.digestOf("ä".repeat(length), "x"))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        }
    }
}
