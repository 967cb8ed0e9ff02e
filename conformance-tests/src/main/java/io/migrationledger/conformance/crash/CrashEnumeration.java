package io.migrationledger.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.Resolution;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Breaks a run off at its points, one after another, starts it again and judges the end.
 *
 * <p>Fails with an {@link AssertionError} that names the point as soon as one end is wrong.
 */
public final class CrashEnumeration {
    private static final int LAST_POINTS = 8;
    /** How long a database may take to notice that the process which had opened it is dead. */
    private static final int FREE_SECONDS = 30;

    private final CrashSubject subject;
    private final String name;
    private final Breaker breaker;
    private final List<String> calls;
    private final EndState undisturbed;
    private final int migrations;
    private final int workers;
    private Optional<Duration> limit = Optional.empty();
    private Optional<Duration> lockTimeout = Optional.empty();
    private String seedWords = "seed ";

    /**
     * Runs once undisturbed, to number the calls and to see the end that every other run must reach. Points are tried one
     * after another.
     *
     * @param name for the report
     */
    public CrashEnumeration(String name, CrashSubject subject, Breaker breaker) throws Exception {
        this(name, subject, breaker, 1);
    }

    /**
     * As {@link #CrashEnumeration(String, CrashSubject, Breaker)}, with several points tried at once: for a subject whose
     * databases do not disturb each other, and a breaker that harms one connection only.
     *
     * @param workers how many points are tried at once
     */
    public CrashEnumeration(String name, CrashSubject subject, Breaker breaker, int workers) throws Exception {
        this.name = name;
        this.subject = subject;
        this.breaker = breaker;
        this.workers = workers;
        CountedCalls counted = CountedCalls.counting();
        try (CrashDatabase database = subject.newDatabase()) {
            migrations = run(database, counted).completed().size();
            undisturbed = EndState.of(subject, database, migrations, name + ", undisturbed");
        }
        calls = counted.calls();
    }

    /** Tries no further point once so much time has passed; the report says how many were tried. By default no limit. */
    public CrashEnumeration within(Optional<Duration> newLimit) {
        limit = newLimit;
        return this;
    }

    /** Sets how long a run waits for the ledger's lock; by default as long as any other. */
    public CrashEnumeration lockTimeout(Duration newTimeout) {
        lockTimeout = Optional.of(newTimeout);
        return this;
    }

    /** Sets the words that stand before a seed in the messages of failures, such as a system property. */
    public CrashEnumeration seedWords(String words) {
        seedWords = words;
        return this;
    }

    /** Returns how many calls an undisturbed run makes. */
    public int calls() {
        return calls.size();
    }

    /** Returns what a call sent to the database, by its number; the first is 1. */
    public String text(int call) {
        return calls.get(call - 1);
    }

    /** Tries every point, before and after every call. */
    public CrashReport everyPoint() throws Exception {
        return points(call -> true);
    }

    /** Tries both sides of the calls that the predicate chooses. */
    public CrashReport points(IntPredicate chosen) throws Exception {
        List<CrashPoint> points =
                all().stream().filter(point -> chosen.test(point.call())).toList();
        return once(points, new CrashReport(name, calls.size()), "");
    }

    /** Tries every point, and breaks the run that follows off as well, at a point that the seed chooses. */
    public CrashReport everyPointTwice(long seed) throws Exception {
        return twice(all(), seed);
    }

    /** Tries so many points, chosen by the seed. */
    public CrashReport sample(int points, long seed) throws Exception {
        return once(
                chosen(points, seed), new CrashReport(name + " (seed " + seed + ")", calls.size()), repeating(seed));
    }

    /** Tries so many points, chosen by the seed, and breaks the run that follows off as well. */
    public CrashReport sampleTwice(int points, long seed) throws Exception {
        return twice(chosen(points, seed), seed);
    }

    private String repeating(long seed) {
        return ", " + seedWords + seed;
    }

    private CrashReport once(List<CrashPoint> points, CrashReport report, String repeating) throws Exception {
        tryAll(points.stream().map(point -> new Trial(point, 0, repeating)).toList(), report);
        return report;
    }

    private CrashReport twice(List<CrashPoint> points, long seed) throws Exception {
        CrashReport report = new CrashReport(name + ", broken off twice (seed " + seed + ")", calls.size());
        Random random = random(seed);
        tryAll(
                points.stream()
                        .map(point -> new Trial(point, second(point, random), repeating(seed)))
                        .toList(),
                report);
        return report;
    }

    /**
     * One way to break a run off.
     *
     * @param second the call at which the run that follows is broken off, or 0
     * @param repeating how to choose the same again, for messages
     */
    private record Trial(CrashPoint point, int second, String repeating) {}

    private void tryAll(List<Trial> trials, CrashReport report) throws Exception {
        new Workers<Trial>(name, workers, limit).tryAll(trials, trial -> tryPoint(trial, report));
        tried(trials.size(), report);
    }

    private void tried(int chosen, CrashReport report) {
        report.chosen(chosen, limit);
        if (report.points() == 0) {
            throw new AssertionError(name + ": no point was tried");
        }
    }

    private List<CrashPoint> all() {
        List<CrashPoint> all = new ArrayList<>();
        for (int call = 1; call <= calls.size(); call++) {
            for (CrashPoint.Moment moment : CrashPoint.Moment.values()) {
                all.add(new CrashPoint(call, moment));
            }
        }
        return all;
    }

    /** One seed chooses other points for each name, so that several servers together try more of them. */
    private Random random(long seed) {
        return new Random(31 * seed + name.hashCode());
    }

    private List<CrashPoint> chosen(int points, long seed) {
        List<CrashPoint> all = all();
        // The end of a run is always among them: there a run may think that it is done.
        int last = Math.min(LAST_POINTS, Math.min(points, all.size()) / 4);
        List<CrashPoint> end = all.subList(all.size() - last, all.size());
        List<CrashPoint> chosen = new ArrayList<>(all.subList(0, all.size() - end.size()));
        Collections.shuffle(chosen, random(seed));
        chosen.addAll(0, end);
        return chosen.subList(0, Math.min(points, chosen.size()));
    }

    /** The run that follows has less to do: what is left, and the settling of what was interrupted. */
    private int second(CrashPoint first, Random random) {
        return 1 + random.nextInt(calls.size() - first.call() + 4);
    }

    /**
     * Kills a child process with SIGKILL at so many points, chosen by the seed, and runs again in this process.
     *
     * @param processes how many
     */
    public CrashReport killedProcesses(int processes, long seed) throws Exception {
        CrashReport report = new CrashReport(name + ", process killed (seed " + seed + ")", calls.size());
        List<CrashPoint> all = all();
        Collections.shuffle(all, random(seed));
        List<CrashPoint> points = all.subList(0, Math.min(processes, all.size()));
        new Workers<CrashPoint>(name, 1, limit)
                .tryAll(points, point -> killed(point, name + ", process killed " + point + repeating(seed), report));
        tried(points.size(), report);
        return report;
    }

    private void killed(CrashPoint point, String context, CrashReport report) throws Exception {
        try (CrashDatabase database = subject.newDatabase()) {
            try (ChildRun child = ChildRun.start(subject.childClass(), database, point)) {
                child.go();
                assertThat(child.killAtPoint())
                        .as("%s: reached %s", name, point)
                        .isTrue();
            }
            awaitFree(database);
            runAgain(database, point, List.of(new BrokenRun(calls, point)), false, context, report);
        }
    }

    /** Waits while the database takes the process that was killed for one that still runs, as its driver explains. */
    private void awaitFree(CrashDatabase database) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            try {
                database.connect().close();
                return;
            } catch (SQLException e) {
                boolean busy = subject.dialect()
                        .flatMap(dialect -> dialect.explain(e))
                        .filter(explained -> explained.code() == ErrorCode.DATABASE_BUSY)
                        .isPresent();
                if (!busy || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(FREE_SECONDS)) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /**
     * Starts processes at once on one empty database; each migration must be executed by just one of them.
     *
     * @param processes how many
     */
    public void startAtOnce(int processes) throws Exception {
        try (CrashDatabase database = subject.newDatabase()) {
            List<ChildRun> children = new ArrayList<>();
            try {
                for (int i = 0; i < processes; i++) {
                    children.add(ChildRun.start(subject.childClass(), database, CrashPoint.NONE));
                }
                for (ChildRun child : children) {
                    child.go();
                }
                int completed = 0;
                for (ChildRun child : children) {
                    completed += child.completed();
                }
                assertThat(completed)
                        .as("migrations completed by %s processes", processes)
                        .isEqualTo(migrations);
            } finally {
                children.forEach(ChildRun::close);
            }
            judge(database, name + ", " + processes + " processes at once");
        }
    }

    private void tryPoint(Trial trial, CrashReport report) throws Exception {
        CrashPoint point = trial.point;
        String context = name + ", " + point + " (" + EndState.shortened(calls.get(point.call() - 1)) + ")"
                + (trial.second > 0 ? ", then call " + trial.second : "") + trial.repeating;
        try (CrashDatabase database = subject.newDatabase()) {
            breakOff(database, trial, context, report);
        }
    }

    private void breakOff(CrashDatabase database, Trial trial, String context, CrashReport report) {
        try {
            List<BrokenRun> broken = new ArrayList<>();
            broken.add(new BrokenRun(calls, trial.point));
            boolean ended = finished(database, CountedCalls.breakingAt(trial.point, breaker), context);
            if (trial.second > 0) {
                CrashPoint second = new CrashPoint(trial.second, trial.point.moment());
                CountedCalls again = CountedCalls.breakingAt(second, breaker);
                finishedOrDoubted(database, again, context);
                report.addSecond(again.isBroken());
                broken.add(new BrokenRun(again.calls(), second));
            }
            runAgain(database, trial.point, broken, ended, context, report);
        } catch (SQLException | LedgerException | NoSuchElementException e) {
            throw new AssertionError(context + ": " + e.getMessage(), e);
        }
    }

    private void runAgain(
            CrashDatabase database,
            CrashPoint point,
            List<BrokenRun> broken,
            boolean ended,
            String context,
            CrashReport report)
            throws SQLException {
        try {
            MigrateResult result = run(database, CountedCalls.counting());
            if (ended && !result.isUpToDate()) {
                throw new AssertionError(context + ": the run said that it was done, and it was not");
            }
            report.add(ended || result.isUpToDate() ? Outcome.FINISHED_BEFORE : Outcome.RECOVERED);
        } catch (LedgerException e) {
            if (e.code() != ErrorCode.IN_DOUBT) {
                throw new AssertionError(context + ": running again failed", e);
            }
            Doubt doubt = resolve(database, broken, context);
            report.addDoubt(point, doubt.text());
            run(database, CountedCalls.counting());
        }
        judge(database, context);
    }

    /** Judges a database in which a run has ended well. */
    public void judge(CrashDatabase database, String context) throws SQLException {
        undisturbed.judge(database, context);
    }

    private boolean finished(CrashDatabase database, CountedCalls counted, String context) throws SQLException {
        try {
            run(database, counted);
            return true;
        } catch (LedgerException e) {
            assertThat(counted.isBroken())
                    .as("%s: only the break fails the run: %s", context, e)
                    .isTrue();
            return false;
        }
    }

    private void finishedOrDoubted(CrashDatabase database, CountedCalls counted, String context) throws SQLException {
        try {
            run(database, counted);
        } catch (LedgerException e) {
            assertThat(counted.isBroken() || e.code() == ErrorCode.IN_DOUBT)
                    .as("%s: only the break or a doubt ends the run: %s", context, e)
                    .isTrue();
        }
    }

    private MigrateResult run(CrashDatabase database, CountedCalls counted) throws SQLException {
        Connection real = database.connect();
        try {
            return migrator(counted.wrap(real)).migrate();
        } finally {
            counted.close(real);
        }
    }

    private Migrator migrator(Connection connection) {
        Migrator.Builder builder = Migrator.of(connection);
        lockTimeout.ifPresent(builder::lockTimeout);
        return migrator(subject, builder);
    }

    static Migrator migrator(CrashSubject subject, Migrator.Builder builder) {
        builder.source(subject.migrations()).onExisting(subject.onExisting());
        builder.keepSnapshots(subject.keepsSnapshots());
        subject.dialect().ifPresent(builder::dialect);
        subject.adopt().ifPresent(builder::adopt);
        return builder.build();
    }

    /** Answers as a person who knows: the statement that was running took effect if it reached the database. */
    private Doubt resolve(CrashDatabase database, List<BrokenRun> broken, String context) throws SQLException {
        try (Connection connection = database.connect()) {
            Migrator migrator = migrator(connection);
            MigrationState state = migrator.ledger().state().migrations().stream()
                    .filter(migration -> migration.status() == MigrationStatus.IN_DOUBT)
                    .findFirst()
                    .orElseThrow();
            Doubt doubt = state.attempt()
                    .flatMap(MigrationState.Attempted::failed)
                    .flatMap(LedgerEvent.Failed::doubt)
                    .orElseThrow();
            assertThat(broken)
                    .as("%s: the statement in doubt is the one that was running: %s", context, doubt)
                    .anyMatch(run -> run.brokenOffAt(doubt.text()));
            boolean happened = broken.stream().anyMatch(run -> run.reached(doubt.text()));
            migrator.resolve(new Resolution(
                    state.id(),
                    happened,
                    OptionalInt.of(doubt.statement()),
                    "the test broke the run off " + broken.get(0).point()));
            return doubt;
        }
    }
}
