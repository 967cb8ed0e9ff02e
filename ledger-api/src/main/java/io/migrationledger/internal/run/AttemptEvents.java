package io.migrationledger.internal.run;

import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Intent;
import io.migrationledger.event.Origin;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.event.Touched;
import io.migrationledger.internal.plan.KeptMigrations;
import io.migrationledger.internal.record.EventDraft;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.internal.script.Units;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stages the events of one migration's attempts. */
public final class AttemptEvents {
    private final ExecutionContext context;
    private final Prepared prepared;
    private final Migration migration;

    AttemptEvents(ExecutionContext context, Prepared prepared) {
        this.context = context;
        this.prepared = prepared;
        this.migration = prepared.migration();
    }

    void started(int done) {
        stage(
                EventType.STARTED,
                done,
                Duration.ZERO,
                context.withSnapshotBefore(EventDetail.withThen(
                        withKeptDown(EventDetail.started(
                                prepared.statements(),
                                prepared.strategy(),
                                mayEndPartWay(done) ? prepared.steps() : StepList.EMPTY,
                                migration.description(),
                                context.scripts().staged(prepared),
                                context.session().fence())),
                        context.then(migration.id()))));
    }

    /** Also of what a transaction holds some statements may stay, where rows are written that no rollback undoes. */
    private boolean mayEndPartWay(int done) {
        return done > 0
                || prepared.strategy() == Strategy.STEPWISE
                || (prepared.statements() > 1 && context.declinesTransactionalDdl());
    }

    private String withKeptDown(String detail) {
        return EventDetail.withKeptDown(
                detail, prepared.direction() == Direction.DOWN ? KeptMigrations.usedBy(migration) : Optional.empty());
    }

    /** Stages that statements 1 to {@code done} have taken effect, and which one is about to run. */
    void step(int done, Optional<Intent> next, Duration elapsed) {
        stage(EventType.STEP, done, elapsed, EventDetail.step(next));
    }

    /**
     * Stages the end.
     *
     * @param reason why it counts as applied although not all of it ran, where that is so
     * @param last whether no other migration is begun with it: the schema is told as it is then
     */
    void ended(Duration elapsed, Optional<String> reason, boolean last) throws SQLException {
        String detail = ended(reason);
        boolean up = prepared.direction() == Direction.UP;
        stage(
                up ? EventType.APPLIED : EventType.ROLLED_BACK,
                prepared.statements(),
                elapsed,
                last ? context.withSnapshot(detail) : detail);
        if (!up) {
            context.repeatables().stage(migration.id());
        }
    }

    private String ended(Optional<String> reason) {
        return withKeptDown(EventDetail.settled(
                migration.description(),
                reason,
                prepared.direction() == Direction.UP ? migration.directives().replaces() : List.of(),
                context.scripts().kept(prepared),
                reason.isPresent() ? Touched.NONE : prepared.touched()));
    }

    /**
     * Stages the intent of the statement that a stepwise attempt begins with, where it commits by itself. None behind a
     * statement that changes the session and has not run yet in this one: what the fingerprint looks at, and where it looks,
     * depends on that.
     */
    Optional<Intent> firstIntent(int done) throws SQLException {
        if (prepared.strategy() == Strategy.TRANSACTIONAL) {
            return Optional.empty();
        }
        try (Units units = prepared.units(context.session(), context.placeholders())) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                if (unit.number() <= done && !unit.ofSession()) {
                    continue;
                }
                if (unit.kind() != StatementKind.SELF_COMMITTING) {
                    return Optional.empty();
                }
                Optional<Intent> first = Optional.of(intentOf(unit));
                step(done, first, Duration.ZERO);
                return first;
            }
        }
        return Optional.empty();
    }

    Intent intentOf(Unit unit) throws SQLException {
        SqlStatement statement = ((Unit.Sql) unit).statement();
        return new Intent(
                unit.number(),
                StepList.checksumOf(unit.lasting()),
                context.session().fingerprint(statement));
    }

    private void stage(EventType type, int done, Duration elapsed, String detail) {
        context.recorder()
                .stage(new EventDraft(
                        type,
                        Origin.EXECUTED,
                        migration.id(),
                        prepared.direction(),
                        migration.checksum(),
                        done,
                        elapsed,
                        detail));
    }
}
