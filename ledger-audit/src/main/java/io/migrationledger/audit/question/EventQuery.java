package io.migrationledger.audit.question;

import io.migrationledger.event.Actor;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which events are meant: begin with {@link #ANY} and add what must hold of an event. All of it must hold. Of names a part is
 * enough, in either case. Immutable, for many threads.
 *
 * <pre>{@code
 * EventQuery failures = EventQuery.ANY.type(EventType.FAILED).person("mira").since(lastWeek);
 * ledger.forEach(event -> { if (failures.test(event)) … });
 * }</pre>
 */
public final class EventQuery implements Predicate<LedgerEvent> {
    /** Any event. */
    public static final EventQuery ANY = new EventQuery(event -> true);

    /** What a person decides, and the ledger cannot know by itself. */
    private static final Set<Origin> DECLARED = EnumSet.of(
            Origin.BASELINED, Origin.ADOPTED, Origin.RESOLVED, Origin.ACCEPTED, Origin.FORGOTTEN, Origin.DECLARED);

    private final Predicate<LedgerEvent> all;

    private EventQuery(Predicate<LedgerEvent> all) {
        this.all = all;
    }

    @Override
    public boolean test(LedgerEvent event) {
        return all.test(event);
    }

    private EventQuery with(Predicate<LedgerEvent> one) {
        return new EventQuery(all.and(one));
    }

    /** About this migration. */
    public EventQuery migration(MigrationId id) {
        return with(event -> event.id().equals(id));
    }

    /** About a migration of this namespace. */
    public EventQuery namespace(String namespace) {
        return with(event -> event.id().namespace().equals(namespace));
    }

    /** Of this type. */
    public EventQuery type(EventType type) {
        return with(event -> event.type() == type);
    }

    /** Of this origin. */
    public EventQuery origin(Origin origin) {
        return with(event -> event.origin() == origin);
    }

    /** What a person declared: baselined, adopted, resolved, accepted or forgotten; or said of the database itself. */
    public EventQuery declared() {
        return with(event -> DECLARED.contains(event.origin()));
    }

    /**
     * That names this object as changed.
     *
     * @param name with or without its schema, in either case; in double quotes exactly
     */
    public EventQuery object(String name) {
        return with(event -> event.touched().names(name));
    }

    /** Recorded by somebody whose name, as the database or the operating system has it, holds this. */
    public EventQuery person(String part) {
        return actor(part, actor -> actor.databaseUser() + "\n" + actor.osUser());
    }

    /** Recorded on a machine whose name holds this. */
    public EventQuery host(String part) {
        return actor(part, Actor::host);
    }

    /** Recorded by a program whose name holds this. */
    public EventQuery application(String part) {
        return actor(part, Actor::application);
    }

    /** Recorded by a person, on a machine or by a program whose name holds this. */
    public EventQuery actor(String part) {
        return actor(
                part,
                actor -> String.join("\n", actor.osUser(), actor.databaseUser(), actor.host(), actor.application()));
    }

    private EventQuery actor(String part, Function<Actor, String> names) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return with(event ->
                names.apply(event.header().actor()).toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Recorded then or later. */
    public EventQuery since(Instant time) {
        return with(event -> !event.header().recordedAt().isBefore(time));
    }

    /** Recorded then or before. */
    public EventQuery until(Instant time) {
        return with(event -> !event.header().recordedAt().isAfter(time));
    }

    /** Of the run with this number. */
    public EventQuery batch(int batch) {
        return with(event -> event.header().batch() == batch);
    }

    /** Of the run whose id begins so. */
    public EventQuery run(String prefix) {
        return with(event -> event.header().runId().startsWith(prefix));
    }
}
