package io.migrationledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerSession;
import io.migrationledger.Verification;
import io.migrationledger.audit.export.ExportReader;
import io.migrationledger.audit.export.ExportWriter;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 50,000 events in a small heap. */
class LargeLedgerTest {
    private static final long EVENTS = 50_000;

    @TempDir
    Path directory;

    /** AU-3. Counts, and no time: the child has 128 MB of heap, and ends well or for want of memory. */
    @Test
    void fiftyThousandEventsNeedLittleMemory() throws Exception {
        Path log = directory.resolve("child.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeLedgerTest.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(child.exitValue()).as(String.join("\n", lines)).isZero();
        assertThat(lines).contains("written 50000", "verified 50000", "exported 50000", "file verified 50000");
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Place place = new Place("jdbc:sqlite:" + directory.resolve("large.db"), "", "", () -> {});
        Path file = directory.resolve("large.jsonl");
        try (LedgerSession session = place.ledger().lock(Duration.ofSeconds(30))) {
            System.out.println("written " + session.restore(new LongHistory(50, EVENTS)));
        }
        System.out.println("verified " + events(place.ledger().verify()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            System.out.println("exported " + events(ExportWriter.write(place.ledger(), out)));
        }
        System.out.println("file verified " + events(ExportReader.verify(file, "large.jsonl", event -> {})));
    }

    private static long events(Verification found) {
        return found.isIntact() ? found.events() : -found.events();
    }
}
