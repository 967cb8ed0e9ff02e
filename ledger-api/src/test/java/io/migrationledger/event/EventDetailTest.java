package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every attribute of every type of event is read back from the detail as it was written, and absent where it was. */
class EventDetailTest {
    private final Events events = new Events("1");

    private LedgerEvent read(EventType type, Origin origin, String detail) {
        return EventDetail.toEvent(type.name(), origin.name(), events.header(Direction.UP, 0, Duration.ZERO, detail));
    }

    @Test
    void started() {
        StepList steps = new StepList(List.of(new StepList.Entry("a1", "SELECT 1"), new StepList.Entry("b2", "")));
        assertThat(read(
                        EventType.STARTED,
                        Origin.EXECUTED,
                        EventDetail.started(2, Strategy.STEPWISE, steps, "d", Optional.empty())))
                .isInstanceOfSatisfying(LedgerEvent.Started.class, event -> {
                    assertThat(event.statements()).isEqualTo(2);
                    assertThat(event.strategy()).isEqualTo(Strategy.STEPWISE);
                    assertThat(event.steps()).isEqualTo(steps);
                    assertThat(event.description()).isEqualTo("d");
                    assertThat(event.origin()).isEqualTo(Origin.EXECUTED);
                    assertThat(event.type()).isEqualTo(EventType.STARTED);
                });
        assertThat(EventDetail.started(0, Strategy.TRANSACTIONAL, StepList.EMPTY, "", Optional.empty()))
                .isEqualTo("{\"statements\":0,\"strategy\":\"TRANSACTIONAL\"}");
    }

    @Test
    void step() {
        Intent intent = new Intent(3, "sum", "print");
        assertThat(read(EventType.STEP, Origin.EXECUTED, EventDetail.step(Optional.of(intent))))
                .isInstanceOfSatisfying(
                        LedgerEvent.Step.class,
                        event -> assertThat(event.intent()).contains(intent));
        assertThat(EventDetail.step(Optional.empty())).isEqualTo("{}");
        assertThat(((LedgerEvent.Step) read(EventType.STEP, Origin.EXECUTED, "{}")).intent())
                .isEmpty();
    }

    @Test
    void failed() {
        Failure failure = new Failure(2, "f.sql", 7, "42000", 1064, "no");
        Doubt doubt = new Doubt(2, "f.sql", 7, "CALL p()", "who knows", "SELECT 1");
        assertThat(read(
                        EventType.FAILED,
                        Origin.ERROR,
                        EventDetail.failed(Optional.of(failure), Optional.of(doubt), Optional.of("looked"))))
                .isInstanceOfSatisfying(LedgerEvent.Failed.class, event -> {
                    assertThat(event.error()).contains(failure);
                    assertThat(event.doubt()).contains(doubt);
                    assertThat(event.reason()).contains("looked");
                    assertThat(event.origin()).isEqualTo(Origin.ERROR);
                    assertThat(event.type()).isEqualTo(EventType.FAILED);
                });
        String none = EventDetail.failed(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(none).isEqualTo("{}");
        assertThat(read(EventType.FAILED, Origin.INTERRUPTED, none))
                .isInstanceOfSatisfying(LedgerEvent.Failed.class, event -> {
                    assertThat(event.error()).isEmpty();
                    assertThat(event.doubt()).isEmpty();
                    assertThat(event.reason()).isEmpty();
                });
        assertThat(EventDetail.failed(
                        Optional.of(new Failure(0, "", 0, "", 0, "m")), Optional.empty(), Optional.empty()))
                .isEqualTo("{\"error\":{\"statement\":0,\"line\":0,\"vendorCode\":0,\"message\":\"m\"}}");
    }

    @Test
    void settled() {
        String detail = EventDetail.settled("d", Optional.of("r"), Optional.empty());
        assertThat(read(EventType.APPLIED, Origin.RESOLVED, detail))
                .isInstanceOfSatisfying(LedgerEvent.Applied.class, event -> {
                    assertThat(event.description()).isEqualTo("d");
                    assertThat(event.reason()).contains("r");
                    assertThat(event.origin()).isEqualTo(Origin.RESOLVED);
                    assertThat(event.type()).isEqualTo(EventType.APPLIED);
                });
        assertThat(read(EventType.ROLLED_BACK, Origin.FORGOTTEN, detail))
                .isInstanceOfSatisfying(LedgerEvent.RolledBack.class, event -> {
                    assertThat(event.reason()).contains("r");
                    assertThat(event.origin()).isEqualTo(Origin.FORGOTTEN);
                    assertThat(event.type()).isEqualTo(EventType.ROLLED_BACK);
                });
        assertThat(EventDetail.settled("", Optional.empty())).isEqualTo("{}");
        assertThat(EventDetail.settled("", Optional.empty(), List.of())).isEqualTo("{}");
        List<MigrationId> replaced = List.of(MigrationId.of("1"), MigrationId.of("2"));
        assertThat(read(EventType.APPLIED, Origin.SQUASHED, EventDetail.settled("d", Optional.of("r"), replaced)))
                .isInstanceOfSatisfying(LedgerEvent.Applied.class, event -> {
                    assertThat(event.replaces()).isEqualTo(replaced);
                    assertThat(event.description()).isEqualTo("d");
                    assertThat(event.reason()).contains("r");
                });
        assertThat(((LedgerEvent.Applied) read(EventType.APPLIED, Origin.EXECUTED, detail)).replaces())
                .isEmpty();
    }

    @Test
    void adopted() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("version", "1");
        row.put("rank", 1L);
        row.put("success", true);
        row.put("note", null);
        Adopted all = new Adopted(
                "flyway",
                "flyway_schema_history",
                "1",
                "SQL",
                Optional.of("2026-01-01T00:00:00"),
                Optional.of(Duration.ofMillis(5)),
                Optional.of("sa"),
                Optional.of("7"),
                Optional.of("-1"),
                Adopted.FileCheck.EDITED,
                row);
        Adopted least = new Adopted(
                "goose",
                "goose_db_version",
                "2",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Adopted.FileCheck.ABSENT,
                Map.of());
        for (Adopted adopted : List.of(all, least)) {
            assertThat(Adopted.of(read(
                            EventType.APPLIED,
                            Origin.ADOPTED,
                            EventDetail.settled("", Optional.empty(), Optional.of(adopted)))))
                    .contains(adopted);
            assertThat(Adopted.of(read(
                            EventType.STARTED,
                            Origin.EXECUTED,
                            EventDetail.started(1, Strategy.TRANSACTIONAL, StepList.EMPTY, "", Optional.of(adopted)))))
                    .contains(adopted);
        }
        assertThat(Adopted.of(read(EventType.APPLIED, Origin.EXECUTED, "{}"))).isEmpty();
        assertThat(Adopted.of(read(EventType.APPLIED, Origin.EXECUTED, "{\"adopted\":1}")))
                .isEmpty();
    }

    @Test
    void whatThisVersionDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> EventDetail.toEvent("ERASED", "ERROR", events.header(Direction.UP, 0, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventDetail.toEvent("APPLIED", "MAGIC", events.header(Direction.UP, 0, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
