package io.migrationledger.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
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
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import is broken off at its calls, before and after each: all events are there or none, and the next one ends it. */
class ImportCrashTest {
    /** Several statements of INSERT, in one transaction. */
    private static final long EVENTS = 90;

    private static final int SAMPLED = 12;

    @TempDir
    Path directory;

    /** AU-6. Every point on SQLite; on servers some, that the seed chooses. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void allEventsOrNone(Place.Kind kind) throws Exception {
        Path file = directory.resolve("ledger.jsonl");
        byte[] whole;
        try (Place from = kind.create(directory)) {
            ExportRoundTripTest.restore(from, 11, EVENTS);
            whole = ExportRoundTripTest.export(from.ledger());
            Files.write(file, whole);
        }
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
        if (kind != Place.Kind.SQLITE) {
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
                assertThat(ended && events == 0)
                        .as(context + ": it said it was done")
                        .isFalse();
                none += events == 0 ? 1 : 0;
                all += events == 0 ? 0 : 1;
                ExportImport.Result result =
                        new ExportImport(file, "x.jsonl").into(place.ledger(), Duration.ofSeconds(60), false);
                assertThat(result.doneBefore()).as(context).isEqualTo(events > 0);
                assertThat(ExportRoundTripTest.export(place.ledger()))
                        .as(context)
                        .isEqualTo(whole);
            }
        }
        System.out.println("import on " + kind + ": " + points.size() + " points of "
                + 2 * undisturbed.calls().size() + ", " + none + " left nothing, " + all + " everything");
        if (kind == Place.Kind.SQLITE) {
            assertThat(none).isPositive();
            assertThat(all).isPositive();
        }
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
            new ExportImport(file, "x.jsonl").into(Ledger.of(calls.wrap(real)), Duration.ofSeconds(60), false);
        } finally {
            try {
                real.close();
            } catch (SQLException e) {
                assertThat(calls.isBroken()).isTrue();
            }
        }
    }
}
