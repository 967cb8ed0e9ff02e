package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.KeepingSnapshots;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Calls that reach the database, before and after, as a crash: running again always finishes the job. The seed chooses the
 * calls; with {@code -Dledger.conformance.points=all} it is every one.
 */
class PostgresCrashTest {
    private static final int WORKERS = Runtime.getRuntime().availableProcessors() + 1;
    private static CrashEnumeration enumeration;

    /** Ends the server's side of the connection, and returns when it is gone. */
    private static final Breaker BACKEND = real -> {
        int pid = real.unwrap(PGConnection.class).getBackendPID();
        try (Connection other = DriverManager.getConnection(real.getMetaData().getURL(), "postgres", "ledger");
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_terminate_backend(" + pid + ", 10000)")) {
            assertThat(row.next() && row.getBoolean(1)).isTrue();
        }
        real.close();
    };

    private static final Breaker SERVER = real -> {
        TestServers.postgres().kill();
        TestServers.postgres().restart();
    };

    @BeforeAll
    static void number() throws Exception {
        enumeration = enumeration("PostgreSQL", Breaker.CLIENT, WORKERS);
    }

    private static CrashEnumeration enumeration(String name, Breaker breaker, int workers) throws Exception {
        return new CrashEnumeration(name, new PostgresCrashSubject(), breaker, workers)
                .seedWords(CrashBudget.SEED_PROPERTY);
    }

    @Test
    void recoversFromACrashAtAnyPoint() throws Exception {
        CrashReport report = enumeration.sample(CrashBudget.points(), CrashBudget.seed());
        assertMostRecovered(report);
        assertThat(enumeration.calls()).isGreaterThan(50);
        assertThat(report.points()).isEqualTo(Math.min(CrashBudget.points(), 2 * enumeration.calls()));
    }

    @Test
    void recoversFromASecondCrashWhileRecovering() throws Exception {
        assertMostRecovered(enumeration.sampleTwice(CrashBudget.points() / 2, CrashBudget.seed()));
    }

    /** KS-9. */
    @Test
    void theNewestSnapshotIsTrueAfterACrashAtAnyPoint() throws Exception {
        CrashReport report = new CrashEnumeration(
                        "PostgreSQL, with snapshots",
                        new KeepingSnapshots(new PostgresCrashSubject()),
                        Breaker.CLIENT,
                        WORKERS)
                .seedWords(CrashBudget.SEED_PROPERTY)
                .sampleTwice(CrashBudget.points() / 4, CrashBudget.seed());
        assertSomeRecovered(report);
    }

    @Test
    void recoversFromTheEndOfItsBackend() throws Exception {
        assertMostRecovered(enumeration("PostgreSQL, backend terminated", BACKEND, WORKERS)
                .sample(CrashBudget.points() / 2, CrashBudget.seed()));
    }

    @Test
    void recoversFromTheEndOfTheServer() throws Exception {
        assertNoDoubt(
                enumeration("PostgreSQL, server killed", SERVER, 1).sample(CrashBudget.servers(), CrashBudget.seed()));
    }

    @Test
    void recoversFromAProcessKilledWithSigkill() throws Exception {
        assertSomeRecovered(enumeration.killedProcesses(CrashBudget.processes(), CrashBudget.seed()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void processesThatStartAtOnceRunEachMigrationOnce(int processes) throws Exception {
        enumeration.startAtOnce(processes);
    }

    private static void assertNoDoubt(CrashReport report) {
        System.out.println(report);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
    }

    /** Of few points chance may choose many after the end of the run. */
    private static void assertSomeRecovered(CrashReport report) {
        assertNoDoubt(report);
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
    }

    private static void assertMostRecovered(CrashReport report) {
        assertNoDoubt(report);
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }
}
