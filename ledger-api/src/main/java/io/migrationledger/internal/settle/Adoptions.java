package io.migrationledger.internal.settle;

import io.migrationledger.Action;
import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.AdoptResult.Effect;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.internal.connect.LockWait;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.OtherTools;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.LedgerStore;
import io.migrationledger.internal.record.OtherLedgers;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Adoption;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.HistoryAdopter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes over what another tool recorded, into a ledger that tells of no migration: all of it in one commit, or nothing. */
public final class Adoptions {
    private final DialectSession session;
    private final LedgerStore store;
    private final Settings settings;
    private final Placeholders placeholders;

    /** Reads and records in this session. */
    public Adoptions(DialectSession session, LedgerStore store, Settings settings, Placeholders placeholders) {
        this.session = session;
        this.store = store;
        this.settings = settings;
        this.placeholders = placeholders;
    }

    /**
     * Returns what an adoption would do. Takes no lock and changes nothing.
     *
     * @throws LedgerException where there is nothing to adopt, or the ledger has begun otherwise
     */
    public AdoptResult look(LocalMigrations local, AdoptOptions options) throws SQLException {
        Optional<AdoptResult> before = before(options);
        if (before.isPresent()) {
            return before.get();
        }
        Adoption adoption = read(local, options).orElseThrow(() -> none(options));
        return result(adoption, List.of());
    }

    /** Returns whether a history is here that a run would take over. Takes no lock and changes nothing. */
    public boolean mayTake(LocalMigrations local, AdoptOptions options) throws SQLException {
        Optional<HistoryAdopter> reader = OtherTools.reader();
        try {
            return reader.isPresent()
                    && reader.get()
                            .read(session, local.forHistories(), local.namespaces(), options)
                            .isPresent();
        } catch (LedgerException e) {
            return true; // there may be one: the run itself tells what is wrong with it
        }
    }

    /**
     * Takes a history over, and waits for the lock first. Does nothing where that was done before.
     *
     * @throws LedgerException where there is nothing to adopt, or the ledger has begun otherwise
     * @throws ValidationException where something stands in the way
     */
    public AdoptResult adopt(LocalMigrations local, AdoptOptions options) throws SQLException {
        LockWait.lock(session, settings.lockTimeout(), settings.listener()::waitingForLock);
        Optional<AdoptResult> before = before(options);
        return before.isPresent() ? before.get() : record(local, options).orElseThrow(() -> none(options));
    }

    /**
     * Takes a history over where there is one. Under the lock, and only where the ledger tells of no migration; what it says
     * of the database itself stays before that.
     *
     * @return empty where there is no history of another tool
     * @throws ValidationException where something stands in the way
     */
    public Optional<AdoptResult> record(LocalMigrations local, AdoptOptions options) throws SQLException {
        Optional<Staged> staged = staged(local, options);
        if (staged.isPresent() && !staged.get().events().isEmpty()) {
            new EventCommit(session, staged.get().recorder(), settings.listener()::warning).commitStaged();
        }
        return staged.map(Staged::result);
    }

    /**
     * Returns the ledger as a run would find it after it has taken a history over. Takes no lock and changes nothing.
     *
     * @return empty where there is nothing to take over
     * @throws ValidationException where something stands in the way
     */
    public Optional<Expected> expected(LocalMigrations local, AdoptOptions options) throws SQLException {
        Optional<Staged> staged =
                staged(local, options).filter(one -> !one.events().isEmpty());
        staged.ifPresent(one -> one.events().forEach(one.state()::add));
        return staged.map(one -> new Expected(one.result(), one.state()));
    }

    /**
     * What a run would take over.
     *
     * @param state what the ledger tells after that
     */
    public record Expected(AdoptResult result, LedgerState state) {}

    /** An adoption whose events are not written. */
    private record Staged(Adoption adoption, LedgerState state, Recorder recorder, List<LedgerEvent> events) {
        AdoptResult result() {
            return Adoptions.result(adoption, events);
        }
    }

    private Optional<Staged> staged(LocalMigrations local, AdoptOptions options) throws SQLException {
        LedgerState state = store.state();
        OtherLedgers.check(session, state, settings.newLedger());
        Optional<Adoption> found = read(local, options);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Adoption adoption = found.get();
        if (!adoption.problems().isEmpty()) {
            throw new ValidationException(adoption.problems());
        }
        Recorder recorder = Recorder.continuing(store, state, settings.clock(), settings.actor(session.currentUser()));
        List<LedgerEvent> events = new ArrayList<>();
        for (Adoption.Item item : adoption.items()) {
            stage(adoption, item, local, recorder, events);
        }
        return Optional.of(new Staged(adoption, state, recorder, events));
    }

    private static final Advice BASELINES_ALONE = Advice.of(
            " This one holds baselines alone, so that nothing is lost by another one of a new name (",
            Action.TABLE,
            ", ",
            Action.NEW_LEDGER,
            "): adopt into that, and name it from then on.");

    /** A ledger that has events takes no history over: it says itself what is in effect. */
    private Optional<AdoptResult> before(AdoptOptions options) throws SQLException {
        LedgerState state = new LedgerState();
        List<Adopted> adopted = new ArrayList<>();
        boolean[] more = new boolean[1];
        store.forEach(event -> {
            state.add(event);
            more[0] |= event.origin() != Origin.BASELINED;
            Adopted.of(event).ifPresent(adopted::add);
        });
        if (state.migrations().isEmpty()) {
            return Optional.empty();
        }
        boolean other = adopted.isEmpty()
                || options.tool()
                        .filter(tool -> !tool.equals(adopted.get(0).tool()))
                        .isPresent();
        if (other) {
            throw LedgerException.input(
                    ErrorCode.LEDGER_BEGUN,
                    "this ledger has " + counted(state.head().get().sequence()) + " already"
                            + (adopted.isEmpty()
                                    ? ""
                                    : ", the history of " + adopted.get(0).tool() + " among them"),
                    Advice.of(
                            "A history is taken over into an empty ledger only. What is in effect and not recorded is"
                                    + " declared: '",
                            Action.BASELINE,
                            "'.",
                            more[0] ? "" : BASELINES_ALONE));
        }
        Adopted first = adopted.get(0);
        return Optional.of(new AdoptResult(
                first.tool(), first.tool(), first.table(), List.of(), List.of(), List.of(), List.of(), true));
    }

    private static String counted(long events) {
        return events == 1 ? "1 event" : events + " events";
    }

    private Optional<Adoption> read(LocalMigrations local, AdoptOptions options) throws SQLException {
        Optional<Adoption> found = adopter().read(session, local.forHistories(), local.namespaces(), options);
        boolean fileAsked = found.filter(history -> !history.codeAlone()).isPresent();
        if (fileAsked && !local.problems().isEmpty()) {
            throw new ValidationException(local.problems());
        }
        return found;
    }

    private static HistoryAdopter adopter() {
        return OtherTools.reader()
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "nothing on the class path reads the history of another tool",
                        "Add io.migrationledger:ledger-adopt."));
    }

    private static LedgerException none(AdoptOptions options) {
        return LedgerException.input(
                ErrorCode.NO_HISTORY,
                "no history of " + options.tool().orElse("another tool") + " is here",
                Advice.of(
                        "Check that this is the right database and schema; a table of another name is named with ",
                        Action.ADOPT_TABLE,
                        "."));
    }

    private void stage(
            Adoption adoption, Adoption.Item item, LocalMigrations local, Recorder recorder, List<LedgerEvent> events)
            throws SQLException {
        switch (item.effect()) {
            case ADOPTED ->
                events.add(recorder.stage(settled(item, EventType.APPLIED, Origin.ADOPTED, Optional.empty())));
            case ACCEPTED ->
                events.add(recorder.stage(settled(item, EventType.APPLIED, Origin.ACCEPTED, Optional.of(item.said()))));
            case ROLLED_BACK ->
                events.add(
                        recorder.stage(settled(item, EventType.ROLLED_BACK, Origin.ADOPTED, Optional.of(item.said()))));
            case FORGOTTEN ->
                events.add(recorder.stage(settled(
                        item,
                        EventType.ROLLED_BACK,
                        Origin.FORGOTTEN,
                        Optional.of("adopted from " + adoption.table() + "; " + item.said()))));
            case IN_DOUBT -> inDoubt(adoption, item, local, recorder, events);
            case EDITED, PENDING, LEFT_OUT -> {}
        }
    }

    private static EventDraft settled(Adoption.Item item, EventType type, Origin origin, Optional<String> reason) {
        boolean up = type == EventType.APPLIED;
        return new EventDraft(
                type,
                origin,
                item.id().orElseThrow(),
                up ? Direction.UP : Direction.DOWN,
                item.checksum(),
                0,
                Duration.ZERO,
                EventDetail.settled(item.description(), reason, item.adopted()));
    }

    /** Another tool's attempt that did not end well: begun, and not known how far it got. */
    private void inDoubt(
            Adoption adoption, Adoption.Item item, LocalMigrations local, Recorder recorder, List<LedgerEvent> events)
            throws SQLException {
        MigrationId id = item.id().orElseThrow();
        Optional<Prepared> script = prepared(local, id, item.direction());
        events.add(recorder.stage(new EventDraft(
                EventType.STARTED,
                Origin.ADOPTED,
                id,
                item.direction(),
                item.checksum(),
                0,
                Duration.ZERO,
                EventDetail.started(
                        script.map(Prepared::statements).orElse(0),
                        Strategy.STEPWISE,
                        script.map(Prepared::steps).orElse(StepList.EMPTY),
                        item.description(),
                        item.adopted()))));
        Doubt doubt = new Doubt(0, script.map(Prepared::location).orElse(adoption.table()), 0, "", item.said(), "");
        events.add(recorder.stage(new EventDraft(
                EventType.FAILED,
                Origin.ADOPTED,
                id,
                item.direction(),
                item.checksum(),
                0,
                Duration.ZERO,
                EventDetail.failed(Optional.empty(), Optional.of(doubt), Optional.empty()))));
    }

    private Optional<Prepared> prepared(LocalMigrations local, MigrationId id, Direction direction)
            throws SQLException {
        Optional<Migration> migration = local.ordered().stream()
                .filter(one -> one.id().equals(id))
                .filter(one -> direction == Direction.UP || one.down().isPresent())
                .findFirst();
        return migration.isEmpty()
                ? Optional.empty()
                : Optional.of(Prepared.of(migration.get(), direction, session, placeholders));
    }

    private static AdoptResult result(Adoption adoption, List<LedgerEvent> events) {
        List<AdoptResult.Line> lines = new ArrayList<>();
        for (Adoption.Item item : adoption.items()) {
            boolean follows = item.adopted().isEmpty() && item.effect() != Effect.PENDING;
            if (follows && !lines.isEmpty()) {
                lines.remove(lines.size() - 1); // the same row: what follows from it is what counts
            }
            lines.add(new AdoptResult.Line(item.effect(), item.key(), item.id(), item.description(), item.said()));
        }
        return new AdoptResult(
                adoption.tool(),
                adoption.product(),
                adoption.table(),
                lines,
                adoption.problems(),
                adoption.notes(),
                events,
                false);
    }
}
