package io.migrationledger.audit.report.content;

import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.Verification;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.MigrationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a report tells, in one pass over the events. What it holds grows with the migrations and the runs, not with the
 * events: of each migration the newest entries are kept. Of one use, confined to one thread.
 */
public final class ContentReader {
    private final LedgerState state = new LedgerState();
    private final Map<MigrationId, Entries> entries = new LinkedHashMap<>();
    private final Map<Integer, Run> runs = new LinkedHashMap<>();
    private final Map<Integer, String[]> actors = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Consumer<? super KeptScript> scripts;
    private @Nullable Instant from;
    private @Nullable Instant to;

    /**
     * Has read nothing yet.
     *
     * @param scripts takes each kept script that an event names
     */
    public ContentReader(Consumer<? super KeptScript> scripts) {
        this.scripts = scripts;
    }

    /**
     * Reads a ledger.
     *
     * @param status how everything stands, where files were looked at; empty to ask the ledger alone
     * @throws LedgerException where the ledger cannot be read at all
     */
    public Content read(Ledger ledger, Optional<StatusReport> status, Instant madeAt) {
        Verification verification = ledger.verify(this::add, scripts);
        StatusReport[] recorded = new StatusReport[1];
        if (status.isEmpty()) {
            readable(() -> recorded[0] = ledger.status());
        }
        Optional<StatusReport> read = status.or(() -> Optional.ofNullable(recorded[0]));
        // Where the chain is broken, a status would count what nobody can rely on.
        Optional<StatusReport> standing = read.filter(all -> verification.isIntact());
        boolean compared = status.isPresent() && verification.isIntact();
        List<Item> items = items(standing);
        return new Content(
                read.map(StatusReport::database),
                compared,
                madeAt,
                verification,
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                standings(items),
                origins(items),
                items,
                List.copyOf(runs.values()),
                people(),
                List.copyOf(decisions),
                standing.map(StatusReport::problems).orElse(List.of()),
                status.filter(all -> compared).map(StatusReport::notes).orElse(List.of()));
    }

    /** A row that nobody can read ends the reading; the walk along the chain has named it. */
    private static void readable(Runnable reading) {
        try {
            reading.run();
        } catch (LedgerException e) {
            if (e.code() != ErrorCode.UNKNOWN_FORMAT) {
                throw e;
            }
        }
    }

    private void add(LedgerEvent event) {
        state.add(event);
        Instant at = event.header().recordedAt();
        from = from == null ? at : from;
        to = at;
        int batch = event.header().batch();
        String who = event.header().actor().describe();
        String application = event.header().actor().application();
        actors.putIfAbsent(batch, new String[] {who, application});
        Run run = runs.computeIfAbsent(
                batch,
                number -> new Run(number, application.isEmpty() ? who : who + ", " + application, at, at, 0, 0, 0, 0));
        Entry entry = entries.computeIfAbsent(event.id(), id -> new Entries()).add(event);
        runs.put(batch, run.until(at));
        if (entry != null) {
            runs.computeIfPresent(entry.batch(), (number, own) -> own.with(entry));
        }
        if (entry != null && entry.outcome() == Entry.Outcome.DECLARED) {
            decide(event, entry);
        }
    }

    private void decide(LedgerEvent event, Entry entry) {
        boolean undone = event.type() == EventType.ROLLED_BACK || event.type() == EventType.FAILED;
        int end = decisions.size() - 1;
        if (end >= 0 && decisions.get(end).takes(entry, undone)) {
            decisions.set(end, decisions.get(end).and(event.id()));
        } else {
            decisions.add(new Decision(
                    entry.batch(),
                    entry.began(),
                    entry.actor(),
                    entry.origin(),
                    undone,
                    entry.reason(),
                    1,
                    event.id(),
                    event.id()));
        }
    }

    private List<Item> items(Optional<StatusReport> status) {
        List<Item> items = new ArrayList<>();
        Set<MigrationId> shown = new HashSet<>();
        for (Line line : status.map(StatusReport::lines).orElse(List.of())) {
            Entries own = entries.get(line.id());
            shown.add(line.id());
            items.add(new Item(
                    line.id(),
                    line.description(),
                    line.standing(),
                    line.state(),
                    line.migration(),
                    line.unfinished(),
                    line.needsAttention(),
                    own == null ? List.of() : own.newest(),
                    own == null ? 0 : own.older()));
        }
        state.migrations().stream()
                .filter(known -> shown.add(known.id()))
                .sorted(Comparator.comparing(MigrationState::id))
                .forEach(known -> items.add(recorded(known)));
        return items;
    }

    /** A migration of which the status does not tell, for its file is gone and it is not in effect. */
    private Item recorded(MigrationState known) {
        Entries own = entries.getOrDefault(known.id(), new Entries());
        Standing standing = Standing.valueOf(known.status().name());
        return new Item(
                known.id(),
                known.inEffect().map(LedgerEvent.Applied::description).orElse(""),
                standing,
                Optional.of(known),
                Optional.empty(),
                Optional.empty(),
                known.unsettled(),
                own.newest(),
                own.older());
    }

    private static Map<Standing, Integer> standings(List<Item> items) {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        items.forEach(item -> counts.merge(item.standing(), 1, Integer::sum));
        return counts;
    }

    private static Map<Origin, Integer> origins(List<Item> items) {
        Map<Origin, Integer> counts = new EnumMap<>(Origin.class);
        items.forEach(item -> item.state()
                .flatMap(MigrationState::since)
                .ifPresent(applied -> counts.merge(applied.origin(), 1, Integer::sum)));
        return counts;
    }

    private List<Person> people() {
        Map<String, Person> people = new LinkedHashMap<>();
        runs.forEach((batch, run) -> {
            String[] actor = actors.getOrDefault(batch, new String[] {"", ""});
            people.merge(actor[0], Person.of(run, actor[0], actor[1]), Person::and);
        });
        return people.values().stream()
                .sorted(Comparator.comparingInt(Person::runs).reversed().thenComparing(Person::name))
                .toList();
    }
}
