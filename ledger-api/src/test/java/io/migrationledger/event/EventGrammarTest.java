package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventGrammarTest {
    private final Events events = new Events("1");

    private static Optional<String> last(LedgerEvent... list) {
        Optional<MigrationState> state = Optional.empty();
        for (int i = 0; i < list.length - 1; i++) {
            assertThat(EventGrammar.contradiction(state, list[i]))
                    .as("event %d", i)
                    .isEmpty();
            state = Optional.of(MigrationState.after(state, list[i]));
        }
        return EventGrammar.contradiction(state, list[list.length - 1]);
    }

    @Test
    void wholeAttemptsAreGood() {
        assertThat(last(
                        events.started(2),
                        events.step(Direction.UP, 0, 1),
                        events.step(1),
                        events.failed(1),
                        events.started(Direction.UP, 1, 2),
                        events.step(Direction.UP, 1, 2),
                        events.applied(Origin.EXECUTED, 2),
                        events.started(Direction.DOWN, 0, 1),
                        events.rolledBack(Origin.EXECUTED, 1, "")))
                .isEmpty();
        assertThat(last(events.started(0), events.applied(Origin.EXECUTED, 0))).isEmpty();
        assertThat(last(events.started(1), events.failed(Direction.UP, Origin.INTERRUPTED, 1)))
                .isEmpty();
    }

    @Test
    void whatIsDeclaredNeedsNoAttempt() {
        for (Origin origin :
                List.of(Origin.BASELINED, Origin.ADOPTED, Origin.RESOLVED, Origin.ACCEPTED, Origin.SQUASHED)) {
            assertThat(last(events.applied(origin, 0))).as("%s", origin).isEmpty();
        }
        assertThat(last(events.failed(Direction.UP, Origin.RESOLVED, 7))).isEmpty();
        assertThat(last(events.rolledBack(Origin.FORGOTTEN, 0, "gone"))).isEmpty();
        assertThat(last(events.rolledBack(Origin.EXECUTED, 0, "runs again"))).isEmpty();
    }

    @Test
    void whatIsExecutedBelongsToAnAttempt() {
        assertThat(last(events.applied(Origin.EXECUTED, 1)))
                .hasValueSatisfying(said -> assertThat(said).contains("none was begun"));
        assertThat(last(events.step(0))).isPresent();
        assertThat(last(events.failed(0))).isPresent();
        assertThat(last(events.failed(Direction.UP, Origin.INTERRUPTED, 0))).isPresent();
        assertThat(last(events.rolledBack(Origin.EXECUTED, 1, ""))).isPresent();
        assertThat(last(events.started(1), events.failed(0), events.step(0))).isPresent();
        assertThat(last(events.started(1), events.applied(Origin.EXECUTED, 1), events.applied(Origin.EXECUTED, 1)))
                .isPresent();
    }

    @Test
    void anAttemptEndsBeforeTheNextBegins() {
        assertThat(last(events.started(1), events.started(1)))
                .hasValueSatisfying(said -> assertThat(said).contains("has not ended"));
        assertThat(last(events.started(1), events.failed(0), events.started(1))).isEmpty();
    }

    @Test
    void noMoreIsDoneThanThereIs() {
        assertThat(last(events.started(Direction.UP, 3, 2)))
                .hasValueSatisfying(
                        said -> assertThat(said).contains("3 statements").contains("has 2"));
        assertThat(last(events.started(Direction.UP, 2, 2))).isEmpty();
        assertThat(last(events.started(2), events.step(2))).isEmpty();
        assertThat(last(events.started(2), events.step(3))).isPresent();
        assertThat(last(events.started(2), events.applied(Origin.EXECUTED, 3))).isPresent();
        assertThat(last(events.started(2), events.failed(3))).isPresent();
    }

    @Test
    void whatIsDoneStaysDone() {
        assertThat(last(events.started(3), events.step(2), events.step(2))).isEmpty();
        assertThat(last(events.started(3), events.step(2), events.step(1)))
                .hasValueSatisfying(said -> assertThat(said).contains("fewer statements"));
    }

    @Test
    void anIntentIsOfAStatementOfTheScript() {
        assertThat(last(events.started(2), events.step(Direction.UP, 0, 2))).isEmpty();
        assertThat(last(events.started(2), events.step(Direction.UP, 0, 3))).isPresent();
    }

    @Test
    void anAttemptKeepsItsDirection() {
        assertThat(last(events.started(2), events.step(Direction.DOWN, 0, 0)))
                .hasValueSatisfying(said -> assertThat(said).contains("direction"));
    }

    @Test
    void nothingIsNegative() {
        assertThat(EventGrammar.contradiction(
                        Optional.empty(),
                        new LedgerEvent.Applied(
                                events.header(Direction.UP, 0, Duration.ofNanos(-1)),
                                Origin.BASELINED,
                                "",
                                Optional.empty(),
                                List.of(),
                                Optional.empty())))
                .hasValueSatisfying(said -> assertThat(said).contains("no time"));
        assertThat(last(events.applied(Origin.BASELINED, -1)))
                .hasValueSatisfying(said -> assertThat(said).contains("no statement"));
    }
}
