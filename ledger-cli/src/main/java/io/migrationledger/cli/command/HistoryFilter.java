package io.migrationledger.cli.command;

import io.migrationledger.audit.question.TimeText;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.event.Actor;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses events; null accepts any. */
public record HistoryFilter(
        @Nullable MigrationId migration,
        @Nullable Instant since,
        @Nullable String actor,
        @Nullable EventType type,
        @Nullable String namespace) {

    boolean accepts(LedgerEvent event) {
        return (migration == null || migration.equals(event.id()))
                && (since == null || !event.header().recordedAt().isBefore(since))
                && (type == null || type == event.type())
                && (namespace == null || namespace.equals(event.id().namespace()))
                && (actor == null || isBy(event.header().actor(), actor.toLowerCase(Locale.ROOT)));
    }

    private static boolean isBy(Actor by, String part) {
        return by.osUser().toLowerCase(Locale.ROOT).contains(part)
                || by.databaseUser().toLowerCase(Locale.ROOT).contains(part)
                || by.host().toLowerCase(Locale.ROOT).contains(part)
                || by.application().toLowerCase(Locale.ROOT).contains(part);
    }

    /** Returns the time that a person wrote; a date is its midnight in UTC. */
    static Instant since(String text, Clock clock) {
        return TimeText.parse(text, clock.instant())
                .orElseThrow(
                        () -> UsageError.of(
                                "--since " + text + " is not a time",
                                "Write a date (2026-03-01), a time with its zone (2026-03-01T12:00:00Z), or how long ago (30m, 2h, 7d)."));
    }

    /** Returns the type that a person wrote, in either case, with a dash or an underscore. */
    static EventType type(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (EventType type : EventType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw UsageError.of(
                "--event " + text + " is not a type of event", "Write started, step, applied, failed or rolled-back.");
    }
}
