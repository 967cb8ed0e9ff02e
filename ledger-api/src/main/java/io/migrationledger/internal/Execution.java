package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.LOCK_LOST;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Intent;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ProgressProbe;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one migration after another, and keeps effect and mark together.
 *
 * <p>Statements that take part in transactions run in one that ends with their mark. A statement that commits by itself
 * has its intent committed first; its mark is whatever event is written next. The transaction that marks one migration
 * as applied also begins the next.
 */
final class Execution {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    private final DialectSession session;
    private final Recorder recorder;
    private final Writer writer;
    private final Placeholders placeholders;
    private final RepeatablesAfterRollback repeatables;
    private final MigrationListener listener;
    private final Retry retry;
    private final Optional<Connections.Opener> second;
    private @Nullable Prepared entered;

    Execution(
            DialectSession session,
            Recorder recorder,
            Writer writer,
            Placeholders placeholders,
            RepeatablesAfterRollback repeatables,
            MigrationListener listener,
            Retry retry,
            Optional<Connections.Opener> second) {
        this.session = session;
        this.recorder = recorder;
        this.writer = writer;
        this.placeholders = placeholders;
        this.repeatables = repeatables;
        this.listener = listener;
        this.retry = retry;
        this.second = second;
    }

    /**
     * Runs a migration to its end.
     *
     * @param done how many of its statements have taken effect before
     * @param next the migration that follows, whose beginning shares this one's last commit
     * @return how long it took
     * @throws AttemptFailed where it failed, recorded or not
     * @throws SQLException where its beginning could not be recorded: nothing has been attempted then
     */
    Duration run(Prepared prepared, int done, Optional<Prepared> next) throws AttemptFailed, SQLException {
        Attempt attempt = new Attempt(prepared, done);
        session.reportTo(text -> listener.progress(prepared.migration(), text));
        boolean started = recorder.of(prepared.migration().id())
                .filter(state -> state.status() == MigrationStatus.RUNNING)
                .isPresent();
        if (!started) {
            attempt.start();
        }
        try {
            attempt.begin(started);
            attempt.statements();
            attempt.finish(next);
        } catch (SQLException | RuntimeException e) {
            throw attempt.failed(e);
        }
        return attempt.elapsed();
    }

    /** One attempt at one migration. */
    private final class Attempt {
        private final Prepared prepared;
        private final Migration migration;
        private final long start = System.nanoTime();
        private final int resumedAfter;
        private boolean open;
        /** Statements 1..durable have taken effect for good, whether marked yet or only intended. */
        private int durable;
        /** Statements 1..executed have run, the last of them perhaps in the open transaction. */
        private int executed;
        /** The ledger says of statements 1..marked that they are done. */
        private int marked;

        private @Nullable Unit current;
        /** What ran in the open transaction. */
        private FailureRecord.@Nullable Shared shared;

        private Optional<Intent> intent = Optional.empty();

        Attempt(Prepared prepared, int done) {
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
            enter(prepared);
            stageStarted(prepared, resumedAfter);
            try {
                intent = stageFirstIntent(prepared, resumedAfter);
            } catch (SQLException e) {
                log.debug(
                        "the first intent of {} is not committed together with its beginning", prepared.location(), e);
            }
            writer.commitStaged();
        }

        void begin(boolean startedBefore) throws SQLException {
            if (startedBefore) {
                enter(prepared);
                intent = recorder.of(migration.id())
                        .orElseThrow()
                        .attempt()
                        .orElseThrow()
                        .intent();
            }
            listener.started(migration, prepared.direction(), prepared.statements(), resumedAfter);
        }

        void statements() throws SQLException {
            int attempts = 1;
            while (true) {
                try {
                    from(durable);
                    return;
                } catch (SQLException e) {
                    if (!session.isLockTimeout(e) || !retry.again(attempts) || !undone(e)) {
                        throw e;
                    }
                    SQLException named = current == null ? e : Blockers.named(session, e, current);
                    listener.retrying(migration, attempts, retry.pause(attempts), named);
                    retry.sleep(attempts);
                    attempts++;
                }
            }
        }

        /** Goes back to the last mark after a lock was not obtained; only where nothing since then took effect. */
        private boolean undone(SQLException error) throws SQLException {
            if (open) {
                if (declinesTransactionalDdl() && !session.inTransaction()) {
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
            try (Units units = prepared.units(session, placeholders)) {
                for (var next = units.next(); next.isPresent(); next = units.next()) {
                    Unit unit = next.get().unit();
                    current = unit;
                    if (unit.number() > done) {
                        run(unit);
                    } else if (unit.ofSession()) {
                        unit.execute(session);
                    }
                }
            }
            current = null;
        }

        private boolean isIntended(Unit unit) {
            return unit.kind() != StatementKind.OPAQUE
                    && intent.filter(i -> i.statement() == unit.number()).isPresent();
        }

        private void run(Unit unit) throws SQLException {
            switch (escapes(unit) ? StatementKind.SELF_COMMITTING : unit.kind()) {
                case SELF_COMMITTING -> runAlone(unit);
                case OPAQUE -> runBehindFence(unit);
                case HOISTED -> executed = unit.number();
                case SESSION_ALONE -> runBetweenTransactions(unit);
                default -> {
                    begin(unit);
                    unit.execute(session);
                    executed = unit.number();
                    if (unit instanceof Unit.Code && !session.inTransaction()) {
                        throw new TransactionEnded(prepared.location());
                    }
                    if (prepared.apart() && unit.number() < prepared.statements()) {
                        mark(Optional.empty());
                    }
                }
            }
            listener.statementDone(migration, unit.number(), prepared.statements());
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
            unit.execute(session);
            if (marked == executed) {
                marked = unit.number(); // it needs no mark of its own
            }
            executed = unit.number();
        }

        private void runAlone(Unit unit) throws SQLException {
            if (intent.filter(i -> i.statement() == unit.number()).isEmpty()) {
                mark(Optional.of(intentOf(unit)));
            }
            if (!session.holdsLock()) {
                throw new LedgerException(
                        LOCK_LOST,
                        "the lock was lost before " + prepared.location() + ":" + unit.line(),
                        "The statement was not run. Everything before it is recorded.",
                        "Run the same command again: it goes on from there.");
            }
            listener.statementStarted(migration, unit.number(), unit.line(), unit.text());
            Optional<ProgressProbe> probe =
                    unit instanceof Unit.Sql sql ? session.progressOf(sql.statement()) : Optional.empty();
            try (ProgressWatch watching =
                    ProgressWatch.over(probe, second, text -> listener.progress(migration, text))) {
                unit.execute(session);
            }
            executed = unit.number();
            durable = executed;
        }

        private void runBehindFence(Unit unit) throws SQLException {
            begin(unit);
            // The fence: invisible unless the statement commits inside.
            intent = Optional.of(new Intent(unit.number(), StepList.checksumOf(unit.text()), ""));
            stageStep(unit.number() - 1, intent);
            recorder.write();
            unit.execute(session);
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
            stageStep(executed, Optional.empty());
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
        }

        /** Records that everything up to here has taken effect, and what comes next; ends the open transaction. */
        private void mark(Optional<Intent> next) throws SQLException {
            stageStep(executed, next);
            if (open) {
                session.beforeCommit();
                recorder.write();
                commit();
            } else {
                writer.commitStaged();
            }
            durable = executed;
            marked = executed;
            intent = next;
        }

        /** Commits the open transaction, whose mark has been written. A COMMIT that fails leaves nothing of it. */
        private void commit() throws SQLException {
            try {
                session.commit();
            } catch (SQLException e) {
                Rollback.quietly(session, e);
                if (!tookEffect(e)) {
                    recorder.rolledBack();
                    open = false;
                    executed = durable;
                    throw e;
                }
                listener.warning("a COMMIT reported an error, and yet what it committed is there: " + e.getMessage());
            }
            open = false;
            recorder.committed();
        }

        /** The mark is in the transaction, so it tells what became of it. */
        private boolean tookEffect(SQLException failed) throws SQLException {
            try {
                return recorder.isHeadStored();
            } catch (SQLException | RuntimeException unknown) {
                failed.addSuppressed(unknown);
                throw failed;
            }
        }

        void finish(Optional<Prepared> next) throws SQLException {
            Optional<Prepared> entering = Optional.empty();
            if (open) {
                session.beforeCommit();
            } else {
                leave();
                entering = next;
            }
            stageEnd();
            if (next.isPresent()) {
                stageStarted(next.get(), 0);
            }
            if (entering.isPresent()) {
                prepareEntry(entering.get());
            }
            if (open) {
                recorder.write();
                commit();
                leave();
            } else {
                writer.commitStaged();
            }
            listener.finished(migration, prepared.direction(), elapsed());
        }

        /** Saves the next migration a commit; what goes wrong here goes wrong again in its own attempt, and is told there. */
        private void prepareEntry(Prepared next) {
            try {
                enter(next);
                stageFirstIntent(next, 0);
            } catch (SQLException e) {
                log.debug("the intent of {} is not committed together with the mark before it", next.location(), e);
                entered = null;
            }
        }

        private void stageEnd() {
            boolean up = prepared.direction() == Direction.UP;
            recorder.stage(new Draft(
                    up ? EventType.APPLIED : EventType.ROLLED_BACK,
                    Origin.EXECUTED,
                    migration.id(),
                    prepared.direction(),
                    migration.checksum(),
                    prepared.statements(),
                    elapsed(),
                    EventDetail.settled(migration.description(), Optional.empty())));
            if (!up) {
                repeatables.stage(migration.id());
            }
        }

        private void stageStep(int done, Optional<Intent> next) {
            recorder.stage(new Draft(
                    EventType.STEP,
                    Origin.EXECUTED,
                    migration.id(),
                    prepared.direction(),
                    migration.checksum(),
                    done,
                    elapsed(),
                    EventDetail.step(next)));
        }

        AttemptFailed failed(Exception error) {
            entered = null;
            return new FailureRecord(session, recorder, writer, prepared)
                    .record(
                            error,
                            durable,
                            open,
                            Optional.ofNullable(current),
                            Optional.ofNullable(shared),
                            intent,
                            elapsed());
        }
    }

    private void stageStarted(Prepared prepared, int done) {
        recorder.stage(new Draft(
                EventType.STARTED,
                Origin.EXECUTED,
                prepared.migration().id(),
                prepared.direction(),
                prepared.migration().checksum(),
                done,
                Duration.ZERO,
                EventDetail.started(
                        prepared.statements(),
                        prepared.strategy(),
                        prepared.strategy() == Strategy.STEPWISE || done > 0 ? prepared.steps() : StepList.EMPTY,
                        prepared.migration().description())));
    }

    /** Stages the intent of the statement that a stepwise attempt begins with, where it commits by itself. */
    private Optional<Intent> stageFirstIntent(Prepared prepared, int done) throws SQLException {
        if (prepared.strategy() == Strategy.TRANSACTIONAL) {
            return Optional.empty();
        }
        try (Units units = prepared.units(session, placeholders)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                if (unit.number() <= done) {
                    continue;
                }
                if (!selfCommitting(unit)) {
                    return Optional.empty();
                }
                Optional<Intent> first = Optional.of(intentOf(unit));
                recorder.stage(new Draft(
                        EventType.STEP,
                        Origin.EXECUTED,
                        prepared.migration().id(),
                        prepared.direction(),
                        prepared.migration().checksum(),
                        done,
                        Duration.ZERO,
                        EventDetail.step(first)));
                return first;
            }
        }
        return Optional.empty();
    }

    private Intent intentOf(Unit unit) throws SQLException {
        SqlStatement statement = ((Unit.Sql) unit).statement();
        return new Intent(unit.number(), StepList.checksumOf(unit.text()), session.fingerprint(statement));
    }

    private boolean declinesTransactionalDdl() {
        return session.declined().contains(Capability.TRANSACTIONAL_DDL);
    }

    private boolean escapes(Unit unit) throws SQLException {
        return unit instanceof Unit.Sql sql
                && unit.kind() == StatementKind.TRANSACTIONAL
                && declinesTransactionalDdl()
                && session.escapesTransaction(sql.statement());
    }

    private static boolean selfCommitting(Unit unit) {
        return unit.kind() == StatementKind.SELF_COMMITTING;
    }

    private void enter(Prepared prepared) throws SQLException {
        if (entered != prepared) {
            session.beforeMigration(prepared.scope());
            entered = prepared;
        }
    }

    private void leave() throws SQLException {
        session.afterMigration();
        entered = null;
    }
}
