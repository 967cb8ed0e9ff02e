package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.testdb.JdbcClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that reaches the database, before and after, as a crash: running again always finishes the job. Only what
 * commits inside a CALL or an EXECUTE is in doubt, where the run is broken off between it and its mark. Each server
 * meets every point; its two clients take turns, one the odd calls and one the even, and with
 * {@code LEDGER_CRASH_POINTS=all} each of them takes all.
 */
class CrashTest {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors() + 1;
    private static final long SEED = 20261124;
    private static final Set<String> COMMIT_INSIDE = Set.of("CALL widen(@had)", "EXECUTE adding", "CALL narrow()");
    private static final boolean ALL = "all".equals(System.getenv("LEDGER_CRASH_POINTS"));

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromACrashAtEveryPoint(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration =
                    new CrashEnumeration(route.toString(), new MysqlCrashSubject(route), Breaker.CLIENT, WORKERS);
            int turn = route.client() == JdbcClient.CONNECTOR_J ? 0 : 1;
            CrashReport report = enumeration.points(call -> ALL || call % 2 == turn);
            System.out.println(fast + " " + report);
            assertThat(report.points()).isGreaterThan(ALL ? 400 : 200);
            assertAllRecovered(report);
            assertThat(statements(report.doubts()))
                    .as("CALL and EXECUTE are met")
                    .containsAll(COMMIT_INSIDE);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromASecondCrashWhileRecovering(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration =
                    new CrashEnumeration(route.toString(), new MysqlCrashSubject(route), Breaker.CLIENT, WORKERS);
            CrashReport report = ALL ? enumeration.everyPointTwice(SEED) : enumeration.sampleTwice(40, SEED);
            System.out.println(fast + " " + report);
            assertThat(report.points()).isGreaterThanOrEqualTo(40);
            assertAllRecovered(report);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromAKilledProcessAndFromEightAtOnce(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration =
                    new CrashEnumeration(route.toString(), new MysqlCrashSubject(route), Breaker.CLIENT);
            enumeration.startAtOnce(8);
            CrashReport report = enumeration.killedProcesses(ALL ? 5 : 43);
            System.out.println(fast + " " + report);
            assertThat(report.points()).isGreaterThan(10);
            assertAllRecovered(report);
        }
    }

    /** The server's own recovery is what counts here, so it waits for its disk. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromTheEndOfTheServer(Route route) throws Exception {
        Breaker server = real -> {
            route.running().kill();
            route.running().restart();
        };
        int every = ALL ? 7 : 67;
        int other = 11 * route.server().ordinal() + 5 * route.client().ordinal() + 3; // other calls on other routes
        CrashEnumeration enumeration =
                new CrashEnumeration(route + ", server killed", new MysqlCrashSubject(route), server);
        CrashReport report = enumeration.points(call -> call % every == other % every);
        System.out.println(route.running().version() + " " + report);
        assertAllRecovered(report);
    }

    private static void assertAllRecovered(CrashReport report) {
        assertThat(statements(report.doubts())).as("%s", report.doubts()).isSubsetOf(COMMIT_INSIDE);
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() * 2 / 3);
    }

    private static Set<String> statements(List<String> doubts) {
        return doubts.stream()
                .map(doubt -> doubt.substring(doubt.indexOf(": ") + 2))
                .collect(Collectors.toSet());
    }
}
