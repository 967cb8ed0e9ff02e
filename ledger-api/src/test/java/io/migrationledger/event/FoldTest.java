package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** State is a fold over the events: each event's effect on what is known of a migration. */
class FoldTest {
    private static final MigrationId ID = MigrationId.of("1");

    private final Events events = new Events("1");

    private static MigrationState fold(LedgerEvent... list) {
        return LedgerState.fold(List.of(list)).of(ID).orElseThrow();
    }

    @Test
    void anEmptyLedgerKnowsNothing() {
        LedgerState state = new LedgerState();
        assertThat(state.head()).isEmpty();
        assertThat(state.migrations()).isEmpty();
        assertThat(state.of(ID)).isEmpty();
        assertThat(state.unsettled("main")).isZero();
        assertThat(state.appliedDigest("main")).isEqualTo(AppliedDigest.EMPTY);
    }

    @Test
    void anAttemptRunsUntilItEnds() {
        LedgerEvent.Started started = events.started(Direction.UP, 1, 3);
        MigrationState state = fold(started);
        assertThat(state.status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(state.unsettled()).isTrue();
        assertThat(state.isInEffect()).isFalse();
        assertThat(state.last()).isEqualTo(started);
        MigrationState.Attempted attempt = state.attempt().orElseThrow();
        assertThat(attempt.started()).isEqualTo(started);
        assertThat(attempt.direction()).isEqualTo(Direction.UP);
        assertThat(attempt.done()).isOne();
        assertThat(attempt.intent()).isEmpty();

        MigrationState stepped = fold(started, events.step(Direction.UP, 2, 3));
        assertThat(stepped.status()).isEqualTo(MigrationStatus.RUNNING);
        assertThat(stepped.attempt().orElseThrow().done()).isEqualTo(2);
        assertThat(stepped.attempt().orElseThrow().intent().orElseThrow().statement())
                .isEqualTo(3);
    }

    @Test
    void whatIsAppliedIsInEffectUntilItIsRolledBack() {
        LedgerEvent.Applied applied = events.applied(Origin.EXECUTED, 1);
        MigrationState state = fold(events.started(1), applied);
        assertThat(state.status()).isEqualTo(MigrationStatus.APPLIED);
        assertThat(state.unsettled()).isFalse();
        assertThat(state.inEffect()).contains(applied);
        assertThat(state.since()).contains(applied);
        assertThat(state.attempt()).isEmpty();
        assertThat(state.isDeclared()).isFalse();

        MigrationState back = fold(
                events.started(1),
                applied,
                events.started(Direction.DOWN, 0, 1),
                events.rolledBack(Origin.EXECUTED, 1, ""));
        assertThat(back.status()).isEqualTo(MigrationStatus.ROLLED_BACK);
        assertThat(back.inEffect()).isEmpty();
        assertThat(back.since()).isEmpty();
        assertThat(back.unsettled()).isFalse();
    }

    @Test
    void anAttemptChangesNothingOfWhatIsBack() {
        LedgerEvent.Applied baselined = events.applied(Origin.BASELINED, 0);
        MigrationState back = fold(
                baselined,
                events.rolledBack(Origin.FORGOTTEN, 0, "its file is gone"),
                events.applied(Origin.RESOLVED, 0),
                events.started(Direction.DOWN, 0, 1));
        assertThat(back.since()).contains(baselined);
        assertThat(back.isDeclared()).isTrue();
    }

    @Test
    void whatIsForgottenOrSquashedIsNotRolledBack() {
        for (Origin origin : List.of(Origin.FORGOTTEN, Origin.SQUASHED)) {
            assertThat(fold(events.applied(Origin.EXECUTED, 1), events.rolledBack(origin, 0, "gone"))
                            .status())
                    .isEqualTo(MigrationStatus.FORGOTTEN);
        }
        assertThat(fold(events.applied(Origin.BASELINED, 0), events.rolledBack(Origin.RESOLVED, 0, "no"))
                        .status())
                .isEqualTo(MigrationStatus.ROLLED_BACK);
    }

    @Test
    void aFailureIsWithoutEffectPartWayOrInDoubt() {
        MigrationState failed = fold(events.started(2), events.failed(0));
        assertThat(failed.status()).isEqualTo(MigrationStatus.FAILED);
        assertThat(failed.unsettled()).isFalse();
        assertThat(failed.attempt().orElseThrow().failed()).isPresent();

        MigrationState partWay = fold(events.started(2), events.failed(1));
        assertThat(partWay.status()).isEqualTo(MigrationStatus.PART_WAY);
        assertThat(partWay.unsettled()).isTrue();
        assertThat(partWay.attempt().orElseThrow().done()).isOne();

        MigrationState doubt = fold(events.started(2), events.doubtful(0));
        assertThat(doubt.status()).isEqualTo(MigrationStatus.IN_DOUBT);
        assertThat(doubt.unsettled()).isTrue();
    }

    @Test
    void aRollbackThatFailsWithoutEffectLeavesItApplied() {
        LedgerEvent.Applied applied = events.applied(Origin.EXECUTED, 1);
        MigrationState state = fold(
                events.started(1),
                applied,
                events.started(Direction.DOWN, 0, 1),
                events.failed(Direction.DOWN, Origin.ERROR, 0));
        assertThat(state.status()).isEqualTo(MigrationStatus.APPLIED);
        assertThat(state.inEffect()).contains(applied);
    }

    @Test
    void whatUndoesAPartLeavesThatPartWhereItFailsAtOnce() {
        LedgerEvent.Started up = events.started(3);
        List<LedgerEvent> partWay = List.of(up, events.failed(2));
        LedgerEvent.Started down = events.started(Direction.DOWN, 0, 1);
        MigrationState undoing = fold(up, partWay.get(1), down);
        assertThat(undoing.attempt().orElseThrow().undoes().map(MigrationState.Attempted::started))
                .contains(up);
        MigrationState stepping = fold(up, partWay.get(1), down, events.step(Direction.DOWN, 0, 1));
        assertThat(stepping.attempt().orElseThrow().undoes()).isPresent();

        MigrationState failed = fold(up, partWay.get(1), down, events.failed(Direction.DOWN, Origin.ERROR, 0));
        assertThat(failed.status()).isEqualTo(MigrationStatus.PART_WAY);
        assertThat(failed.attempt().map(MigrationState.Attempted::started)).contains(up);
        assertThat(failed.attempt().orElseThrow().done()).isEqualTo(2);

        // A second attempt to undo still undoes the part that the attempt before it left.
        MigrationState further = fold(
                up,
                partWay.get(1),
                down,
                events.failed(Direction.DOWN, Origin.ERROR, 1),
                events.started(Direction.DOWN, 1, 2));
        assertThat(further.attempt().orElseThrow().undoes().map(MigrationState.Attempted::started))
                .contains(up);
        assertThat(fold(up, events.failed(0), events.started(Direction.DOWN, 0, 1))
                        .attempt()
                        .orElseThrow()
                        .undoes())
                .as("where nothing was left, nothing is undone")
                .isEmpty();
        assertThat(fold(events.applied(Origin.EXECUTED, 1), up, events.failed(1), events.started(Direction.DOWN, 0, 1))
                        .attempt()
                        .orElseThrow()
                        .undoes())
                .as("what is in effect is undone as a whole")
                .isEmpty();
        assertThat(fold(up, partWay.get(1), events.started(3))
                        .attempt()
                        .orElseThrow()
                        .undoes())
                .as("an attempt upwards undoes nothing")
                .isEmpty();
    }

    @Test
    void anEditThatIsAcceptedKeepsThePlaceInTheOrder() {
        LedgerEvent.Applied first = events.applied(Origin.EXECUTED, 1);
        for (Origin origin : List.of(Origin.ACCEPTED, Origin.SQUASHED)) {
            LedgerEvent.Applied again = events.applied(origin, 0);
            MigrationState state = fold(first, again);
            assertThat(state.inEffect()).contains(again);
            assertThat(state.since()).contains(first);
            assertThat(state.isDeclared()).isEqualTo(origin == Origin.SQUASHED);
            assertThat(fold(again).since()).contains(again);
        }
        LedgerEvent.Applied executed = events.applied(Origin.EXECUTED, 1);
        assertThat(fold(first, executed).since()).contains(executed);
    }

    /** Its time is then that of the rest only. */
    @Test
    void whatWentOnAfterAFailureIsResumedAsLongAsItIsInEffect() {
        LedgerEvent first = events.started(3);
        LedgerEvent failed = events.failed(1);
        LedgerEvent second = events.started(Direction.UP, 1, 3);
        LedgerEvent applied = events.applied(Origin.EXECUTED, 3);
        LedgerEvent down = events.started(Direction.DOWN, 0, 1);
        assertThat(fold(first, applied).resumed()).isFalse();
        assertThat(fold(first, failed, second).resumed()).isFalse();
        assertThat(fold(first, failed, second, applied).resumed()).isTrue();
        assertThat(fold(first, failed, second, applied, events.applied(Origin.ACCEPTED, 0))
                        .resumed())
                .isTrue();
        assertThat(fold(first, failed, second, applied, down, events.failed(Direction.DOWN, Origin.ERROR, 0))
                        .resumed())
                .isTrue();
        assertThat(fold(first, failed, second, applied, down, events.rolledBack(Origin.EXECUTED, 1, ""))
                        .resumed())
                .isFalse();
        assertThat(fold(first, failed, second, applied, first, applied).resumed())
                .isFalse();
    }

    /** The whole time of a migration is that of all attempts that its effect is made of. */
    @Test
    void whatEarlierAttemptsTookIsKept() {
        LedgerEvent first = events.started(3);
        LedgerEvent step = events.step(1, Duration.ofSeconds(2));
        LedgerEvent failed = events.failed(Origin.ERROR, 1, Duration.ofSeconds(5));
        LedgerEvent cut = events.failed(Origin.INTERRUPTED, 1, Duration.ZERO);
        LedgerEvent second = events.started(Direction.UP, 1, 3);
        LedgerEvent third = events.started(Direction.UP, 2, 3);
        LedgerEvent again = events.step(2, Duration.ofSeconds(1));
        LedgerEvent applied = events.applied(Origin.EXECUTED, 3);
        assertThat(fold(first, step, failed, second, applied).earlier())
                .contains(new MigrationState.Earlier(Duration.ofSeconds(5), false));
        assertThat(fold(first, step, cut, second, applied).earlier())
                .contains(new MigrationState.Earlier(Duration.ofSeconds(2), true));
        assertThat(fold(first, step, failed, second, again, cut, third, applied).earlier())
                .contains(new MigrationState.Earlier(Duration.ofSeconds(6), true));
        assertThat(fold(first, step, cut, first, applied).earlier())
                .as("it began anew")
                .isEmpty();
    }

    @Test
    void whatWasBaselinedOrAdoptedIsDeclared() {
        for (Origin origin : Origin.values()) {
            boolean declared = origin == Origin.BASELINED || origin == Origin.ADOPTED || origin == Origin.SQUASHED;
            assertThat(fold(events.applied(origin, 0)).isDeclared())
                    .as("%s", origin)
                    .isEqualTo(declared);
        }
        assertThat(fold(events.applied(Origin.BASELINED, 0), events.applied(Origin.ACCEPTED, 0))
                        .isDeclared())
                .isTrue();
    }

    @Test
    void digestAndCountAreThoseOfTheNamespace() {
        Events other = new Events("2");
        LedgerEvent.Started started = other.started(1);
        LedgerEvent.Applied applied = other.applied(Origin.EXECUTED, 1);
        LedgerState state = LedgerState.fold(List.of(events.started(2), started, new Events("3").started(1), applied));
        assertThat(state.unsettled("main")).isEqualTo(2);
        assertThat(applied.sequence()).isEqualTo(2);
        assertThat(state.unsettled("elsewhere")).isZero();
        assertThat(state.appliedDigest("main"))
                .isEqualTo(AppliedDigest.EMPTY.plus(
                        MigrationId.of("2"), applied.header().checksum()));
        assertThat(state.appliedDigest("elsewhere")).isEqualTo(AppliedDigest.EMPTY);
        assertThat(state.head()).contains(applied);
        assertThat(state.migrations())
                .extracting(MigrationState::id)
                .containsExactly(ID, MigrationId.of("2"), MigrationId.of("3"));
    }

    @Test
    void anActorIsDescribedByWhatIsKnown() {
        assertThat(new Actor("app", "mira", "build-7", "x").describe()).isEqualTo("mira@build-7 (database user app)");
        assertThat(new Actor("mira", "mira", "", "x").describe()).isEqualTo("mira");
        assertThat(new Actor("", "", "h", "x").describe()).isEqualTo("unknown@h");
        assertThat(Optional.of(events.started(1)).map(LedgerEvent::id)).contains(ID);
    }
}
