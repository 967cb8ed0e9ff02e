package io.migrationledger.conformance.run;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.crash.EndState;
import io.migrationledger.conformance.crash.FixtureSubject;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two runners on one database, stepped call by call through schedules. With {@code loseLock} the first runner's lock is
 * given up behind its back at a step that the schedule chooses. A failure names its schedule, which repeats it.
 */
public final class Interleavings {
    private final ConformanceFixture fixture;
    private final boolean loseLock;
    private final boolean leased;

    public Interleavings(ConformanceFixture fixture, boolean loseLock) {
        this(fixture, loseLock, false);
    }

    private Interleavings(ConformanceFixture fixture, boolean loseLock, boolean leased) {
        this.fixture = fixture;
        this.loseLock = loseLock;
        this.leased = leased;
    }

    /** Returns runners whose lock is the driver's lease; the first one's ends in time, behind its back. */
    public static Interleavings ofLeases(ConformanceFixture fixture) {
        return new Interleavings(fixture, true, true);
    }

    /**
     * Runs schedules that begin with the seed, or just the one that was asked for.
     *
     * @return how often each pair of ends was seen
     */
    public Map<String, String> run(int schedules, long seed, Optional<String> only) throws Exception {
        EndState expected = undisturbed();
        List<Schedule> chosen = new ArrayList<>();
        only.map(Schedule::read).filter(read -> read.losesLock() == loseLock).ifPresent(chosen::add);
        for (int i = 0; chosen.size() < schedules && only.isEmpty(); i++) {
            chosen.add(Schedule.chosen(seed + i, loseLock));
        }
        if (chosen.isEmpty()) {
            throw new NotApplicable("the schedule that was asked for is another rule's");
        }
        Map<String, Integer> ends = new TreeMap<>();
        for (Schedule schedule : chosen) {
            ends.merge(step(schedule, expected), 1, Integer::sum);
        }
        Map<String, String> outcomes = new TreeMap<>();
        ends.forEach((end, count) -> outcomes.put(end, count + " of " + chosen.size()));
        return outcomes;
    }

    private EndState undisturbed() throws Exception {
        try (CrashDatabase database = fixture.newDatabase()) {
            finish(database);
            return EndState.of(
                    new FixtureSubject(fixture),
                    database,
                    fixture.crashScripts().size(),
                    fixture.dialect().name() + ", undisturbed");
        }
    }

    private String step(Schedule schedule, EndState expected) throws Exception {
        try (CrashDatabase database = fixture.newDatabase()) {
            List<AtomicReference<String>> ends = new ArrayList<>();
            AtomicReference<@Nullable Throwable> unexpected = new AtomicReference<>();
            StepScheduler scheduler = new StepScheduler(2, schedule);
            for (int runner = 0; runner < 2; runner++) {
                AtomicReference<String> end = new AtomicReference<>("");
                ends.add(end);
                int number = runner;
                int losing = runner == 0 ? schedule.losingStep() : Integer.MAX_VALUE;
                scheduler.start(number, () -> {
                    try {
                        end.set(runStepped(database, scheduler, number, losing));
                    } catch (RuntimeException | Error e) {
                        unexpected.compareAndSet(null, e);
                    }
                });
            }
            try {
                scheduler.run();
                if (unexpected.get() != null) {
                    throw new AssertionError("a runner ended with " + unexpected.get(), unexpected.get());
                }
                finish(database);
                expected.judge(database, fixture.dialect().name());
            } catch (AssertionError | LedgerException | SQLException e) {
                throw new AssertionError(
                        fixture.dialect().name() + ": the runners ended with " + ends + ", and then: " + e.getMessage()
                                + "\nRepeat it with " + CrashBudget.SCHEDULE_PROPERTY + schedule,
                        e);
            }
            return ends.get(0) + " + " + ends.get(1);
        }
    }

    private String runStepped(CrashDatabase database, StepScheduler scheduler, int runner, int losingStep) {
        Dialect dialect = leased ? new LeasedDialect(fixture.dialect()) : fixture.dialect();
        SteppedDialect stepped = new SteppedDialect(
                dialect,
                scheduler,
                runner,
                losingStep,
                leased
                        ? holder -> expires(database, holder)
                        : holder -> {
                            holder.unlock();
                            return true;
                        });
        CountedCalls calls = new CountedCalls((point, real) -> {
            if (point.moment() == CrashPoint.Moment.BEFORE) {
                stepped.step();
            }
            return true;
        });
        try (Connection real = database.connect()) {
            migrator(calls.wrap(real))
                    .dialect(stepped)
                    .lockTimeout(CrashBudget.lockTimeout())
                    .build()
                    .migrate();
            return "done";
        } catch (LedgerException e) {
            return e.code().code();
        } catch (SQLException e) {
            return "SQLException";
        }
    }

    /** Where the database does not let its row be written now, the lease ends a step later. */
    private static boolean expires(CrashDatabase database, DialectSession holder) throws SQLException {
        try (Connection other = database.connect()) {
            return LeaseTable.expire(other, holder.ledgerTable());
        } catch (SQLException busy) {
            return false;
        }
    }

    private void finish(CrashDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            migrator(connection).lockTimeout(CrashBudget.lockTimeout()).build().migrate();
        }
    }

    private Migrator.Builder migrator(Connection connection) {
        return Migrator.of(connection)
                .dialect(fixture.dialect())
                .source(Migrations.scripts("main", fixture.crashScripts()));
    }
}
