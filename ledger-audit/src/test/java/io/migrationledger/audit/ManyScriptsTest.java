package io.migrationledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerSession;
import io.migrationledger.Verification;
import io.migrationledger.audit.export.ExportImport;
import io.migrationledger.audit.export.ExportReader;
import io.migrationledger.audit.export.ExportWriter;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept scripts that are together more than the heap. */
class ManyScriptsTest {
    private static final int MEGABYTES = 40;
    private static final long EVENTS = 250;
    private static final int LENGTH = 500_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** KS-3. Counts, and no time: the child has less heap than there is text, and ends well or for want of memory. */
    @Test
    void scriptsLongerThanTheHeapAreVerifiedExportedAndImported() throws Exception {
        Path log = directory.resolve("child.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyScriptsTest.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(child.exitValue()).as(String.join("\n", lines)).isZero();
        String scripts = lines.get(0).substring("written ".length());
        assertThat(lines)
                .contains(
                        "verified " + scripts,
                        "exported " + scripts,
                        "file verified " + scripts,
                        "imported " + scripts,
                        "read " + scripts);
        assertThat(Files.mismatch(directory.resolve("first.jsonl"), directory.resolve("second.jsonl")))
                .isEqualTo(-1);
        assertThat(Files.size(directory.resolve("first.jsonl"))).isGreaterThan(MEGABYTES * 1024L * 1024L);
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Place from = new Place("jdbc:sqlite:" + directory.resolve("from.db"), "", "", () -> {});
        Place to = new Place("jdbc:sqlite:" + directory.resolve("to.db"), "", "", () -> {});
        Path first = directory.resolve("first.jsonl");
        LongHistory history = new LongHistory(50, EVENTS, number -> Optional.of(MadeScripts.of(number, LENGTH)));
        try (LedgerSession session = from.ledger().lock(SOON)) {
            session.restore(history, event -> history.script().stream().toList());
        }
        System.out.println("written " + history.scripts());
        System.out.println("verified " + scripts(from.ledger().verify()));
        System.out.println("exported " + export(from, first));
        System.out.println("file verified " + scripts(ExportReader.verify(first, "first.jsonl", event -> {})));
        new ExportImport(first, "first.jsonl").into(to.ledger(), SOON, true);
        System.out.println("imported " + export(to, directory.resolve("second.jsonl")));
        AtomicLong read = new AtomicLong();
        to.ledger().forEachKeptScript(script -> read.addAndGet(script.isIntact() ? 1 : 0));
        System.out.println("read " + read.get());
    }

    private static long export(Place place, Path file) throws Exception {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            return scripts(ExportWriter.write(place.ledger(), out));
        }
    }

    private static long scripts(Verification found) {
        return found.isIntact() ? found.scripts() : -found.scripts();
    }
}
