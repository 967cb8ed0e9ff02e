package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
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

/** Every call that reaches the database, before and after, as a crash: running again always finishes the job. */
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
        enumeration = new CrashEnumeration("PostgreSQL", new PostgresCrashSubject(), Breaker.CLIENT, WORKERS);
    }

    @Test
    void recoversFromACrashAtEveryPoint() throws Exception {
        CrashReport report = enumeration.everyPoint();
        assertAllRecovered(report);
        assertThat(report.points()).isEqualTo(2 * enumeration.calls()).isGreaterThan(100);
    }

    @Test
    void recoversFromASecondCrashWhileRecovering() throws Exception {
        assertAllRecovered(enumeration.everyPointTwice(20261121));
    }

    @Test
    void recoversFromTheEndOfItsBackend() throws Exception {
        assertAllRecovered(
                new CrashEnumeration("PostgreSQL, backend terminated", new PostgresCrashSubject(), BACKEND, WORKERS)
                        .points(call -> call % 3 == 0));
    }

    @Test
    void recoversFromTheEndOfTheServer() throws Exception {
        assertAllRecovered(new CrashEnumeration("PostgreSQL, server killed", new PostgresCrashSubject(), SERVER)
                .points(call -> call % 9 == 4));
    }

    @Test
    void recoversFromAProcessKilledWithSigkill() throws Exception {
        assertAllRecovered(enumeration.killedProcesses(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void processesThatStartAtOnceRunEachMigrationOnce(int processes) throws Exception {
        enumeration.startAtOnce(processes);
    }

    private static void assertAllRecovered(CrashReport report) {
        System.out.println(report);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isGreaterThan(report.points() / 2);
    }
}
