package io.migrationledger.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.Verification;
import io.migrationledger.audit.LongHistory;
import io.migrationledger.audit.Place;
import io.migrationledger.event.LedgerEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An export is the ledger, byte for byte, and shows whatever is done to it. */
class ExportRoundTripTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    static byte[] export(Ledger ledger) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportWriter.write(ledger, out);
        return out.toByteArray();
    }

    static void restore(Place place, long seed, long events) {
        try (LedgerSession session = place.ledger().lock(SOON)) {
            assertThat(session.restore(new LongHistory(seed, events))).isEqualTo(events);
        }
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(directory.resolve("ledger.jsonl"), bytes);
    }

    private static Verification verified(byte[] bytes) {
        try (ExportReader reader = ExportReader.of(new ByteArrayInputStream(bytes), "ledger.jsonl")) {
            reader.forEachRemaining(event -> {});
            return reader.verification();
        }
    }

    /** AU-6. The import crosses a page of reading and many statements of writing. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void exportImportExportIsByteEqual(Place.Kind kind) throws Exception {
        for (long seed = 1; seed <= (kind == Place.Kind.SQLITE ? 3 : 1); seed++) {
            try (Place from = kind.create(directory);
                    Place to = kind.create(directory)) {
                restore(from, seed, 700 + seed * 150);
                byte[] first = export(from.ledger());
                Path file = file(first);
                ExportImport importing = new ExportImport(file, "ledger.jsonl");
                assertThatThrownBy(() -> importing.into(to.ledger(), SOON, false))
                        .isInstanceOfSatisfying(
                                LedgerException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPORT_DOES_NOT_FIT));
                assertThat(to.ledger().head()).isEmpty();
                to.execute("CREATE TABLE users (id INT)");

                ExportImport.Result result = importing.into(to.ledger(), SOON, false);
                assertThat(result.doneBefore()).isFalse();
                assertThat(to.ledger().verify())
                        .isEqualTo(new Verification(700 + seed * 150, result.head(), Optional.empty()));
                assertThat(export(to.ledger())).isEqualTo(first);
                assertThat(importing.into(to.ledger(), SOON, false).doneBefore())
                        .isTrue();
                assertThat(export(to.ledger())).isEqualTo(first);
            }
        }
    }

    /** AU-5. Every byte of a short export, and bytes of a longer one by chance. */
    @Test
    void anyChangedByteIsFoundAndNamed() throws Exception {
        try (Place small = Place.sqlite(directory);
                Place large = Place.sqlite(directory)) {
            restore(small, 3, 5);
            restore(large, 4, 150);
            byte[] bytes = export(small.ledger());
            Random random = new Random(7);
            for (int at = 0; at < bytes.length; at++) {
                changed(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            }
            byte[] more = export(large.ledger());
            for (int i = 0; i < 300; i++) {
                int at = random.nextInt(more.length);
                byte other = (byte) random.nextInt(256);
                if (other != more[at]) {
                    changed(more, at, other);
                }
            }
        }
    }

    private static void changed(byte[] bytes, int at, byte other) {
        byte[] copy = bytes.clone();
        copy[at] = other;
        long line = 0;
        long lines = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines++;
                line += i < at ? 1 : 0;
            }
        }
        String where = "byte " + at + " of line " + line + ": " + bytes[at] + " → " + other;
        Verification found;
        try {
            found = verified(copy);
        } catch (LedgerException e) {
            assertThat(line).as(where).isZero();
            assertThat(e.code()).as(where).isIn(ErrorCode.NOT_AN_EXPORT, ErrorCode.UNKNOWN_FORMAT);
            return;
        }
        assertThat(found.broken()).as(where).isPresent();
        long sequence = found.broken().get().sequence();
        if (line == 0) {
            assertThat(sequence).as(where).isZero();
        } else if (line == lines - 1) {
            assertThat(sequence).as(where).isIn(0L, lines - 1);
        } else {
            assertThat(sequence).as(where).isEqualTo(line);
        }
    }

    /** AU-5. Lines that are left out, exchanged, written twice; an end that is missing. */
    @Test
    void linesThatAreMovedAreFound() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            restore(place, 5, 12);
            List<String> lines = new String(export(place.ledger()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            for (int i = 1; i < lines.size(); i++) {
                List<String> without = new ArrayList<>(lines);
                without.remove(i);
                assertThat(broken(without)).as("without line " + i).isEqualTo(Math.min(i, 13));
                List<String> cut = new ArrayList<>(lines.subList(0, i));
                assertThat(broken(cut)).as("cut off before line " + i).isEqualTo(i);
                List<String> twice = new ArrayList<>(lines);
                twice.add(i, lines.get(i));
                assertThat(broken(twice)).as("line " + i + " twice").isEqualTo(i == 13 ? 0 : i + 1);
            }
            byte[] whole = export(place.ledger());
            byte[] half = Arrays.copyOf(whole, whole.length - 1);
            assertThat(verified(half).broken()).isPresent();
        }
    }

    private static long broken(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return verified(bytes).broken().orElseThrow().sequence();
    }

    /** AU-7. */
    @Test
    void aLedgerWithOtherEventsTakesNone() throws Exception {
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            restore(from, 8, 40);
            restore(to, 9, 10);
            byte[] before = export(to.ledger());
            Path file = file(export(from.ledger()));
            assertThatThrownBy(() -> new ExportImport(file, "x.jsonl").into(to.ledger(), SOON, true))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_BEGUN));
            assertThat(export(to.ledger())).isEqualTo(before);
        }
    }

    /** AU-7. The file is another one when it is read the second time, or does not verify at all. */
    @Test
    void whatDoesNotVerifyIsNotImported() throws Exception {
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            restore(from, 8, 60);
            byte[] bytes = export(from.ledger());
            String text = new String(bytes, StandardCharsets.UTF_8);
            Path file = file(
                    text.replace("\"os_user\":\"mira\"", "\"os_user\":\"nora\"").getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> new ExportImport(file, "x.jsonl").into(to.ledger(), SOON, true))
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_CHAIN);
                        assertThat(e.what())
                                .startsWith("x.jsonl is broken at event 3: its contents do not match its hash");
                    });
            try (LedgerSession session = to.ledger().lock(SOON)) {
                LongHistory good = new LongHistory(1, 50);
                Iterator<LedgerEvent> gap = new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return good.hasNext();
                    }

                    @Override
                    public LedgerEvent next() {
                        LedgerEvent event = good.next();
                        return event.sequence() == 45 ? good.next() : event;
                    }
                };
                assertThatThrownBy(() -> session.restore(gap))
                        .hasMessageContaining("event 45 does not belong there: event 45 is missing");
            }
            assertThat(to.ledger().head()).isEmpty();
        }
    }

    /** AU-4. */
    @Test
    void aBrokenLedgerIsNotExported() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            restore(place, 2, 20);
            for (String trigger : place.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")) {
                place.execute("DROP TRIGGER " + trigger);
            }
            place.execute("UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 7");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> ExportWriter.write(place.ledger(), out))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.what()).startsWith("the chain is broken at event 7"));
            assertThat(verified(out.toByteArray()).broken().orElseThrow().sequence())
                    .isEqualTo(7);
        }
    }

    /** AU-4, AU-5, AU-6: kept scripts stand in the export, each before the event that is the first to name it. */
    @Test
    void keptScriptsAreExportedCheckedAndImported() throws Exception {
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("0001_a.sql"), "CREATE TABLE a (x);\n");
        Files.writeString(migrations.resolve("0001_a.down.sql"), "DROP TABLE a;\n");
        Files.writeString(migrations.resolve("0002_b.sql"), "CREATE TABLE b (x);\n");
        try (Place from = Place.sqlite(directory);
                Place to = Place.sqlite(directory)) {
            from.migrator(migrations).build().migrate();
            byte[] bytes = export(from.ledger());
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            assertThat(lines.stream().map(line -> line.startsWith("{\"script\":")))
                    .containsExactly(false, true, false, false, true, false, false, false);
            assertThat(verified(bytes).broken()).isEmpty();
            assertThat(verified(bytes).scripts()).isEqualTo(2);
            Random random = new Random(11);
            long[] sequences = {0, 1, 1, 2, 3, 3, 4};
            int line = 0;
            for (int at = 0; line < sequences.length; at++) {
                byte[] copy = bytes.clone();
                copy[at] ^= (byte) (1 << random.nextInt(8));
                if (line > 0) {
                    Verification found = verified(copy);
                    assertThat(found.broken())
                            .as("byte %d of line %d", at, line)
                            .isPresent();
                    assertThat(found.broken().get().sequence())
                            .as("byte %d of line %d", at, line)
                            .isEqualTo(sequences[line]);
                }
                line += bytes[at] == '\n' ? 1 : 0;
            }
            for (int[] change : new int[][] {{1, -1}, {4, -1}, {1, 3}, {4, 5}}) {
                List<String> other = new ArrayList<>(lines);
                String moved = other.remove(change[0]);
                if (change[1] >= 0) {
                    other.add(change[1], moved);
                }
                byte[] changed = (String.join("\n", other) + "\n").getBytes(StandardCharsets.UTF_8);
                assertThat(verified(changed).broken())
                        .hasValueSatisfying(
                                broken -> assertThat(broken.sequence()).isEqualTo(change[0] == 1 ? 1 : 3));
            }

            to.execute("CREATE TABLE a (x)", "CREATE TABLE b (x)");
            new ExportImport(file(bytes), "ledger.jsonl").into(to.ledger(), SOON, false);
            assertThat(to.ledger().verify().broken()).isEmpty();
            assertThat(to.ledger().verify().scripts()).isEqualTo(2);
            assertThat(export(to.ledger())).isEqualTo(bytes);
        }
    }
}
