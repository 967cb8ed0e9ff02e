package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.KeepingSnapshots;
import io.migrationledger.conformance.crash.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls that reach the database, before and after, as a crash: running again always finishes the job. The seed chooses
 * the calls; with {@code -Dledger.conformance.points=all} it is every one.
 */
class SqliteCrashTest {
    private static CrashEnumeration enumeration;

    @BeforeAll
    static void number() throws Exception {
        enumeration = new CrashEnumeration("SQLite", new SqliteCrashSubject(), Breaker.CLIENT)
                .seedWords(CrashBudget.SEED_PROPERTY);
    }

    @Test
    void recoversFromACrashAtAnyPoint() throws Exception {
        int points = points(5);
        assertMostRecovered(points, enumeration.sample(points, CrashBudget.seed()));
    }

    @Test
    void recoversFromASecondCrashWhileRecovering() throws Exception {
        int points = points(3);
        assertMostRecovered(points, enumeration.sampleTwice(points, CrashBudget.seed()));
    }

    /** KS-9. */
    @Test
    void theNewestSnapshotIsTrueAfterACrashAtAnyPoint() throws Exception {
        CrashReport report = new CrashEnumeration(
                        "SQLite, with snapshots", new KeepingSnapshots(new SqliteCrashSubject()), Breaker.CLIENT)
                .seedWords(CrashBudget.SEED_PROPERTY)
                .sampleTwice(CrashBudget.points() / 2, CrashBudget.seed());
        System.out.println(report);
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
    }

    @Test
    void recoversFromAProcessKilledWithSigkill() throws Exception {
        CrashReport report = enumeration.killedProcesses(CrashBudget.processes(), CrashBudget.seed());
        System.out.println(report);
        assertThat(report.points()).isEqualTo(CrashBudget.processes());
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void processesThatStartAtOnceRunEachMigrationOnce(int processes) throws Exception {
        enumeration.startAtOnce(processes);
    }

    /** SQLite has no server to wait for: its sample is larger. */
    private static int points(int times) {
        int all = 2 * enumeration.calls();
        return CrashBudget.exhaustive() ? all : Math.min(all, times * CrashBudget.points());
    }

    private static void assertMostRecovered(int points, CrashReport report) {
        System.out.println(report);
        assertThat(report.points()).isEqualTo(points).isGreaterThan(50);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }
}
