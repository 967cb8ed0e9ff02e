package io.migrationledger.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.audit.LongHistory;
import io.migrationledger.audit.MadeScripts;
import io.migrationledger.audit.Place;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import is broken off at its calls, before and after each: all events are there or none, and the next one ends it. */
class ImportCrashTest {
    /** Several statements of INSERT, in one transaction. */
    private static final long EVENTS = 90;

    /** Of two of these, a statement is full before it has all rows that it may have. */
    private static final int LONG_SCRIPT = 300_000;

    private static final int SHORT_SCRIPT = 200;

    private static final int SAMPLED = 12;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    /** AU-6. Events and kept scripts; every point on SQLite, and on servers some, that the seed chooses, or all. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void allEventsOrNone(Place.Kind kind) throws Exception {
        Path file = directory.resolve("ledger.jsonl");
        byte[] whole;
        LongHistory history = new LongHistory(11, EVENTS, ImportCrashTest::script);
        try (Place from = kind.create(directory);
                LedgerSession session = from.ledger().lock(SOON)) {
            assertThat(session.restore(
                            history, event -> history.script().stream().toList()))
                    .isEqualTo(EVENTS);
            whole = ExportRoundTripTest.export(from.ledger());
            Files.write(file, whole);
        }
        assertThat(history.scripts()).isGreaterThan(20);
        CountedCalls undisturbed = CountedCalls.counting();
        try (Place place = empty(kind)) {
            run(place, file, undisturbed);
        }
        List<CrashPoint> points = new ArrayList<>();
        for (int call = 1; call <= undisturbed.calls().size(); call++) {
            for (CrashPoint.Moment moment : CrashPoint.Moment.values()) {
                points.add(new CrashPoint(call, moment));
            }
        }
        assertThat(points).hasSizeGreaterThan(20);
        long seed = CrashBudget.seed();
        if (kind != Place.Kind.SQLITE && !CrashBudget.exhaustive()) {
            Collections.shuffle(points, new Random(seed));
            points = points.subList(0, SAMPLED);
        }
        int none = 0;
        int all = 0;
        for (CrashPoint crash : points) {
            String context = kind + ", " + crash + ", " + CrashBudget.SEED_PROPERTY + "=" + seed;
            try (Place place = empty(kind)) {
                boolean ended = brokenOff(place, file, crash);
                long events = place.ledger().head().map(head -> head.sequence()).orElse(0L);
                assertThat(events).as(context).isIn(0L, EVENTS);
                assertThat(scripts(place.ledger())).as(context).isEqualTo(events == 0 ? 0 : history.scripts());
                assertThat(ended && events == 0)
                        .as(context + ": it said it was done")
                        .isFalse();
                none += events == 0 ? 1 : 0;
                all += events == 0 ? 0 : 1;
                ExportImport.Result result = new ExportImport(file, "x.jsonl").into(place.ledger(), SOON, false);
                assertThat(result.doneBefore()).as(context).isEqualTo(events > 0);
                assertThat(ExportRoundTripTest.export(place.ledger()))
                        .as(context)
                        .isEqualTo(whole);
                assertThat(place.ledger().verify().scripts()).as(context).isEqualTo(history.scripts());
            }
        }
        System.out.println("import on " + kind + ": " + points.size() + " points of "
                + 2 * undisturbed.calls().size() + ", " + none + " left nothing, " + all + " everything");
        if (kind == Place.Kind.SQLITE || CrashBudget.exhaustive()) {
            assertThat(none).isPositive();
            assertThat(all).isPositive();
        }
    }

    /** Some migrations keep no script, some the same one as another, and two a long one. */
    private static Optional<KeptScript> script(int migration) {
        if (migration % 7 == 0) {
            return Optional.empty();
        }
        int number = migration % 5 == 0 ? migration - 1 : migration;
        return Optional.of(MadeScripts.of(number, number % 16 == 4 ? LONG_SCRIPT : SHORT_SCRIPT));
    }

    /** Returns how many scripts the table has, whatever events say. */
    private static long scripts(Ledger ledger) {
        AtomicLong found = new AtomicLong();
        ledger.forEachKeptScript(script -> found.incrementAndGet());
        return found.get();
    }

    private Place empty(Place.Kind kind) throws Exception {
        Place place = kind.create(directory);
        place.execute("CREATE TABLE users (id INT)");
        return place;
    }

    private static boolean brokenOff(Place place, Path file, CrashPoint crash) throws SQLException {
        CountedCalls calls = new CountedCalls((point, real) -> {
            if (point.equals(crash)) {
                Breaker.CLIENT.breakOff(real);
                return false;
            }
            return true;
        });
        try {
            run(place, file, calls);
            return true;
        } catch (LedgerException e) {
            assertThat(calls.isBroken()).as("only the break fails it: %s", e).isTrue();
            return false;
        }
    }

    private static void run(Place place, Path file, CountedCalls calls) throws SQLException {
        Connection real = place.connect();
        try {
            new ExportImport(file, "x.jsonl").into(Ledger.of(calls.wrap(real)), SOON, false);
        } finally {
            try {
                real.close();
            } catch (SQLException e) {
                assertThat(calls.isBroken()).isTrue();
            }
        }
    }
}
