package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.ClusterNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a run does in its session on a node of a Galera cluster whose nodes all live. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GaleraSessionsTest {
    private final GaleraCluster cluster = new GaleraCluster();

    @AfterAll
    void end() {
        cluster.close();
    }

    private static Migrator migrator(Connection connection, String... scripts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < scripts.length; i++) {
            files.put(String.format("%04d_step.sql", i + 1), scripts[i]);
        }
        return Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, files))
                .build();
    }

    /** Runs with something that happens just before a call that begins so, each time. */
    private static MigrateResult migrate(Connection real, String call, Happening happens, String... scripts) {
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((at, open) -> {
            if (at.moment() == Moment.BEFORE
                    && counted[0].calls().get(at.call() - 1).startsWith(call)) {
                happens.at(counted[0].calls());
            }
            return true;
        });
        return migrator(counted[0].wrap(real), scripts).migrate();
    }

    @FunctionalInterface
    private interface Happening {
        void at(List<String> calls) throws SQLException;
    }

    /** C-4. */
    @Test
    void readsWhatEveryNodeHasWrittenBefore() throws Exception {
        try (CrashDatabase database = cluster.newDatabase();
                Connection connection = database.connect()) {
            String before = Rows.first(connection, "SELECT @@SESSION.wsrep_sync_wait");
            migrator(
                            connection,
                            "CREATE TABLE seen (w INT PRIMARY KEY); INSERT INTO seen SELECT @@SESSION.wsrep_sync_wait")
                    .migrate();
            assertThat(Rows.of(connection, "SELECT w FROM seen")).containsExactly("15");
            assertThat(Rows.first(connection, "SELECT @@SESSION.wsrep_sync_wait"))
                    .isEqualTo(before)
                    .isNotEqualTo("15");
        }
    }

    /** C-8: another node has changed the same row by the time of the COMMIT. */
    @Test
    void aTransactionThatIsNotCertifiedIsRunAgainWithItsMark() throws Exception {
        AtomicInteger changes = new AtomicInteger();
        try (CrashDatabase database = cluster.newDatabase();
                Connection connection = database.connect()) {
            String table = "CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t VALUES (1, 0)";
            migrator(connection, table).migrate();
            ClusterNode other = cluster.nodes().get(1);
            try (Connection beside = other.connect(connection.getCatalog())) {
                MigrateResult result = migrate(
                        connection,
                        "COMMIT",
                        calls -> {
                            if (calls.contains("UPDATE t SET n = n + 1") && changes.getAndIncrement() == 0) {
                                Rows.execute(beside, "UPDATE t SET n = n + 10");
                            }
                        },
                        table,
                        "UPDATE t SET n = n + 1");
                assertThat(result.completed()).hasSize(1);
            }
            assertThat(changes).as("COMMITs after the change").hasValueGreaterThan(1);
            assertThat(Rows.first(connection, "SELECT n FROM t")).isEqualTo("11");
            assertThat(Ledger.of(connection).events())
                    .extracting(LedgerEvent::type)
                    .doesNotContain(EventType.FAILED);
            assertThat(Ledger.of(connection).verify().isIntact()).isTrue();
        }
    }

    /** C-9. */
    @Test
    void aRunWhoseClientHasConnectedAnewRecordsNoFailureAndKeepsItsLock() throws Exception {
        String[] scripts = {"CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)", "INSERT INTO t VALUES (1, 0)"};
        try (CrashDatabase database = cluster.newDatabase();
                Connection connection = database.connect();
                Connection beside = cluster.nodes().get(0).connect(connection.getCatalog())) {
            String session = Rows.first(connection, "SELECT CONNECTION_ID()");
            assertThatThrownBy(() -> migrate(
                            connection,
                            scripts[1],
                            calls -> Rows.execute(beside, "KILL CONNECTION " + session),
                            scripts))
                    .isInstanceOf(LedgerException.class);

            assertThat(Rows.first(connection, "SELECT CONNECTION_ID()"))
                    .as("the client goes on in another session")
                    .isNotEqualTo(session);
            assertThat(Ledger.of(beside).events())
                    .extracting(LedgerEvent::type)
                    .endsWith(EventType.STARTED)
                    .doesNotContain(EventType.FAILED);
            assertThat(Rows.first(beside, "SELECT session FROM migration_ledger_lock WHERE node <> ''"))
                    .as("the lock")
                    .isEqualTo(session);
            assertThat(migrator(beside, scripts).migrate().completed()).hasSize(1);
            assertThat(Rows.of(beside, "SELECT * FROM t")).containsExactly("1|0");
        }
    }

    /** C-10. */
    @Test
    void nothingOfAClusterIsAskedWhereNothingIsPending() throws Exception {
        try (CrashDatabase database = cluster.newDatabase();
                Connection connection = database.connect()) {
            migrator(connection, "SELECT 1").migrate();
            CountedCalls counted = CountedCalls.counting();
            migrator(counted.wrap(connection), "SELECT 1").migrate();
            assertThat(counted.calls())
                    .singleElement()
                    .asString()
                    .startsWith("SELECT")
                    .contains("migration_ledger");
        }
    }
}
