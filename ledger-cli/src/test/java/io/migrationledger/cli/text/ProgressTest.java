package io.migrationledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line at the bottom of the terminal, under a clock that the test turns. */
class ProgressTest {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private static final Migration MIGRATION = Migrations.scripts("main", Map.of("0003_x.sql", "SELECT 1;"))
            .migrations(List.of())
            .get(0);

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Page page = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, new Secrets());
    private final Progress progress = new Progress(page, 4, 60, nanos::get);

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private String after(Duration time) {
        nanos.addAndGet(time.toNanos());
        progress.tick();
        return written();
    }

    @Test
    void theClockTicksWhileNothingElseHappens() {
        progress.at(MIGRATION, 1, 2);
        assertThat(written()).as("a short run shows nothing").isEmpty();
        assertThat(after(Duration.ofMillis(1500)))
                .isEqualTo(CLEAR_LINE + "migrations [                    ] 0/4  0:01  0003 1/2");
        assertThat(after(Duration.ofMillis(250))).endsWith("  0:01  0003 1/2");
        assertThat(after(Duration.ofMillis(250))).endsWith("  0:02  0003 1/2");
        assertThat(after(Duration.ofSeconds(58))).endsWith("  1:00  0003 1/2");
        assertThat(after(Duration.ofHours(1))).endsWith("  1:01:00  0003 1/2");
    }

    @Test
    void theBarGrows() {
        progress.tick();
        written();
        progress.finished();
        assertThat(written()).startsWith(CLEAR_LINE + "migrations [=====               ] 1/4  0:00");
    }

    /** Else the next line would stand below it, and only that would be cleared. */
    @Test
    void theLineIsNeverLongerThanTheTerminal() {
        progress.tick();
        written();
        progress.says(MIGRATION, "building index: scanning table,\n waiting for session 4711 of user mira");
        assertThat(written().substring(CLEAR_LINE.length()))
                .hasSizeLessThan(60)
                .endsWith("…")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,''", "2,…", "3,m…", "12,migrations…"})
    void itFitsIntoAnyWidth(int columns, String shown) {
        Progress narrow = new Progress(page, 4, columns, nanos::get);
        narrow.at(MIGRATION, 1, 2);
        narrow.tick();
        assertThat(written().substring(CLEAR_LINE.length())).isEqualTo(shown);
    }

    @Test
    void whatIsPrintedPushesItDownAndTheEndTakesItAway() {
        progress.tick();
        written();
        progress.clearThen(() -> page.line("applied  0001"));
        assertThat(written())
                .startsWith(CLEAR_LINE + "applied  0001" + System.lineSeparator() + CLEAR_LINE + "migrations [");
        progress.close();
        assertThat(written()).isEqualTo(CLEAR_LINE);
        progress.tick();
        progress.finished();
        progress.close();
        assertThat(written()).as("nothing comes after the end").isEmpty();
    }
}
