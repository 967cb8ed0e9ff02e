package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that reaches the database, before and after, as a crash: running again always finishes the job. All points
 * on all routes take a quarter of an hour; without {@code LEDGER_CRASH_POINTS=all} it is every fifth call.
 */
class CrashTest {
    private static final boolean ALL = "all".equals(System.getenv("LEDGER_CRASH_POINTS"));

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromACrashAtEveryPoint(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration =
                    new CrashEnumeration(route.toString(), new MysqlCrashSubject(route), Breaker.CLIENT);
            int offset = route.toString().length() % 5; // other calls on other routes
            CrashReport report = enumeration.points(call -> ALL || call % 5 == offset);
            System.out.println(fast + " " + report);
            assertThat(report.points()).isGreaterThan(ALL ? 200 : 40);
            assertThat(report.count(Outcome.IN_DOUBT)).as("%s", report.doubts()).isZero();
            assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() * 2 / 3);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void recoversFromAKilledProcessAndFromEightAtOnce(Route route) throws Exception {
        try (Fast fast = Fast.on(route)) {
            CrashEnumeration enumeration =
                    new CrashEnumeration(route.toString(), new MysqlCrashSubject(route), Breaker.CLIENT);
            enumeration.startAtOnce(8);
            CrashReport report = enumeration.killedProcesses(ALL ? 5 : 29);
            System.out.println(fast + " " + report);
            assertThat(report.points()).isGreaterThan(10);
            assertThat(report.count(Outcome.IN_DOUBT)).as("%s", report.doubts()).isZero();
        }
    }
}
