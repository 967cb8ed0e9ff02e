package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** C-3: the client dies, its node does not, and the next run is on another node, whose address names both. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "CONNECTOR_J"})
    void theLockOfADeadClientIsTakenOverWhereItsNodeSaysSo(JdbcClient client) throws Exception {
        try (CrashDatabase database = cluster.through(client).newDatabase();
                Connection holder = cluster.nodes().get(0).connect(name(database))) {
            Ledger.of(holder).lock(Duration.ofSeconds(10)); // and does not give it up
            String url = cluster.url(
                    name(database),
                    List.of(cluster.nodes().get(1), cluster.nodes().get(0)));
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            Migrator.Builder other =
                    Migrator.of(url, login).source(cluster.migrations()).lockTimeout(Duration.ofMillis(500));
            assertThatThrownBy(() -> other.build().migrate())
                    .as("the client is alive")
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT));

            Breaker.CLIENT.breakOff(holder);
            MigrateResult result =
                    other.lockTimeout(Duration.ofSeconds(30)).build().migrate();
            assertThat(result.completed()).isNotEmpty();
            try (Connection looking = cluster.nodes().get(2).connect(name(database))) {
                assertThat(Ledger.of(looking).verify().isIntact()).isTrue();
                assertThat(Rows.of(looking, "SELECT node FROM migration_ledger_lock"))
                        .containsExactly("");
            }
        }
    }

    private static String name(CrashDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getCatalog();
        }
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
