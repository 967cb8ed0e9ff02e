package io.migrationledger.audit.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.audit.LongHistory;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions about a long history; each answer is compared with what a plain look at the fields says. */
class EventQueryTest {
    private static final List<LedgerEvent> EVENTS = new ArrayList<>();

    @BeforeAll
    static void history() {
        new LongHistory(17, 2_000).forEachRemaining(EVENTS::add);
    }

    private static List<LedgerEvent> found(EventQuery query) {
        return EVENTS.stream().filter(query).toList();
    }

    /** What can be asked, and the same by the fields alone. */
    private static Map<EventQuery, Predicate<LedgerEvent>> questions() {
        Instant then = EVENTS.get(700).header().recordedAt();
        Map<EventQuery, Predicate<LedgerEvent>> questions = new LinkedHashMap<>();
        questions.put(
                EventQuery.ANY.migration(MigrationId.of("main", "0007")),
                e -> e.id().value().equals("7"));
        questions.put(EventQuery.ANY.namespace("main"), e -> true);
        questions.put(EventQuery.ANY.type(EventType.FAILED), e -> e instanceof LedgerEvent.Failed);
        questions.put(EventQuery.ANY.origin(Origin.ACCEPTED), e -> e.origin() == Origin.ACCEPTED);
        questions.put(EventQuery.ANY.declared(), e -> e.origin() == Origin.ACCEPTED || e.origin() == Origin.BASELINED);
        questions.put(EventQuery.ANY.person("MIR"), e -> e.sequence() % 3 == 0);
        questions.put(EventQuery.ANY.person("app"), e -> true);
        questions.put(EventQuery.ANY.host("build-2"), e -> e.sequence() % 4 == 2);
        questions.put(EventQuery.ANY.application("ledger"), e -> true);
        questions.put(EventQuery.ANY.actor("build-1"), e -> e.sequence() % 4 == 1);
        questions.put(EventQuery.ANY.since(then), e -> !e.header().recordedAt().isBefore(then));
        questions.put(EventQuery.ANY.until(then), e -> !e.header().recordedAt().isAfter(then));
        questions.put(EventQuery.ANY.batch(12), e -> e.header().batch() == 12);
        questions.put(EventQuery.ANY.run("run-19"), e -> e.header().runId().startsWith("run-19"));
        return questions;
    }

    /** AU-1. */
    @Test
    void eachQuestionIsAnsweredByItsField() {
        questions()
                .forEach((query, plain) -> assertThat(found(query))
                        .isNotEmpty()
                        .isEqualTo(EVENTS.stream().filter(plain).toList()));
        assertThat(found(EventQuery.ANY.person("build"))).isEmpty();
        assertThat(found(EventQuery.ANY.host("mira"))).isEmpty();
        assertThat(found(EventQuery.ANY.namespace("other"))).isEmpty();
    }

    /** AU-1. */
    @Test
    void questionsCombine() {
        Random random = new Random(5);
        Instant then = EVENTS.get(1_000).header().recordedAt();
        List<LedgerEvent> some = found(EventQuery.ANY
                .type(EventType.STARTED)
                .person("jo")
                .host("build-2")
                .since(then)
                .declared());
        assertThat(some).isEmpty(); // an attempt is not declared
        for (int i = 0; i < 50; i++) {
            EventType type = EventType.values()[random.nextInt(EventType.values().length)];
            Instant from = EVENTS.get(random.nextInt(1_000)).header().recordedAt();
            Instant to = from.plusSeconds(random.nextInt(1_000_000));
            assertThat(found(EventQuery.ANY.type(type).since(from).until(to).person("mira")))
                    .isEqualTo(EVENTS.stream()
                            .filter(e -> e.type() == type && e.sequence() % 3 == 0)
                            .filter(e -> !e.header().recordedAt().isBefore(from)
                                    && !e.header().recordedAt().isAfter(to))
                            .toList());
        }
    }

    /** AU-1. */
    @Test
    void everyAttemptIsFoundOnce() {
        Attempts attempts = new Attempts(event -> true);
        EVENTS.forEach(attempts);
        List<AttemptView> found = attempts.found();
        assertThat(found).hasSize((int)
                EVENTS.stream().filter(e -> e.type() == EventType.STARTED).count());
        for (AttemptView attempt : found) {
            LedgerEvent last = attempt.last();
            assertThat(last.sequence()).isGreaterThanOrEqualTo(attempt.started().sequence());
            assertThat(last.id()).isEqualTo(attempt.id());
            assertThat(attempt.isDone()).isEqualTo(attempt.ended() && last.type() != EventType.FAILED);
            assertThat(attempt.error().isPresent()).isEqualTo(last.type() == EventType.FAILED);
        }
        Attempts failed = new Attempts(EventQuery.ANY.type(EventType.FAILED));
        EVENTS.forEach(failed);
        assertThat(failed.found()).hasSize((int)
                EVENTS.stream().filter(e -> e.type() == EventType.FAILED).count());
    }

    /** AU-1. */
    @Test
    void durationsAreThoseOfTheRunsThatWentWell() {
        Attempts attempts = new Attempts(event -> true);
        EVENTS.forEach(attempts);
        List<DurationView> views = DurationView.of(attempts.found());
        assertThat(views.stream().mapToInt(DurationView::runs).sum()).isEqualTo((int)
                attempts.found().stream().filter(AttemptView::isDone).count());
        for (int i = 1; i < views.size(); i++) {
            assertThat(views.get(i).slowest())
                    .isLessThanOrEqualTo(views.get(i - 1).slowest());
        }
        assertThat(views)
                .allMatch(view -> view.slowest().compareTo(view.first()) >= 0
                        && view.slowest().compareTo(view.last()) >= 0);
    }
}
