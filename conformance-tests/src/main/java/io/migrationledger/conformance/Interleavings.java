package io.migrationledger.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashDatabase;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.crash.LedgerRules;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two runners on one database, stepped call by call through schedules that a seed chooses. With {@code loseLock} the
 * first runner's lock is given up behind its back at a step that the seed chooses.
 */
final class Interleavings {
    private final ConformanceFixture fixture;
    private final boolean loseLock;

    Interleavings(ConformanceFixture fixture, boolean loseLock) {
        this.fixture = fixture;
        this.loseLock = loseLock;
    }

    /** Runs schedules, and returns how often each pair of ends was seen. */
    Map<String, String> run(int schedules, long seed) throws Exception {
        List<String> expected = undisturbed();
        Map<String, Integer> ends = new TreeMap<>();
        for (int i = 0; i < schedules; i++) {
            ends.merge(schedule(seed + i, expected), 1, Integer::sum);
        }
        Map<String, String> outcomes = new TreeMap<>();
        ends.forEach((end, count) -> outcomes.put(end, count + " of " + schedules));
        return outcomes;
    }

    private List<String> undisturbed() throws Exception {
        try (CrashDatabase database = fixture.newDatabase()) {
            finish(database);
            try (Connection connection = database.connect()) {
                return fixture.dump(connection);
            }
        }
    }

    private String schedule(long seed, List<String> expected) throws Exception {
        String context = fixture.dialect().name() + ", schedule with -Dledger.conformance.seed=" + seed;
        try (CrashDatabase database = fixture.newDatabase()) {
            Random random = new Random(seed);
            int losingStep = loseLock ? 4 + random.nextInt(30) : Integer.MAX_VALUE;
            StepScheduler scheduler = new StepScheduler(2, random);
            List<AtomicReference<String>> ends = new ArrayList<>();
            for (int runner = 0; runner < 2; runner++) {
                AtomicReference<String> end = new AtomicReference<>("");
                ends.add(end);
                int number = runner;
                int losing = runner == 0 ? losingStep : Integer.MAX_VALUE;
                scheduler.start(number, () -> end.set(runStepped(database, scheduler, number, losing)));
            }
            scheduler.run();
            finish(database);
            try (Connection connection = database.connect()) {
                assertThat(fixture.dump(connection))
                        .as("%s, ends %s", context, ends)
                        .isEqualTo(expected);
                LedgerRules.check(
                        connection, fixture.dialect(), fixture.crashScripts().size(), context + ", ends " + ends);
            }
            return ends.get(0) + " + " + ends.get(1);
        }
    }

    private String runStepped(CrashDatabase database, StepScheduler scheduler, int runner, int losingStep) {
        SteppedDialect stepped = new SteppedDialect(fixture.dialect(), scheduler, runner, losingStep);
        CountedCalls calls = new CountedCalls((point, real) -> {
            if (point.moment() == CrashPoint.Moment.BEFORE) {
                stepped.step();
            }
            return true;
        });
        try (Connection real = database.connect()) {
            migrator(calls.wrap(real))
                    .dialect(stepped)
                    .lockTimeout(Duration.ofSeconds(30))
                    .build()
                    .migrate();
            return "done";
        } catch (LedgerException e) {
            return e.code().code();
        } catch (SQLException e) {
            return "SQLException";
        }
    }

    private void finish(CrashDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            migrator(connection).build().migrate();
        }
    }

    private Migrator.Builder migrator(Connection connection) {
        return Migrator.of(connection)
                .dialect(fixture.dialect())
                .source(Migrations.scripts("main", fixture.crashScripts()));
    }
}
