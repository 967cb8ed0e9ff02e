package io.migrationledger.cli.command;

import io.migrationledger.audit.question.EventQuery;
import io.migrationledger.audit.question.TimeText;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose events; all that are given must hold. */
class HistoryFilter {
    @Option(names = "--migration", paramLabel = "ID", description = "About this migration.")
    @Nullable
    String migration;

    @Option(
            names = "--event",
            paramLabel = "TYPE",
            description = "Of this type: started, step, applied, failed, rolled-back, noted.")
    @Nullable
    String event;

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description =
                    "Of this origin: executed, baselined, adopted, resolved, accepted, forgotten, squashed, declared,"
                            + " error, interrupted.")
    @Nullable
    String origin;

    @Option(
            names = "--declared",
            description =
                    "What a person declared, with the reason: baselined, adopted, resolved, accepted, forgotten; what the"
                            + " database is, and that its schema is known.")
    boolean declared;

    @Option(
            names = "--object",
            paramLabel = "NAME",
            description =
                    "That changed this table, index, view …: its name with or without the schema, in either case; in"
                            + " double quotes exactly.")
    @Nullable
    String object;

    @Option(
            names = "--person",
            paramLabel = "NAME",
            description = "Recorded by this user of the database or the system; of names a part is enough.")
    @Nullable
    String person;

    @Option(names = "--host", paramLabel = "NAME", description = "Recorded on this machine.")
    @Nullable
    String host;

    @Option(names = "--application", paramLabel = "NAME", description = "Recorded by this program.")
    @Nullable
    String application;

    @Option(names = "--actor", paramLabel = "NAME", description = "Any of these three.")
    @Nullable
    String actor;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Since then: 2026-03-01, 2026-03-01T12:00:00Z, or 30m, 2h, 7d ago.")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Until then; of a date, that whole day in UTC. (--as-of of other commands means the day's beginning.)")
    @Nullable
    String until;

    @Option(names = "--batch", paramLabel = "N", description = "Of the run with this number.")
    @Nullable
    Integer batch;

    @Option(names = "--run", paramLabel = "UUID", description = "Of the run whose id begins so.")
    @Nullable
    String run;

    EventQuery query(Invocation invocation, @Nullable String namespace) {
        EventQuery query = EventQuery.ANY;
        Instant now = Clock.systemUTC().instant();
        query = migration == null ? query : query.migration(invocation.id(migration));
        query = namespace == null
                ? query
                : query.namespace(invocation.configuration().namespace());
        query = event == null ? query : query.type(constant("--event", event, EventType.values(), "a type of event"));
        query = origin == null ? query : query.origin(constant("--origin", origin, Origin.values(), "an origin"));
        query = declared ? query.declared() : query;
        query = object == null ? query : query.object(object);
        query = person == null ? query : query.person(person);
        query = host == null ? query : query.host(host);
        query = application == null ? query : query.application(application);
        query = actor == null ? query : query.actor(actor);
        Instant from = since == null ? Instant.MIN : time("--since", since, TimeText.parse(since, now));
        Instant to = until == null ? Instant.MAX : time("--until", until, TimeText.parseEnd(until, now));
        if (from.isAfter(to)) {
            throw UsageError.of(
                    "--since " + since + " is later than --until " + until,
                    "No event can be between them: exchange them.");
        }
        query = since == null ? query : query.since(from);
        query = until == null ? query : query.until(to);
        query = batch == null ? query : query.batch(batch);
        return run == null ? query : query.run(run);
    }

    /** Returns the time that a person wrote. */
    static Instant time(String option, String text, Optional<Instant> parsed) {
        return parsed.orElseThrow(
                () -> UsageError.of(
                        option + " " + text + " is not a time",
                        "Write a date (2026-03-01), a time with its zone (2026-03-01T12:00:00Z), or how long ago (30m, 2h, 7d)."));
    }

    /** Returns the constant that a person wrote, in either case, with a dash or an underscore. */
    private static <E extends Enum<E>> E constant(String option, String text, E[] all, String kind) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        String names = Arrays.stream(all)
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        int last = names.lastIndexOf(", ");
        throw UsageError.of(
                option + " " + text + " is not " + kind,
                "Write " + names.substring(0, last) + " or " + names.substring(last + 2) + ".");
    }

    boolean take(String option, String value, @Nullable Integer number) {
        return switch (option) {
            case "--migration" -> migration == null && (migration = value) != null;
            case "--event" -> event == null && (event = value) != null;
            case "--origin" -> origin == null && (origin = value) != null;
            case "--object" -> object == null && (object = value) != null;
            case "--person" -> person == null && (person = value) != null;
            case "--host" -> host == null && (host = value) != null;
            case "--application" -> application == null && (application = value) != null;
            case "--actor" -> actor == null && (actor = value) != null;
            case "--since" -> since == null && (since = value) != null;
            case "--until" -> until == null && (until = value) != null;
            case "--batch" -> batch == null && (batch = number) != null;
            case "--run" -> run == null && (run = value) != null;
            default -> false;
        };
    }
}
