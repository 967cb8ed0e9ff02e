package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.settings.NearMatch;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.cli.terminal.Table;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, columns and slips. */
class ReadableTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 µs",
        "850, 850 µs",
        "1000, 1 ms",
        "12400, 12 ms",
        "999600, 1.0 s",
        "3449000, 3.4 s",
        "59970000, 1 min",
        "125000000, 2 min 5 s",
        "3600000000, 1 h",
        "3780000000, 1 h 3 min"
    })
    void durations(long micros, String text) {
        assertThat(Readable.duration(Duration.ofNanos(micros * 1000))).isEqualTo(text);
    }

    @Test
    void columnsAreAlignedAndEmptyOnesLeftOut() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table("ID", ">N", "EMPTY", "WHAT");
        table.row(Table.Cell.of("1"), Table.Cell.of("10"), Table.Cell.of(""), new Table.Cell("x", Page.Color.GOOD));
        table.row(Table.Cell.of("äöü"), Table.Cell.of("9"), Table.Cell.of(""), Table.Cell.of(""));
        table.row(Table.Cell.of(""), Table.Cell.of("9"), Table.Cell.of(""), Table.Cell.of("y"));
        try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            table.print(new Page(stream, false, new Secrets()), 0);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo("""
                        ID    N  WHAT
                        1    10  x
                        äöü   9
                              9  y
                        """);
    }

    @Test
    void nearMatches() {
        assertThat(NearMatch.of("statsu", List.of("status", "plan"))).contains("status");
        assertThat(NearMatch.of("his", List.of("history", "plan"))).contains("history");
        assertThat(NearMatch.of("xyzzy", List.of("history", "plan", "new"))).isEmpty();
    }
}
