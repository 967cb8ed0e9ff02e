package io.migrationledger.audit.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.audit.LongHistory;
import io.migrationledger.audit.difference.LedgerDifference.Values;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What differs between two states. */
class LedgerDifferenceTest {
    private static final Set<Aspect> ALL = EnumSet.allOf(Aspect.class);

    private static LedgerEvent applied(long sequence, String id, String checksum, String person, String reason) {
        EventHeader header = new EventHeader(
                sequence,
                MigrationId.of("main", id),
                Direction.UP,
                checksum,
                0,
                1,
                "run",
                new Actor("app", person, "host", "ledger"),
                Instant.EPOCH,
                Duration.ZERO,
                0,
                AppliedDigest.EMPTY,
                EventDetail.settled("", reason.isEmpty() ? Optional.empty() : Optional.of(reason)),
                EventHeader.NO_HASH,
                EventHeader.NO_HASH);
        return EventDetail.toEvent("APPLIED", reason.isEmpty() ? "EXECUTED" : "BASELINED", header);
    }

    /** Applies these in this order; each is an id, with its checksum behind a slash where that matters. */
    private static LedgerState state(String... ids) {
        LedgerState state = new LedgerState();
        for (int i = 0; i < ids.length; i++) {
            String[] parts = ids[i].split("/");
            state.add(applied(i + 1, parts[0], parts.length > 1 ? parts[1] : "c", "mira", ""));
        }
        return state;
    }

    /** AU-8. */
    @Test
    void whatOnlyOneHasAndWhatWasEdited() {
        LedgerDifference found = LedgerDifference.of(state("1", "2", "3"), state("2/x", "3", "4"), ALL);
        assertThat(found.onlyInA()).extracting(entry -> entry.id().value()).containsExactly("1");
        assertThat(found.onlyInB()).extracting(entry -> entry.id().value()).containsExactly("4");
        assertThat(found.changed()).hasSize(1);
        assertThat(found.changed().get(0).values()).isEqualTo(Map.of(Aspect.CHECKSUM, new Values("c", "x")));
        assertThat(found.equal()).isEqualTo(1);
    }

    /** AU-8. */
    @Test
    void asFewAsPossibleCountAsMoved() {
        LedgerDifference found =
                LedgerDifference.of(state("1", "2", "3", "4", "5"), state("5", "1", "2", "3", "4", "6"), ALL);
        assertThat(found.changed()).hasSize(1);
        assertThat(found.changed().get(0).id().value()).isEqualTo("5");
        assertThat(found.changed().get(0).values()).isEqualTo(Map.of(Aspect.ORDER, new Values("5", "1")));
        // the one in the middle keeps its place
        assertThat(LedgerDifference.of(state("1", "2", "3"), state("3", "2", "1"), ALL)
                        .changed())
                .extracting(changed -> changed.id().value())
                .containsExactly("3");
        assertThat(LedgerDifference.of(state("1", "2"), state("2", "1"), EnumSet.of(Aspect.CHECKSUM))
                        .isAny())
                .isFalse();
    }

    /** AU-8. */
    @Test
    void personAndReason() {
        LedgerState a = LedgerState.fold(List.of(applied(1, "1", "c", "mira", "")));
        LedgerState b = LedgerState.fold(List.of(applied(1, "1", "c", "jo", "it was there")));
        assertThat(LedgerDifference.of(a, b, ALL).changed().get(0).values())
                .isEqualTo(
                        Map.of(Aspect.PERSON, new Values("mira", "jo"), Aspect.REASON, new Values("", "it was there")));
        assertThat(LedgerDifference.of(a, b, EnumSet.of(Aspect.CHECKSUM, Aspect.ORDER))
                        .isAny())
                .isFalse();
    }

    /** AU-8. Any two points of a long history. */
    @Test
    void bothWaysSayTheSame() {
        List<LedgerEvent> events = new ArrayList<>();
        new LongHistory(31, 600).forEachRemaining(events::add);
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            LedgerState a = LedgerState.fold(events.subList(0, random.nextInt(events.size())));
            LedgerState b = LedgerState.fold(events.subList(0, random.nextInt(events.size())));
            LedgerDifference there = LedgerDifference.of(a, b, ALL);
            LedgerDifference back = LedgerDifference.of(b, a, ALL);
            assertThat(there.onlyInA()).isEqualTo(back.onlyInB());
            assertThat(there.onlyInB()).isEqualTo(back.onlyInA());
            assertThat(there.equal()).isEqualTo(back.equal());
            assertThat(there.changed()).hasSameSizeAs(back.changed());
            assertThat(there.onlyInA().size() + there.changed().size() + there.equal())
                    .isEqualTo((int) a.migrations().stream()
                            .filter(state -> state.isInEffect() || state.unsettled())
                            .count());
            assertThat(LedgerDifference.of(a, a, ALL).isAny()).isFalse();
            assertThat(there.isAny())
                    .isEqualTo(!a.appliedDigest("main").equals(b.appliedDigest("main")) || isOtherwise(a, b));
        }
    }

    /** One ledger knows no other difference with an equal digest than a migration that came back or stands otherwise. */
    private static boolean isOtherwise(LedgerState a, LedgerState b) {
        List<MigrationState> one = standing(a);
        List<MigrationState> two = standing(b);
        return one.size() != two.size()
                || LedgerDifference.of(a, b, ALL).changed().size() > 0;
    }

    private static List<MigrationState> standing(LedgerState state) {
        return state.migrations().stream()
                .filter(migration -> migration.isInEffect() || migration.unsettled())
                .toList();
    }
}
