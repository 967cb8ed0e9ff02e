package io.migrationledger.audit.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerSession;
import io.migrationledger.StatusReport;
import io.migrationledger.audit.LongHistory;
import io.migrationledger.audit.Place;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state at a point is that of the events before it. */
class PointInTimeTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final List<LedgerEvent> EVENTS = new ArrayList<>();

    @TempDir
    Path directory;

    @BeforeAll
    static void history() {
        new LongHistory(23, 400).forEachRemaining(EVENTS::add);
    }

    private static PointInTime.Fold fold(PointInTime point, List<LedgerEvent> events) {
        PointInTime.Fold fold = point.fold();
        events.forEach(fold);
        return fold;
    }

    /** AU-13. At every sequence of a long history, and at the time of every event. */
    @Test
    void asOfEverySequenceEqualsAReplay() throws Exception {
        try (Place place = Place.sqlite(directory)) {
            try (LedgerSession session = place.ledger().lock(Duration.ofSeconds(30))) {
                session.restore(EVENTS.iterator());
            }
            for (int sequence = 1; sequence <= EVENTS.size(); sequence++) {
                List<MigrationState> replayed = List.copyOf(
                        LedgerState.fold(EVENTS.subList(0, sequence)).migrations());
                assertThat(fold(PointInTime.after(sequence), EVENTS).state().migrations())
                        .containsExactlyElementsOf(replayed);
                if (sequence % 20 == 0) {
                    StatusReport report = place.ledger().statusAsOf(sequence);
                    assertThat(report.head()).contains(EVENTS.get(sequence - 1));
                    assertThat(report.lines().stream().map(line -> line.state().orElseThrow()))
                            .containsExactlyInAnyOrderElementsOf(replayed);
                }
            }
        }
    }

    /** AU-13. */
    @Test
    void aTimeMeansTheEventsUpToIt() {
        for (LedgerEvent event : EVENTS) {
            Instant time = event.header().recordedAt();
            long last = EVENTS.stream()
                    .filter(one -> !one.header().recordedAt().isAfter(time))
                    .mapToLong(LedgerEvent::sequence)
                    .max()
                    .orElseThrow();
            PointInTime.Fold fold = fold(PointInTime.at(time), EVENTS);
            assertThat(fold.state().head().orElseThrow().sequence()).isEqualTo(last);
            assertThat(fold.earlier()).isEmpty();
            assertThat(fold.newest()).isEqualTo(EVENTS.size());
        }
        assertThat(fold(PointInTime.at(Instant.EPOCH), EVENTS).state().head()).isEmpty();
        assertThat(fold(PointInTime.NOW, EVENTS).state().head()).contains(EVENTS.get(EVENTS.size() - 1));
    }

    /** AU-13. One clock was an hour ahead: what it recorded does not count before its time, nor what stands behind it. */
    @Test
    void whereClocksDifferTheOrderIsThatOfTheLedger() {
        List<LedgerEvent> events = new ArrayList<>(EVENTS.subList(0, 5));
        events.addAll(EVENTS.subList(200, 202));
        events.addAll(EVENTS.subList(5, 9));
        Instant time = EVENTS.get(8).header().recordedAt();
        PointInTime.Fold fold = fold(PointInTime.at(time), events);
        assertThat(fold.state().head()).contains(EVENTS.get(4));
        assertThat(fold.earlier()).hasValue(EVENTS.get(5).sequence());
    }

    @Test
    void pointsAreRead() {
        assertThat(PointInTime.parse("38", NOW).orElseThrow().sequence()).hasValue(38);
        assertThat(PointInTime.parse("2026-03-01", NOW).orElseThrow().sequence())
                .isEmpty();
        for (String wrong : new String[] {"", "0", "x", "1.5", "-3", "9999999999999999999999"}) {
            assertThat(PointInTime.parse(wrong, NOW)).as(wrong).isEqualTo(Optional.empty());
        }
    }
}
