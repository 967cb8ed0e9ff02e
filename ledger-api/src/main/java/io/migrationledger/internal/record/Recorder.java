package io.migrationledger.internal.record;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives events their place in the ledger and writes them. Events are staged first and written together, so that what
 * belongs together shares one statement and one commit. What was written in a transaction that rolled back is taken
 * back here too. Confined to one thread and one run.
 */
public final class Recorder {
    private final LedgerStore store;
    private final LedgerState base;
    private final Function<String, Tally> baseTallies;
    private final Clock clock;
    private final Actor actor;
    private final Run run;

    private final Map<MigrationId, MigrationState> changed = new HashMap<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final List<LedgerEvent> staged = new ArrayList<>();
    private final List<LedgerEvent> written = new ArrayList<>();
    /** What the staged and the written events were made of. */
    private final List<EventDraft> drafts = new ArrayList<>();

    private final RunScripts scripts = new RunScripts();
    private @Nullable LedgerEvent head;

    private final Map<MigrationId, Optional<MigrationState>> uncommittedStates = new HashMap<>();
    private final Map<String, Tally> uncommittedTallies = new HashMap<>();
    private @Nullable LedgerEvent committedHead;

    /**
     * What all events of one run share.
     *
     * @param id random, unique
     * @param batch one more than that of the run before
     */
    record Run(String id, int batch) {
        /** Returns the run that begins after an event, or the first one. */
        static Run after(Optional<LedgerEvent> head) {
            int before = head.map(event -> event.header().batch()).orElse(0);
            return new Run(UUID.randomUUID().toString(), before + 1);
        }
    }

    /**
     * Continues a ledger.
     *
     * @param run the run that the events belong to
     * @param base the state to continue from; may be empty of settled migrations that the run does not touch
     * @param head the newest event of the whole ledger, or empty
     * @param baseTallies each namespace's tally at that event
     */
    Recorder(
            Run run,
            LedgerStore store,
            LedgerState base,
            Optional<LedgerEvent> head,
            Function<String, Tally> baseTallies,
            Clock clock,
            Actor actor) {
        this.run = run;
        this.store = store;
        this.base = base;
        this.baseTallies = baseTallies;
        this.clock = clock;
        this.actor = actor;
        this.head = head.orElse(null);
        this.committedHead = this.head;
    }

    /** Continues a ledger of which the whole state has been read. */
    public static Recorder continuing(LedgerStore store, LedgerState state, Clock clock, Actor actor) {
        return new Recorder(
                Run.after(state.head()),
                store,
                state,
                state.head(),
                namespace -> new Tally(state.appliedDigest(namespace), state.unsettled(namespace)),
                clock,
                actor);
    }

    /** Returns what is known of a migration, what is staged included. */
    public Optional<MigrationState> of(MigrationId id) {
        MigrationState state = changed.get(id);
        return state != null ? Optional.of(state) : base.of(id);
    }

    /** Returns the newest event, what is staged included. */
    public Optional<LedgerEvent> head() {
        return Optional.ofNullable(head);
    }

    /** Returns whether the ledger holds committed events, and so has its table. */
    boolean hasCommitted() {
        return committedHead != null;
    }

    /** Notes what runs now. */
    public void running(SqlScript.Place place) {
        store.running(place);
    }

    /** Returns which tables the last statement that wrote was about. */
    Touched touched() {
        return store.touched();
    }

    /** Notes which tables the next statement is about, where it is none that {@link #write} sends. */
    void touching(Touched next) {
        store.touching(next);
    }

    /** Returns the number shared by all events of this run. */
    public int batch() {
        return run.batch();
    }

    /** Returns the scripts that are kept with the events of this run. */
    public RunScripts scripts() {
        return scripts;
    }

    /** Adds an event to those that the next {@link #write} writes. */
    public LedgerEvent stage(EventDraft draft) {
        checkNamespace(draft);
        Instant now = CanonicalEncoding.truncate(clock.instant());
        Optional<MigrationState> before = of(draft.id());
        String namespace = draft.id().namespace();
        Tally tallyBefore = tallies.computeIfAbsent(namespace, baseTallies);
        EventDetail detail = EventDetail.of(draft.detail());
        Tally tally = tallyBefore.moved(
                before, MigrationState.after(before, event(draft, detail, header(draft, now, tallyBefore, ""))));
        String hash = CanonicalEncoding.hashOf(draft.type(), draft.origin().name(), header(draft, now, tally, ""));
        LedgerEvent event = event(draft, detail, header(draft, now, tally, hash));

        uncommittedStates.putIfAbsent(draft.id(), before);
        uncommittedTallies.putIfAbsent(namespace, tallyBefore);
        changed.put(draft.id(), MigrationState.after(before, event));
        tallies.put(namespace, tally);
        head = event;
        staged.add(event);
        drafts.add(draft);
        return event;
    }

    /** What is said of the database itself has a namespace, which a migration would take away. */
    private static void checkNamespace(EventDraft draft) {
        String namespace = draft.id().namespace();
        if (draft.type() != EventType.NOTED && namespace.equals(LedgerEvent.Noted.NAMESPACE)) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the namespace '" + namespace + "' is the ledger's own",
                    "Give the migrations another namespace.");
        }
    }

    /** Returns whether anything waits to be written. */
    public boolean hasStaged() {
        return !staged.isEmpty();
    }

    /** Returns whether no transaction has to be begun for what is staged. */
    boolean needsNoTransaction() {
        return store.needNoTransaction(staged.size(), scripts.staged().size());
    }

    /** Writes what is staged, in the transaction that is open or by itself; does nothing where nothing is staged. */
    public void write() throws SQLException {
        if (!staged.isEmpty()) {
            store.append(staged, scripts.staged());
            scripts.written();
            written.addAll(staged);
            staged.clear();
        }
    }

    /** The transaction rolled back, and is to be run again: what was written in it is staged as before. */
    void stageAgain() {
        staged.addAll(0, written);
        written.clear();
        scripts.stageAgain();
    }

    /** Stages what is staged, or was written in the transaction that rolled back, anew: without scripts, from now on. */
    void stageWithoutScripts() {
        List<EventDraft> again = List.copyOf(drafts);
        rolledBack();
        scripts.giveUp();
        for (EventDraft draft : again) {
            stage(draft.withDetail(EventDetail.withoutKept(draft.detail())));
        }
    }

    /** Returns whether another runner has written behind the last event that this one has committed. */
    public boolean isOvertaken() throws SQLException {
        long own = committedHead == null ? 0 : committedHead.sequence();
        return store.head().filter(newest -> newest.sequence() > own).isPresent();
    }

    /** Returns the error for a key that another runner has taken. */
    public LedgerException overtaken(SQLException error) {
        return LedgerStore.fenced((committedHead == null ? 0 : committedHead.sequence()) + 1, error);
    }

    /** Returns whether the newest event, what is staged included, stands in the ledger. */
    public boolean isHeadStored() throws SQLException {
        return store.head()
                .map(LedgerEvent::header)
                .map(EventHeader::hash)
                .equals(head().map(LedgerEvent::header).map(EventHeader::hash));
    }

    /** What has been written is committed: it can no longer be taken back. */
    public void committed() {
        written.clear();
        drafts.clear();
        scripts.committed();
        uncommittedStates.clear();
        uncommittedTallies.clear();
        committedHead = head;
        if (head != null) {
            store.begun();
        }
    }

    /** The transaction rolled back: what was staged or written since the last commit is forgotten. */
    public void rolledBack() {
        staged.clear();
        written.clear();
        drafts.clear();
        scripts.rolledBack();
        uncommittedStates.forEach((id, state) -> {
            if (state.isPresent()) {
                changed.put(id, state.get());
            } else {
                changed.remove(id);
            }
        });
        tallies.putAll(uncommittedTallies);
        head = committedHead;
        uncommittedStates.clear();
        uncommittedTallies.clear();
    }

    private EventHeader header(EventDraft draft, Instant now, Tally tally, String hash) {
        return new EventHeader(
                head == null ? 1 : head.sequence() + 1,
                draft.id(),
                draft.direction(),
                draft.checksum(),
                draft.done(),
                run.batch(),
                run.id(),
                actor,
                now,
                draft.elapsed(),
                tally.unsettled(),
                tally.digest(),
                draft.detail(),
                head == null ? EventHeader.NO_HASH : head.header().hash(),
                hash);
    }

    private static LedgerEvent event(EventDraft draft, EventDetail detail, EventHeader header) {
        return detail.event(draft.type().name(), draft.origin().name(), header);
    }

    /** The digest and the number of unsettled migrations of one namespace. */
    record Tally(AppliedDigest digest, int unsettled) {
        static final Tally NONE = new Tally(AppliedDigest.EMPTY, 0);

        /** Returns what the newest event of a namespace says, or nothing where there is none. */
        static Tally at(Optional<LedgerEvent> newest) {
            return newest.map(event -> new Tally(
                            event.header().appliedDigest(), event.header().unsettled()))
                    .orElse(NONE);
        }

        Tally moved(Optional<MigrationState> before, MigrationState after) {
            Optional<LedgerEvent.Applied> was = before.flatMap(MigrationState::inEffect);
            AppliedDigest moved = digest;
            if (!was.equals(after.inEffect())) {
                moved = was.map(e -> digest.minus(e.id(), e.header().checksum()))
                        .orElse(digest);
                Optional<LedgerEvent.Applied> is = after.inEffect();
                if (is.isPresent()) {
                    moved = moved.plus(is.get().id(), is.get().header().checksum());
                }
            }
            int change = (after.unsettled() ? 1 : 0)
                    - (before.filter(MigrationState::unsettled).isPresent() ? 1 : 0);
            return new Tally(moved, unsettled + change);
        }
    }
}
