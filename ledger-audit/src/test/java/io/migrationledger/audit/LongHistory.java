package io.migrationledger.audit;

import io.migrationledger.KeptScript;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.event.ScriptMark;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.event.Touched;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Events that are a legal history, made one after another and never held: migrations that are applied, that fail and are tried
 * again, that are rolled back, baselined, accepted.
 */
public final class LongHistory implements Iterator<LedgerEvent> {
    private static final String[] TEXTS = {"", "Zeile\nzwei", "\"quoted\" \\ back", "größer 漢字 😀", "\u2028\u0001<b>"};

    private final Random random;
    private final long events;
    private final Map<MigrationId, MigrationState> states = new HashMap<>();
    private final Deque<Draft> planned = new ArrayDeque<>();
    private final Map<MigrationId, String> inEffect = new HashMap<>();
    private AppliedDigest digest = AppliedDigest.EMPTY;
    private int unsettled;
    private long written;
    private int migrations;
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");
    private String previous = EventHeader.NO_HASH;
    private final IntFunction<Optional<KeptScript>> scripts;
    private final Set<String> named = new HashSet<>();
    private Optional<KeptScript> firstNamed = Optional.empty();

    public LongHistory(long seed, long events) {
        this(seed, events, migration -> Optional.empty());
    }

    /**
     * Makes a history whose attempts may name kept scripts.
     *
     * @param scripts the kept script of a migration by its number, the first being 1
     */
    public LongHistory(long seed, long events, IntFunction<Optional<KeptScript>> scripts) {
        this.random = new Random(seed);
        this.events = events;
        this.scripts = scripts;
    }

    /** Returns the kept script that the event which was given last is the first to name. */
    public Optional<KeptScript> script() {
        return firstNamed;
    }

    /** Returns how many scripts the events have named so far. */
    public int scripts() {
        return named.size();
    }

    private record Draft(
            EventType type,
            Origin origin,
            MigrationId id,
            Direction direction,
            String checksum,
            int done,
            String detail,
            Optional<KeptScript> script) {}

    @Override
    public boolean hasNext() {
        return written < events;
    }

    @Override
    public LedgerEvent next() {
        if (planned.isEmpty()) {
            plan();
        }
        Draft draft = planned.remove();
        firstNamed = draft.script.filter(script -> named.add(script.hash()));
        return event(draft);
    }

    private void plan() {
        int kind = random.nextInt(10);
        if (kind == 0 && migrations > 0) {
            MigrationId id = MigrationId.of("main", Integer.toString(1 + random.nextInt(migrations)));
            String checksum = inEffect.get(id);
            if (checksum != null) {
                attempt(id, Direction.DOWN, checksum, true);
                return;
            }
        }
        MigrationId id = MigrationId.of("main", Integer.toString(++migrations));
        String checksum = sha("script " + migrations);
        if (kind == 1) {
            planned.add(new Draft(
                    EventType.APPLIED,
                    Origin.BASELINED,
                    id,
                    Direction.UP,
                    checksum,
                    0,
                    EventDetail.settled("made by hand", Optional.of("it was there: " + text())),
                    Optional.empty()));
            return;
        }
        if (kind == 2) {
            attempt(id, Direction.UP, checksum, false);
        }
        attempt(id, Direction.UP, checksum, true);
        if (kind == 3) {
            planned.add(new Draft(
                    EventType.APPLIED,
                    Origin.ACCEPTED,
                    id,
                    Direction.UP,
                    sha("edited " + migrations),
                    0,
                    EventDetail.settled("edited", Optional.of("a comment: " + text())),
                    Optional.empty()));
        }
    }

    private void attempt(MigrationId id, Direction direction, String checksum, boolean well) {
        Optional<KeptScript> script = scripts.apply(Integer.parseInt(id.value()));
        ScriptMark mark = script.map(kept -> ScriptMark.of(kept.hash())).orElse(ScriptMark.NONE);
        planned.add(new Draft(
                EventType.STARTED,
                Origin.EXECUTED,
                id,
                direction,
                checksum,
                0,
                EventDetail.started(2, Strategy.TRANSACTIONAL, StepList.EMPTY, "migration " + text(), mark),
                script));
        if (!well) {
            Failure failure = new Failure(2, "0001_x.sql", 7, "42000", 1064, "syntax error near " + text());
            planned.add(new Draft(
                    EventType.FAILED,
                    Origin.ERROR,
                    id,
                    direction,
                    checksum,
                    0,
                    EventDetail.failed(Optional.of(failure), Optional.empty(), Optional.empty()),
                    Optional.empty()));
        } else {
            planned.add(new Draft(
                    direction == Direction.UP ? EventType.APPLIED : EventType.ROLLED_BACK,
                    Origin.EXECUTED,
                    id,
                    direction,
                    checksum,
                    2,
                    EventDetail.settled("migration", Optional.empty(), List.of(), mark.hash(), Touched.NONE),
                    script));
        }
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private LedgerEvent event(Draft draft) {
        time = time.plusMillis(random.nextInt(5_000_000));
        written++;
        Optional<MigrationState> before = Optional.ofNullable(states.get(draft.id));
        LedgerEvent unhashed = EventDetail.toEvent(draft.type.name(), draft.origin.name(), header(draft, ""));
        MigrationState after = MigrationState.after(before, unhashed);
        count(before, after);
        String hash = CanonicalEncoding.hashOf(draft.type, draft.origin.name(), header(draft, ""));
        LedgerEvent event = EventDetail.toEvent(draft.type.name(), draft.origin.name(), header(draft, hash));
        previous = hash;
        states.put(draft.id, MigrationState.after(before, event));
        return event;
    }

    private void count(Optional<MigrationState> before, MigrationState after) {
        String was = inEffect.remove(after.id());
        if (was != null) {
            digest = digest.minus(after.id(), was);
        }
        after.inEffect().ifPresent(applied -> {
            inEffect.put(after.id(), applied.header().checksum());
            digest = digest.plus(after.id(), applied.header().checksum());
        });
        unsettled += (after.unsettled() ? 1 : 0)
                - (before.filter(MigrationState::unsettled).isPresent() ? 1 : 0);
    }

    private EventHeader header(Draft draft, String hash) {
        return new EventHeader(
                written,
                draft.id,
                draft.direction,
                draft.checksum,
                draft.done,
                (int) (written / 10) + 1,
                "run-" + written / 10,
                new Actor("app", written % 3 == 0 ? "mira" : "jo", "build-" + written % 4, "ledger"),
                time,
                Duration.ofMillis(draft.type == EventType.STARTED ? 0 : written % 700),
                unsettled,
                digest,
                draft.detail,
                previous,
                hash);
    }

    private static String sha(String text) {
        return Sha256.hex(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
