package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.crash.EndState;
import io.migrationledger.conformance.fixture.CrashDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kills the node that a run works on, at one call after another, and runs again on what is left. The end must be that of an
 * undisturbed run, and the ledger's chain whole.
 */
final class NodeFaults {
    /** How many points each fault tries at least, where more than a sample and less than all is wanted. */
    private static final int MORE = Integer.getInteger("ledger.clusters.points", 0);

    private static final Duration HUNG = Duration.ofMinutes(3);
    private static final Duration LOCK = Duration.ofSeconds(90);

    /** When the node is killed. */
    enum Moment {
        /** The call never reaches the server. */
        BEFORE,
        /** While the run goes on: it finds out by itself, in this call or in one of the next. */
        ABOUT,
        /** The server has answered, and the client has heard it. */
        AFTER
    }

    /** @param call counted from 1 */
    record Point(int call, Moment moment) {}

    private final String name;
    private final Topology topology;
    private final List<String> calls;
    private final int migrations;
    private final EndState undisturbed;

    /** Runs once undisturbed. */
    NodeFaults(String name, Topology topology) throws Exception {
        this.name = name;
        this.topology = topology;
        CountedCalls counted = CountedCalls.counting();
        try (CrashDatabase database = topology.newDatabase();
                Connection real = database.connect()) {
            migrations = inTime("an undisturbed run", () -> migrate(counted.wrap(real)))
                    .completed()
                    .size();
            undisturbed = EndState.of(topology, database, migrations, name + ", undisturbed");
        }
        calls = counted.calls();
    }

    int calls() {
        return calls.size();
    }

    EndState undisturbed() {
        return undisturbed;
    }

    /** Tries so many points, or more, that the seed chooses; all of them where every point is wanted. */
    FaultReport sample(String fault, int points) throws Exception {
        List<Point> all = new ArrayList<>();
        for (int call = 1; call <= calls.size(); call++) {
            for (Moment moment : Moment.values()) {
                all.add(new Point(call, moment));
            }
        }
        Collections.shuffle(all, new Random(31 * CrashBudget.seed() + name.hashCode()));
        FaultReport report = new FaultReport(name, fault, calls.size(), all.size());
        for (Point point :
                CrashBudget.exhaustive() ? all : all.subList(0, Math.min(Math.max(points, MORE), all.size()))) {
            attempt(point, report);
        }
        report.write();
        return report;
    }

    private void attempt(Point point, FaultReport report) throws Exception {
        String context = name + ", " + point + " (" + calls.get(point.call() - 1) + "), " + CrashBudget.SEED_PROPERTY
                + CrashBudget.seed();
        try (CrashDatabase database = topology.newDatabase()) {
            boolean ended = brokenOff(database, point, context);
            again(database, ended, context, report);
        }
    }

    /** Returns whether the run said that it was done. */
    private boolean brokenOff(CrashDatabase database, Point point, String context) throws Exception {
        CompletableFuture<Void> fault = new CompletableFuture<>();
        CrashPoint.Moment side = point.moment() == Moment.AFTER ? CrashPoint.Moment.AFTER : CrashPoint.Moment.BEFORE;
        AtomicBoolean placed = new AtomicBoolean();
        CountedCalls counted = new CountedCalls((at, real) -> {
            if (!at.equals(new CrashPoint(point.call(), side))) {
                return true;
            }
            placed.set(true);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> failOver(context));
            killing.whenComplete((done, error) -> {
                if (error == null) {
                    fault.complete(null);
                } else {
                    fault.completeExceptionally(error);
                }
            });
            if (point.moment() == Moment.ABOUT) {
                return true;
            }
            killing.get();
            return false;
        });
        Connection real = database.connect();
        boolean ended = false;
        try {
            inTime(context, () -> migrate(counted.wrap(real)));
            ended = true;
        } catch (LedgerException e) {
            assertThat(fault.isDone() || point.moment() == Moment.ABOUT)
                    .as("%s: only the fault ends the run: %s", context, e)
                    .isTrue();
        } finally {
            Breaker.CLIENT.breakOff(real);
        }
        if (placed.get()) {
            fault.get(HUNG.toSeconds(), TimeUnit.SECONDS);
        } else { // it made some calls less than the undisturbed run
            topology.failOver();
        }
        return ended;
    }

    private void failOver(String context) {
        try {
            topology.failOver();
        } catch (Exception e) {
            throw new IllegalStateException(context + ": the rest of the cluster does not go on", e);
        }
    }

    private void again(CrashDatabase database, boolean ended, String context, FaultReport report) throws Exception {
        try (Connection connection = database.connect()) {
            MigrateResult result = inTime(context + ", run again", () -> migrate(connection));
            if (ended || result.isUpToDate()) {
                report.finishedBefore();
            } else {
                report.recovered();
            }
        } catch (LedgerException e) {
            if (e.code() != ErrorCode.IN_DOUBT) {
                throw new AssertionError(context + ": running again failed", e);
            }
            report.doubt(context + ": " + e.getMessage());
            return;
        }
        undisturbed.judge(database, context);
    }

    MigrateResult migrate(Connection connection) {
        return Migrator.of(connection)
                .source(topology.migrations())
                .lockTimeout(LOCK)
                .build()
                .migrate();
    }

    /** Fails where it takes so long that nobody would wait for it. */
    static <T> T inTime(String context, Callable<T> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get(HUNG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error wrong) {
                throw wrong;
            }
            throw (Exception) e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError(context + ": hangs", e);
        } finally {
            thread.shutdownNow();
        }
    }
}
