package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call that reaches the database, before and after, as a crash: running again always finishes the job. */
class SqliteCrashTest {
    private static CrashEnumeration enumeration;

    @BeforeAll
    static void number() throws Exception {
        enumeration = new CrashEnumeration("SQLite", new SqliteCrashSubject(), Breaker.CLIENT)
                .seedWords(CrashBudget.SEED_PROPERTY);
    }

    @Test
    void recoversFromACrashAtEveryPoint() throws Exception {
        assertAllRecovered(enumeration.everyPoint());
    }

    @Test
    void recoversFromASecondCrashWhileRecovering() throws Exception {
        assertAllRecovered(enumeration.everyPointTwice(CrashBudget.seed()));
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

    private static void assertAllRecovered(CrashReport report) {
        System.out.println(report);
        assertThat(report.points()).isEqualTo(2 * enumeration.calls()).isGreaterThan(100);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }
}
