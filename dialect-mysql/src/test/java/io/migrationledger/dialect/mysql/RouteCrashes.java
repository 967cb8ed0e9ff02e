package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.KeepingSnapshots;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.testdb.TestServers;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls that reach the database, before and after, as a crash: running again always finishes the job. Only what commits
 * inside a CALL or an EXECUTE is in doubt, where the run is broken off between it and its mark. The seed chooses the calls, others for each client of a server; with {@code -Dledger.conformance.points=all} it is every one through each.
 * There is a class for each server, so that the build can run two of them at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RouteCrashes {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors() + 1;
    private static final int CLIENTS = 2;
    private static final Set<String> COMMIT_INSIDE = Set.of("CALL widen(@had)", "EXECUTE adding", "CALL narrow()");

    private final TestServers server;

    RouteCrashes(TestServers server) {
        this.server = server;
    }

    Stream<Route> routes() {
        return Route.through(server);
    }

    private static CrashEnumeration enumeration(Route route, int workers) throws Exception {
        return enumeration(route.toString(), route, Breaker.CLIENT, workers);
    }

    private static CrashEnumeration enumeration(String name, Route route, Breaker breaker, int workers)
            throws Exception {
        return new CrashEnumeration(name, new MysqlCrashSubject(route), breaker, workers)
                .seedWords(CrashBudget.SEED_PROPERTY);
    }

    /** The clients of a server share what one driver tries. */
    private static int share(int points) {
        return CrashBudget.exhaustive() ? points : points / CLIENTS;
    }

    @ParameterizedTest
    @MethodSource("routes")
    void recoversFromACrashAtAnyPoint(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration = enumeration(route, WORKERS);
            int points = Math.min(share(CrashBudget.points()), 2 * enumeration.calls());
            CrashReport report = enumeration.sample(points, CrashBudget.seed());
            System.out.println(fast + " " + report);
            assertThat(enumeration.calls()).isGreaterThan(200);
            assertThat(report.points()).isEqualTo(points);
            assertMostRecovered(report);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void onlyWhatCommitsInsideIsInDoubt(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration = enumeration(route + ", CALL and EXECUTE", route, Breaker.CLIENT, WORKERS);
            CrashReport report = enumeration.points(call -> COMMIT_INSIDE.contains(enumeration.text(call)));
            System.out.println(fast + " " + report);
            assertThat(statements(report.doubts())).isEqualTo(COMMIT_INSIDE);
        }
    }

    /** KS-9. */
    @ParameterizedTest
    @MethodSource("routes")
    void theNewestSnapshotIsTrueAfterACrashAtAnyPoint(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashReport report = new CrashEnumeration(
                            route + ", with snapshots",
                            new KeepingSnapshots(new MysqlCrashSubject(route)),
                            Breaker.CLIENT,
                            WORKERS)
                    .seedWords(CrashBudget.SEED_PROPERTY)
                    .sample(share(CrashBudget.points() / 4), CrashBudget.seed());
            System.out.println(fast + " " + report);
            assertSomeRecovered(report);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void recoversFromASecondCrashWhileRecovering(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashReport report =
                    enumeration(route, WORKERS).sampleTwice(share(CrashBudget.points() / 2), CrashBudget.seed());
            System.out.println(fast + " " + report);
            assertSomeRecovered(report);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void recoversFromAKilledProcessAndFromSeveralAtOnce(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration = enumeration(route, 1);
            enumeration.startAtOnce(share(8));
            CrashReport report = enumeration.killedProcesses(share(CrashBudget.processes()), CrashBudget.seed());
            System.out.println(fast + " " + report);
            assertDecided(report);
        }
    }

    /** The server's own recovery is what counts here, so it waits for its disk. */
    @ParameterizedTest
    @MethodSource("routes")
    void recoversFromTheEndOfTheServer(Route route) throws Exception {
        Breaker end = real -> {
            route.running().kill();
            route.running().restart();
        };
        CrashReport report = enumeration(route + ", server killed", route, end, 1)
                .sample(share(CrashBudget.servers()), CrashBudget.seed());
        System.out.println(route.running().version() + " " + report);
        assertDecided(report);
    }

    private static void assertDecided(CrashReport report) {
        assertThat(statements(report.doubts())).as("%s", report.doubts()).isSubsetOf(COMMIT_INSIDE);
    }

    /** Of few points chance may choose many in a CALL, or after the end. */
    private static void assertSomeRecovered(CrashReport report) {
        assertDecided(report);
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
    }

    private static void assertMostRecovered(CrashReport report) {
        assertDecided(report);
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }

    private static Set<String> statements(List<String> doubts) {
        return doubts.stream()
                .map(doubt -> doubt.substring(doubt.indexOf(": ") + 2))
                .collect(Collectors.toSet());
    }
}
