package io.migrationledger.internal.run;

import static io.migrationledger.ErrorCode.FENCED;
import static io.migrationledger.ErrorCode.LOCK_LOST;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.Intent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.internal.connect.DatabaseErrors;
import io.migrationledger.internal.connect.Rollback;
import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.run.Attempt.Doing;
import io.migrationledger.internal.run.AttemptFailed.Cut;
import io.migrationledger.internal.run.AttemptFailed.Outcome;
import io.migrationledger.internal.script.Excerpts;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.Redaction;
import io.migrationledger.internal.script.TransactionEnded;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptLineException;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Finds out what a failed attempt left behind, and records it. */
public final class FailureRecord {
    private static final int MAX_MESSAGE = 4_000;

    private final ExecutionContext context;
    private final DialectSession session;
    private final Recorder recorder;
    private final EventCommit writer;
    private final Prepared prepared;

    FailureRecord(ExecutionContext context, Prepared prepared) {
        this.context = context;
        this.session = context.session();
        this.recorder = context.recorder();
        this.writer = context.writer();
        this.prepared = prepared;
    }

    /**
     * Records the end of an attempt.
     *
     * @param at what the attempt was at
     * @param durable how many statements have taken effect for good
     * @param open whether the attempt had a transaction open
     * @param shared what ran in the open transaction, or empty where nothing did
     * @param intent the recorded intent, if any
     */
    AttemptFailed record(
            Exception error,
            Cut at,
            int durable,
            boolean open,
            Optional<Shared> shared,
            Optional<Intent> intent,
            Duration elapsed) {
        Doing doing = at.doing();
        Optional<Unit> current = at.current();
        Exception shown = Redaction.of(session, error, current);
        // Another runner may be at work: nothing is written, and no probe cleans up what may be that one's.
        boolean overtaken = !isOfCode(doing, current)
                && error instanceof LedgerException ledger
                && (ledger.code() == FENCED || ledger.code() == LOCK_LOST);
        boolean ended = false;
        if (open) {
            ended = hasEnded(error, current);
            Rollback.quietly(session, error);
            Rollback.quietly(session, error); // sends nothing where the first one went well
        }
        // After the rollback: some databases answer nothing in a transaction that an error has aborted.
        boolean lost = isLost(error, doing, current) || !alive(error);
        if (doing == Doing.AFTER) {
            return unrecorded(shown, Optional.empty(), prepared.statements(), lost)
                    .cut(at)
                    .took(elapsed);
        }
        if (overtaken || lost) {
            recorder.rolledBack();
            // A statement that was not under way has nothing to do with it.
            boolean blamed = !lost || doing == Doing.STATEMENT;
            return unrecorded(shown, blamed ? current : Optional.empty(), durable, lost)
                    .cut(at);
        }
        Failure failure = failure(shown, current);
        Found found = new Found(durable, Optional.empty());
        Optional<Blockers.LockTimeout> lockTimeout = Optional.empty();
        Outcome outcome = Outcome.NOT_RECORDED;
        try {
            found = find(error, durable, open, ended, current, shared, intent);
            if (error instanceof SQLException sql && current.isPresent()) {
                lockTimeout = Blockers.of(session, sql, current.get());
            }
            recorder.stage(new EventDraft(
                    EventType.FAILED,
                    Origin.ERROR,
                    prepared.migration().id(),
                    prepared.direction(),
                    prepared.migration().checksum(),
                    found.done,
                    elapsed,
                    context.withSnapshot(EventDetail.failed(Optional.of(failure), found.doubt, Optional.empty()))));
            writer.commitStaged();
            outcome = Outcome.RECORDED;
            session.afterMigration();
        } catch (SQLException | RuntimeException e) {
            Suppressed.add(shown, e);
        }
        return new AttemptFailed(prepared, failure, found.doubt, lockTimeout, found.done, outcome, shown)
                .advised(advice(error, current))
                .shown(current.flatMap(unit -> Excerpts.of(session, error, unit)
                        .map(excerpt ->
                                excerpt.shifted(prepared.place(unit.line()).line() - unit.line()))));
    }

    private AttemptFailed unrecorded(Exception shown, Optional<Unit> blamed, int done, boolean lost) {
        return new AttemptFailed(
                prepared,
                failure(shown, blamed),
                Optional.empty(),
                Optional.empty(),
                done,
                lost ? Outcome.LOST : Outcome.NOT_RECORDED,
                shown);
    }

    private Optional<String> advice(Exception error, Optional<Unit> current) {
        return error instanceof SQLException sql && current.isPresent() && current.get() instanceof Unit.Sql unit
                ? session.advice(unit.statement(), sql, prepared.apart())
                : Optional.empty();
    }

    private record Found(int done, Optional<Doubt> doubt) {}

    /** Returns whether what ran in the open transaction has ended it; asked before the rollback. */
    private boolean hasEnded(Exception error, Optional<Unit> current) {
        if (error instanceof TransactionEnded) {
            return true;
        }
        boolean mayEnd = session.declined().contains(Capability.TRANSACTIONAL_DDL)
                || current.filter(unit -> unit instanceof Unit.Code).isPresent();
        try {
            return mayEnd && !session.inTransaction();
        } catch (SQLException e) {
            Suppressed.add(error, e);
            return false;
        }
    }

    private Found find(
            Exception error,
            int durable,
            boolean open,
            boolean ended,
            Optional<Unit> current,
            Optional<Shared> shared,
            Optional<Intent> intent)
            throws SQLException {
        if (open) {
            session.rollback(); // sends nothing where the first one went well
            if (ended) {
                return shared.isPresent()
                        ? endedInside(shared.get(), durable, intent)
                        : new Found(durable, Optional.empty());
            }
            recorder.rolledBack();
            return new Found(durable, Optional.empty());
        }
        recorder.rolledBack();
        if (current.isEmpty() || !(current.get() instanceof Unit.Sql sql)) {
            return new Found(durable, Optional.empty());
        }
        boolean ran = sql.kind() != StatementKind.OPAQUE
                && intent.filter(i -> i.statement() == sql.number()).isPresent();
        if (!ran || (error instanceof SQLException said && session.nothingWasDone(sql.statement(), said))) {
            return new Found(durable, Optional.empty());
        }
        Verdict verdict = session.probe(sql.statement(), intent.orElseThrow().fingerprint());
        if (verdict instanceof Verdict.Happened) {
            return new Found(
                    durable,
                    Optional.of(doubt(sql, "the statement reported an error, and yet what it names has changed", "")));
        }
        if (verdict instanceof Verdict.Undecided undecided) {
            return new Found(durable, Optional.of(doubt(sql, undecided.reason(), undecided.query())));
        }
        return new Found(durable, Optional.empty());
    }

    /**
     * What shared the open transaction.
     *
     * @param first the first unit that ran in it
     * @param last the last one
     */
    record Shared(Unit first, Unit last) {}

    /** A statement committed, or rolled back, what should have been one transaction with its mark. */
    private Found endedInside(Shared shared, int durable, Optional<Intent> intent) throws SQLException {
        Unit last = shared.last;
        boolean alone = shared.first.number() == last.number();
        if (!recorder.isHeadStored()) {
            recorder.rolledBack();
            String reason = "statement " + last.number() + " rolled back the transaction that it was called in"
                    + (alone ? "" : ", this and everything between them included")
                    + "; what it did after that is not known";
            return new Found(durable, Optional.of(doubt(shared.first, reason, "")));
        }
        recorder.committed();
        boolean fence = last.kind() == StatementKind.OPAQUE
                && intent.filter(i -> i.statement() == last.number()).isPresent();
        if (fence) {
            return new Found(fenced(), Optional.of(doubt(last, "it committed inside, and then failed", "")));
        }
        String reason = alone
                ? "it ended its transaction"
                : "statement " + last.number() + " or one before it ended the transaction that began with this one, so "
                        + "that what stands between them may have taken effect";
        return new Found(durable, Optional.of(doubt(shared.first, reason, "")));
    }

    /** Returns how many statements had taken effect before the fence, which has been committed. */
    private int fenced() {
        return recorder.of(prepared.migration().id())
                .flatMap(MigrationState::attempt)
                .orElseThrow()
                .done();
    }

    private Doubt doubt(Unit unit, String reason, String query) {
        SqlScript.Place place = prepared.place(unit.line());
        return new Doubt(unit.number(), place.location(), place.line(), StepList.textOf(unit.written()), reason, query);
    }

    /** Code may use connections of its own, and other ledgers: what is said of them says nothing of this one. */
    private static boolean isOfCode(Doing doing, Optional<Unit> current) {
        return doing == Doing.STATEMENT
                && current.filter(unit -> unit instanceof Unit.Code).isPresent();
    }

    private boolean isLost(Exception error, Doing doing, Optional<Unit> current) {
        boolean ofStatement = doing == Doing.STATEMENT && current.isPresent() && !isOfCode(doing, current);
        return (ofStatement || doing == Doing.COMMIT)
                && error instanceof SQLException sql
                && session.isConnectionLost(sql);
    }

    /** Where an address names several servers, the client may have gone to another one; at the latest, when it is asked. */
    private boolean alive(Exception error) {
        try {
            return session.connection().isValid(5) && !session.hasReconnected();
        } catch (SQLException e) {
            Suppressed.add(error, e);
            return false;
        }
    }

    /** Returns what is recorded: of the ledger's own errors what happened, not what to do. */
    private String words(Exception error) {
        if (error instanceof LedgerException own) {
            return own.code().code() + "  " + own.what();
        }
        return error instanceof SQLException sql && error.getMessage() != null
                ? session.words(sql)
                : Objects.requireNonNullElse(
                        error.getMessage(), error.getClass().getName());
    }

    private Failure failure(Exception error, Optional<Unit> current) {
        SQLException sql = error instanceof SQLException e ? e : null;
        String message = DatabaseErrors.brief(words(error));
        SqlScript.Place place = prepared.place(
                error instanceof ScriptLineException known
                        ? known.line()
                        : current.map(Unit::line).orElse(0));
        return new Failure(
                current.map(Unit::number).orElse(0),
                place.location(),
                place.line(),
                sql == null ? "" : Objects.requireNonNullElse(sql.getSQLState(), ""),
                sql == null ? 0 : sql.getErrorCode(),
                message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…");
    }
}
