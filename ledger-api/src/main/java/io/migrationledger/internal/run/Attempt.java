package io.migrationledger.internal.run;

import static io.migrationledger.ErrorCode.LOCK_LOST;

import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Intent;
import io.migrationledger.event.StepList;
import io.migrationledger.internal.connect.Retry;
import io.migrationledger.internal.connect.Rollback;
import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.internal.flight.Flight;
import io.migrationledger.internal.record.EventCommit;
import io.migrationledger.internal.record.Recorder;
import io.migrationledger.internal.script.PreconditionUnmet;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.TransactionEnded;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.internal.script.Units;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ProgressProbe;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one migration. */
public final class Attempt {
    /** What an attempt was at when it failed: whether a statement, a commit or a mark was under way. */
    enum Doing {
        /** The ledger's own work: no statement of the script and no commit was under way. */
        BETWEEN,
        /** A statement of the script was sent and has not been answered. */
        STATEMENT,
        /** The COMMIT was sent of a transaction that holds its own mark. */
        COMMIT,
        /** The mark was sent of statements that have taken effect already. */
        MARK,
        /** The migration is in effect, and recorded. */
        AFTER
    }

    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    private final Execution execution;
    private final ExecutionContext context;
    private final DialectSession session;
    private final Recorder recorder;
    private final EventCommit writer;
    private final MigrationListener listener;
    private final AttemptEvents events;
    private final Prepared prepared;
    private final Migration migration;
    private final long start = System.nanoTime();
    private final int resumedAfter;
    private boolean open;
    /** Statements 1..durable have taken effect for good, whether marked yet or only intended. */
    private int durable;
    /**
     * Statements 1..executed have run, the last of them perhaps in the open transaction. What by itself takes no effect, a
     * precondition or a change of the session, counts with the next statement that does.
     */
    private int executed;
    /** The ledger says of statements 1..marked that they are done. */
    private int marked;

    private @Nullable Unit current;
    private boolean ranCode;
    /** What ran in the open transaction. */
    private FailureRecord.@Nullable Shared shared;

    private Optional<Intent> intent = Optional.empty();
    private Doing doing = Doing.BETWEEN;
    /** Why what follows counts as run and does not run. */
    private Optional<String> passedOver = Optional.empty();
    /** The session is not the script's any more: no statement can be run again. */
    private boolean left;

    Attempt(Execution execution, ExecutionContext context, Prepared prepared, int done) {
        this.execution = execution;
        this.context = context;
        this.session = context.session();
        this.recorder = context.recorder();
        this.writer = context.writer();
        this.listener = context.listener();
        this.events = new AttemptEvents(context, prepared);
        this.prepared = prepared;
        this.migration = prepared.migration();
        this.resumedAfter = done;
        this.durable = done;
        this.executed = done;
        this.marked = done;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Records the beginning, and the first intent where there is one. Where that cannot be made, it goes wrong again when
     * its statement's turn comes, and is recorded there as that statement's failure.
     */
    void start() throws SQLException {
        execution.enter(prepared);
        events.started(resumedAfter);
        try {
            intent = events.firstIntent(resumedAfter);
        } catch (SQLException e) {
            log.debug("the first intent of {} is not committed together with its beginning", prepared.location(), e);
        }
        writer.commitStaged();
    }

    void begin(boolean startedBefore) throws SQLException {
        if (startedBefore) {
            execution.enter(prepared);
            intent = recorder.of(migration.id())
                    .orElseThrow()
                    .attempt()
                    .orElseThrow()
                    .intent();
        }
        listener.started(migration, prepared.direction(), prepared.statements(), resumedAfter);
    }

    /**
     * Runs the statements and commits their mark.
     *
     * @param next the migration that follows, whose beginning shares the last commit
     */
    void run(Optional<Prepared> next) throws SQLException {
        int attempts = 1;
        while (true) {
            try {
                passedOver = Optional.empty(); // what was found in an attempt that was undone is asked again
                from(durable);
                finish(next);
                return;
            } catch (SQLException e) {
                if (left || doing == Doing.AFTER || !isTriedAgain(e, attempts) || !undone(e)) {
                    throw e;
                }
                SQLException named = current == null ? e : Blockers.named(session, e, current);
                Duration pause = session.isSerializationFailure(e)
                        ? Retry.pauseAfterConflict(attempts)
                        : context.retry().pause(attempts);
                listener.retrying(migration, attempts, pause, named);
                Retry.pause(pause);
                attempts++;
            }
        }
    }

    /**
     * Code is run again only where somebody asked for it: what it says may be of a connection of its own, and what it did
     * elsewhere is not undone by a rollback here.
     */
    private boolean isTriedAgain(SQLException error, int attempts) {
        return (session.isSerializationFailure(error) && !ranCode && Retry.againAfterConflict(attempts))
                || (session.isLockTimeout(error) && context.retry().again(attempts));
    }

    /** Goes back to the last mark after a lock or a conflict; only where nothing since then took effect. */
    private boolean undone(SQLException error) {
        try {
            return isUndone(error);
        } catch (SQLException e) {
            Suppressed.add(error, e);
            return false;
        }
    }

    private boolean isUndone(SQLException error) throws SQLException {
        if (open) {
            if ((ranCode || context.declinesTransactionalDdl()) && !session.inTransaction()) {
                return false;
            }
            session.rollback();
            recorder.rolledBack();
            open = false;
            executed = durable;
            return true;
        }
        if (current instanceof Unit.Sql sql && isIntended(sql) && !session.nothingWasDone(sql.statement(), error)) {
            Verdict verdict = session.probe(sql.statement(), intent.get().fingerprint());
            return verdict instanceof Verdict.DidNotHappen || verdict instanceof Verdict.Repeatable;
        }
        return true;
    }

    private void from(int done) throws SQLException {
        doing = Doing.BETWEEN;
        if (done > 0) {
            session.resumes(done);
        }
        int read = 0;
        try (Units units = prepared.units(session, context.placeholders())) {
            for (var next = units.next(); next.isPresent() && passedOver.isEmpty(); next = units.next()) {
                Unit unit = next.get().unit();
                read = unit.number();
                if (!prepared.isAsRead(unit)) {
                    throw Units.changed(prepared.place(unit.line()));
                }
                current = unit;
                recorder.running(prepared.place(unit.line()));
                if (unit.number() > done) {
                    run(unit);
                } else if (unit.ofSession()) {
                    unit.execute(session);
                }
            }
        }
        if (read < prepared.statements() && passedOver.isEmpty()) {
            throw Units.changed(prepared.place(0));
        }
        current = null;
    }

    private boolean isIntended(Unit unit) {
        return unit.kind() != StatementKind.OPAQUE
                && intent.filter(i -> i.statement() == unit.number()).isPresent();
    }

    private void run(Unit unit) throws SQLException {
        ranCode |= unit instanceof Unit.Code;
        switch (escapes(unit) ? StatementKind.SELF_COMMITTING : unit.kind()) {
            case SELF_COMMITTING -> runAlone(unit);
            case OPAQUE -> runBehindFence(unit);
            case HOISTED -> {}
            case SESSION_ALONE -> runBetweenTransactions(unit);
            default -> {
                begin(unit);
                if (unit instanceof Unit.Check check) {
                    ask(check);
                } else {
                    send(unit);
                }
                boolean effects = !(unit instanceof Unit.Check) && !unit.ofSession();
                if (effects) {
                    executed = unit.number();
                }
                if (unit instanceof Unit.Code && !session.inTransaction()) {
                    throw new TransactionEnded(prepared.location());
                }
                if (prepared.apart() && effects && unit.number() < prepared.statements()) {
                    mark(Optional.empty());
                }
            }
        }
        listener.statementDone(migration, unit.number(), prepared.statements());
    }

    private void send(Unit unit) throws SQLException {
        Flight.Span span = Flight.statement(migration.id(), unit.number(), unit.line());
        Flight.Outcome outcome = Flight.Outcome.FAILED;
        doing = Doing.STATEMENT;
        try {
            unit.execute(session);
            outcome = Flight.Outcome.DONE;
        } finally {
            span.end(outcome);
        }
        doing = Doing.BETWEEN;
    }

    private void ask(Unit.Check check) throws SQLException {
        try {
            send(check);
        } catch (PreconditionUnmet e) {
            String told = prepared.place(check.line()) + ": " + e.getMessage();
            switch (e.otherwise()) {
                case WARN -> listener.warning(told + "; migration " + migration.id() + " runs all the same");
                case MARK_RAN -> {
                    passedOver = Optional.of(e.getMessage() + "; nothing of it was run");
                    listener.warning(told + "; migration " + migration.id() + " counts as run, and nothing of it runs");
                }
                default -> throw e;
            }
            doing = Doing.BETWEEN;
        }
    }

    private void begin(Unit unit) throws SQLException {
        if (!open) {
            if (prepared.apart() && executed > marked) {
                mark(Optional.empty()); // a call that committed would be in doubt as long as this one runs
            }
            session.begin();
            open = true;
            shared = null;
        }
        shared = new FailureRecord.Shared(shared == null ? unit : shared.first(), unit);
        listener.statementStarted(migration, unit.number(), unit.line(), unit.text());
    }

    private void runBetweenTransactions(Unit unit) throws SQLException {
        if (open) {
            mark(Optional.empty());
        }
        listener.statementStarted(migration, unit.number(), unit.line(), unit.text());
        send(unit);
    }

    private void runAlone(Unit unit) throws SQLException {
        // Where it is run again, what stands before it has opened a transaction anew.
        if (open || !isIntended(unit)) {
            mark(Optional.of(events.intentOf(unit)));
        }
        if (!session.holdsLock()) {
            throw new LedgerException(
                    LOCK_LOST,
                    "the lock was lost before " + prepared.place(unit.line()),
                    "The statement was not run. Everything before it is recorded.",
                    Advice.again(": it goes on from there."));
        }
        listener.statementStarted(migration, unit.number(), unit.line(), unit.text());
        Optional<ProgressProbe> probe =
                unit instanceof Unit.Sql sql ? session.progressOf(sql.statement()) : Optional.empty();
        context.progress().begin(probe, text -> listener.progress(migration, text));
        try {
            send(unit);
        } finally {
            context.progress().end();
        }
        executed = unit.number();
        durable = executed;
    }

    private void runBehindFence(Unit unit) throws SQLException {
        begin(unit);
        // The fence: invisible unless the statement commits inside.
        intent = Optional.of(new Intent(unit.number(), StepList.checksumOf(unit.lasting()), ""));
        events.step(executed, intent, elapsed());
        recorder.write();
        send(unit);
        executed = unit.number();
        if (!session.inTransaction()) {
            markCommittedInside();
        } else if (prepared.apart() && unit.number() < prepared.statements()) {
            mark(Optional.empty());
        }
    }

    /** The statement committed, and so did its fence: nobody could decide about it after a crash, so mark it now. */
    private void markCommittedInside() throws SQLException {
        if (!recorder.isHeadStored()) {
            throw new SQLException("the statement rolled back the transaction that it was called in", "25000");
        }
        recorder.committed();
        events.step(executed, Optional.empty(), elapsed());
        doing = Doing.MARK;
        try {
            recorder.write();
            // What it left uncommitted is a part of what it did. The driver's transaction ends in any case.
            session.commit();
        } catch (SQLException | RuntimeException e) {
            recorder.rolledBack();
            throw e;
        }
        recorder.committed();
        open = false;
        durable = executed;
        marked = executed;
        intent = Optional.empty();
        doing = Doing.BETWEEN;
    }

    /** Records that everything up to here has taken effect, and what comes next; ends the open transaction. */
    private void mark(Optional<Intent> next) throws SQLException {
        events.step(executed, next, elapsed());
        if (open) {
            session.beforeCommit();
            recorder.write();
            commit();
        } else {
            commitMark();
        }
        durable = executed;
        marked = executed;
        intent = next;
    }

    /** Commits the open transaction, whose mark has been written. A COMMIT that fails leaves nothing of it. */
    private void commit() throws SQLException {
        doing = Doing.COMMIT;
        try {
            session.commit();
        } catch (SQLException e) {
            Rollback.quietly(session, e);
            if (!tookEffect(e)) {
                recorder.rolledBack();
                open = false;
                executed = durable;
                if (session.isDuplicateKey(e) && recorder.isOvertaken()) {
                    throw recorder.overtaken(e);
                }
                throw e;
            }
            listener.warning("a COMMIT reported an error, and yet what it committed is there: " + e.getMessage());
        }
        open = false;
        recorder.committed();
        doing = Doing.BETWEEN;
    }

    /** Commits what is staged, where no transaction is open: what it marks has taken effect already. */
    private void commitMark() throws SQLException {
        doing = Doing.MARK;
        writer.commitStaged();
        doing = Doing.BETWEEN;
    }

    /** The mark is in the transaction, so it tells what became of it. */
    private boolean tookEffect(SQLException failed) throws SQLException {
        try {
            return recorder.isHeadStored();
        } catch (SQLException | RuntimeException unknown) {
            Suppressed.add(failed, unknown);
            throw failed;
        }
    }

    private void finish(Optional<Prepared> next) throws SQLException {
        boolean inside = open;
        if (inside) {
            session.beforeCommit();
        } else {
            left = true;
            execution.leave();
        }
        events.ended(elapsed(), passedOver, next.isEmpty());
        if (next.isPresent()) {
            new AttemptEvents(context, next.get()).started(0);
        }
        if (inside) {
            if (context.declinesTransactionalDdl()) {
                next.ifPresent(this::firstIntent);
            }
            recorder.write();
            commit();
        } else {
            next.ifPresent(this::prepareEntry);
            commitMark();
        }
        doing = Doing.AFTER;
        log.info(
                "{} migration {} {} in {} ms",
                prepared.direction() == Direction.UP ? "applied" : "rolled back",
                migration.id(),
                migration.description(),
                elapsed().toMillis());
        listener.finished(migration, prepared.direction(), elapsed());
        if (inside) {
            execution.leave();
        }
    }

    /** Saves the next migration a commit; what goes wrong here goes wrong again in its own attempt, and is told there. */
    private void prepareEntry(Prepared next) {
        try {
            execution.enter(next);
            firstIntent(next);
        } catch (SQLException | RuntimeException e) {
            log.debug("the session of {} is not made ready before the mark before it", next.location(), e);
            execution.notEntered();
        }
    }

    /** Stages the intent that the next migration begins with; the statement runs in the session that it enters later. */
    private void firstIntent(Prepared next) {
        try {
            new AttemptEvents(context, next).firstIntent(0);
        } catch (SQLException | RuntimeException e) {
            log.debug("the intent of {} is not committed together with the mark before it", next.location(), e);
        }
    }

    private boolean escapes(Unit unit) throws SQLException {
        return unit instanceof Unit.Sql sql
                && unit.kind() == StatementKind.TRANSACTIONAL
                && context.declinesTransactionalDdl()
                && session.escapesTransaction(sql.statement());
    }

    AttemptFailed failed(Exception error) {
        boolean answered = current != null && current.number() <= executed;
        return new FailureRecord(context, prepared)
                .record(
                        error,
                        new AttemptFailed.Cut(doing, Optional.ofNullable(current), answered),
                        durable,
                        open,
                        Optional.ofNullable(shared),
                        intent,
                        elapsed());
    }
}
