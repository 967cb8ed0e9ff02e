package io.migrationledger.internal.settle;

import static io.migrationledger.ErrorCode.EDITED_STATEMENT;
import static io.migrationledger.ErrorCode.UNSETTLED;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.internal.plan.KeptMigrations;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.internal.script.Units;
import io.migrationledger.internal.words.AttemptWords;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends the attempts whose process ended without recording it: finds out, under the lock, how far each got, and stages the event
 * that says so.
 */
public final class Settlement {
    private final DialectSession session;
    private final Recorder recorder;
    private final Placeholders placeholders;
    private final Map<MigrationId, Migration> local;
    private final KeptMigrations kept;
    private final MigrationListener listener;
    private final List<String> notes;

    public Settlement(
            DialectSession session,
            Recorder recorder,
            Placeholders placeholders,
            Map<MigrationId, Migration> local,
            KeptMigrations kept,
            MigrationListener listener,
            List<String> notes) {
        this.session = session;
        this.recorder = recorder;
        this.placeholders = placeholders;
        this.local = local;
        this.kept = kept;
        this.listener = listener;
        this.notes = notes;
    }

    /** Settles every open attempt in these namespaces; the events are staged, not yet written. */
    public void settle(LedgerState state, Collection<String> namespaces) throws SQLException {
        for (MigrationState migration : List.copyOf(state.migrations())) {
            if (migration.status() == MigrationStatus.RUNNING
                    && namespaces.contains(migration.id().namespace())) {
                settle(migration);
                notes.add(found(migration.attempt().orElseThrow(), state));
            }
        }
    }

    /** Says how far an attempt came, and what its run had finished before: its last words may not have been heard. */
    private String found(MigrationState.Attempted attempt, LedgerState state) {
        String run = attempt.started().header().runId();
        List<String> finished = state.migrations().stream()
                .filter(other -> other.status() == MigrationStatus.APPLIED
                        && other.last().header().runId().equals(run))
                .map(other -> other.id().toString())
                .toList();
        MigrationState now = recorder.of(attempt.started().id()).orElseThrow();
        int statements = attempt.started().statements();
        int done = now.attempt().map(MigrationState.Attempted::done).orElse(0);
        String subject = AttemptWords.subject(now.id(), attempt.direction());
        String far = now.status() == MigrationStatus.IN_DOUBT
                ? "whether one of its statements took effect is not known"
                : done == 0
                        ? "nothing of that attempt had taken effect"
                        : done == statements
                                ? "all its statements had taken effect"
                                : "of its " + statements + " statements the first" + (done == 1 ? "" : " " + done)
                                        + " had taken effect";
        return subject + " was cut off in an earlier run: " + far
                + (finished.isEmpty() ? "" : "; before that, the run had applied " + Preparation.names(finished));
    }

    private void settle(MigrationState state) throws SQLException {
        MigrationState.Attempted attempt = state.attempt().orElseThrow();
        Optional<Intent> intent = attempt.intent();
        int done = attempt.done();
        Optional<Doubt> doubt = Optional.empty();
        if (intent.isPresent()) {
            PersonsAnswer answer = ask(state, attempt, intent.get());
            done = answer.done;
            doubt = answer.doubt;
        }
        recorder.stage(new EventDraft(
                EventType.FAILED,
                Origin.INTERRUPTED,
                state.id(),
                attempt.direction(),
                attempt.started().header().checksum(),
                done,
                Duration.ZERO,
                EventDetail.failed(Optional.empty(), doubt, Optional.empty())));
        listener.interrupted(state.id(), done);
    }

    private record PersonsAnswer(int done, Optional<Doubt> doubt) {}

    private PersonsAnswer ask(MigrationState state, MigrationState.Attempted attempt, Intent intent)
            throws SQLException {
        Direction direction = attempt.direction();
        Migration migration = migration(state, attempt);
        if (migration == null
                || (direction == Direction.DOWN && migration.down().isEmpty())) {
            throw LedgerException.input(
                    UNSETTLED,
                    "migration " + state.id() + " was interrupted at statement " + intent.statement()
                            + ", and its script is gone",
                    Advice.of("Restore the file, or say with '", Action.RESOLVE.about(state.id()), "' how it stands."));
        }
        Prepared prepared = Prepared.of(migration, direction, session, placeholders);
        session.reportTo(text -> listener.progress(migration, text));
        session.beforeMigration(prepared.scope());
        try (Units units = prepared.units(session, placeholders)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                if (unit.number() == intent.statement()) {
                    return answer(state, prepared, unit, attempt);
                }
                if (unit.ofSession()) {
                    unit.execute(session);
                }
            }
        } finally {
            session.afterMigration();
        }
        throw edited(state, prepared, intent);
    }

    /** Returns what the attempt ran, or what is here under its id; null where neither is left. */
    private @Nullable Migration migration(MigrationState state, MigrationState.Attempted attempt) throws SQLException {
        Migration here = local.get(state.id());
        Optional<String> byKept = attempt.started().keptDown();
        return byKept.isPresent() ? kept.withDown(state, byKept.get(), here).orElse(here) : here;
    }

    private PersonsAnswer answer(MigrationState state, Prepared prepared, Unit unit, MigrationState.Attempted attempt)
            throws SQLException {
        Intent intent = attempt.intent().orElseThrow();
        if (!StepList.checksumOf(unit.lasting()).equals(intent.checksum())) {
            throw edited(state, prepared, intent);
        }
        Verdict verdict = verdict(unit, intent);
        if (verdict instanceof Verdict.Happened) {
            return new PersonsAnswer(intent.statement(), Optional.empty());
        }
        Optional<Doubt> doubt = verdict instanceof Verdict.Undecided undecided
                ? Optional.of(new Doubt(
                        unit.number(),
                        prepared.place(unit.line()).location(),
                        prepared.place(unit.line()).line(),
                        StepList.textOf(unit.written()),
                        undecided.reason(),
                        undecided.query()))
                : Optional.empty();
        return new PersonsAnswer(attempt.done(), doubt);
    }

    private Verdict verdict(Unit unit, Intent intent) throws SQLException {
        if (!(unit instanceof Unit.Sql sql) || unit.kind() == StatementKind.OPAQUE) {
            return new Verdict.Undecided("it committed inside, and then its process ended", "");
        }
        if (!unit.text().equals(unit.lasting())) {
            // The text that ran is not known any more: what is there cannot be compared with it.
            return new Verdict.Undecided("it holds the time of the run that was cut off", "");
        }
        return session.probe(sql.statement(), intent.fingerprint());
    }

    private static LedgerException edited(MigrationState state, Prepared prepared, Intent intent) {
        return LedgerException.input(
                EDITED_STATEMENT,
                prepared.location() + ": statement " + intent.statement() + " of migration " + state.id()
                        + " was about to run when its process ended, and has been edited since",
                Advice.of(
                        "Restore the statement, so that the ledger can find out whether it took effect; edit it after"
                                + " that. Or say with '",
                        Action.RESOLVE.about(state.id()),
                        "' how it stands."));
    }
}
