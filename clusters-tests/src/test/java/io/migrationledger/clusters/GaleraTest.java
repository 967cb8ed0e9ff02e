package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Finding;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MariaDB with Galera: three nodes that all take writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GaleraTest {
    private static final int POINTS = 2;
    private static final int ROUNDS = 2;
    private static final int ALL_ROUNDS = 20;
    private static final int MIGRATIONS = 4;

    private final GaleraCluster cluster = new GaleraCluster();

    @AfterAll
    void end() {
        cluster.close();
    }

    /** One that the seed chooses; both where every point is wanted. */
    static Stream<JdbcClient> clients() {
        List<JdbcClient> both = List.of(JdbcClient.MARIADB, JdbcClient.CONNECTOR_J);
        return CrashBudget.exhaustive()
                ? both.stream()
                : Stream.of(both.get(new Random(CrashBudget.seed()).nextInt(both.size())));
    }

    private NodeFaults faults(JdbcClient client) throws Exception {
        return new NodeFaults("Galera through " + client, cluster.through(client));
    }

    /** C-3, C-4. */
    @ParameterizedTest
    @MethodSource("clients")
    void runsAgainThroughAnotherNode(JdbcClient client) throws Exception {
        FaultReport report = faults(client).sample("node killed, run again through another", POINTS);
        assertThat(report.doubts()).isEmpty();
        assertThat(report.points()).isGreaterThanOrEqualTo(POINTS);
    }

    /** C-4: the other nodes carry the statement out, though its client has heard nothing: it must not run again. */
    @ParameterizedTest
    @MethodSource("clients")
    void aDdlWhoseNodeDiesIsNotRepeated(JdbcClient client) throws Exception {
        cluster.through(client);
        SlowDdl.killedInMidStatement(
                "Galera through " + client,
                "node killed while it runs a DDL",
                cluster,
                cluster.nodes().get(0));
    }

    /** C-2. */
    @Test
    void twoRunnersOnTwoNodesShareTheWork() throws Exception {
        NodeFaults runs = faults(JdbcClient.MARIADB);
        int rounds = CrashBudget.exhaustive() ? ALL_ROUNDS : ROUNDS;
        FaultReport report = new FaultReport("Galera", "two runs at once, each on a node of its own", 0, rounds);
        for (int round = 0; round < rounds; round++) {
            try (CrashDatabase database = cluster.newDatabase()) {
                List<ClusterNode> nodes = cluster.nodes();
                String name = name(database);
                new TwoRunners(runs, MIGRATIONS)
                        .run(
                                database,
                                List.of(cluster.url(name, nodes.subList(0, 1)), cluster.url(name, nodes.subList(1, 2))),
                                runs.undisturbed(),
                                "two nodes, round " + round);
                report.finishedBefore();
            }
        }
        report.write();
    }

    /** C-3: the client is gone, its node is not: only a run through that node can see it. */
    @Test
    void aRunOnAnotherNodeIsKeptOutAndToldWhere() throws Exception {
        NodeFaults runs = faults(JdbcClient.MARIADB);
        cluster.failOver(); // a node that has come back is another member, under the same address
        try (CrashDatabase database = cluster.newDatabase()) {
            breakOff(runs, database, runs.calls() / 2);
            ClusterNode other = cluster.nodes().get(1);
            try (Connection connection = other.connect(name(database))) {
                assertThatThrownBy(() -> Migrator.of(connection)
                                .source(cluster.migrations())
                                .lockTimeout(Duration.ofMillis(200))
                                .build()
                                .migrate())
                        .asInstanceOf(type(LedgerException.class))
                        .satisfies(held -> assertThat(held.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT))
                        .extracting(Throwable::getMessage)
                        .asString()
                        .contains(cluster.nodes().get(0).address())
                        .contains("only a run through the same node can see it");
            }
            try (Connection connection = database.connect()) {
                runs.migrate(connection);
            }
            runs.undisturbed().judge(database, "run again through the same node");
        }
    }

    private static void breakOff(NodeFaults runs, CrashDatabase database, int call) throws SQLException {
        Connection real = database.connect();
        CountedCalls counted = new CountedCalls((at, open) -> {
            if (at.equals(new CrashPoint(call, CrashPoint.Moment.BEFORE))) {
                Breaker.CLIENT.breakOff(open);
                return false;
            }
            return true;
        });
        assertThatThrownBy(() -> runs.migrate(counted.wrap(real))).isInstanceOf(LedgerException.class);
    }

    /** AU-50. */
    @Test
    void theDoctorNamesTheCluster() throws Exception {
        cluster.through(JdbcClient.MARIADB);
        try (CrashDatabase database = cluster.newDatabase();
                Connection connection = cluster.nodes().get(0).connect(name(database))) {
            assertThat(DoctorSays.of(Finding.Topic.CLUSTER, connection, cluster.migrations()))
                    .singleElement()
                    .asString()
                    .startsWith("NOTE the server is a node of a Galera cluster")
                    .contains("wsrep_cluster_name");
        }
    }

    /** One side has the majority and finishes the job; the other finds that out when it is back. */
    @Test
    void aPartitionLeavesOneSideToRun() throws Exception {
        NodeFaults runs = faults(JdbcClient.MARIADB);
        Random random = new Random(CrashBudget.seed());
        int rounds = CrashBudget.exhaustive() ? ALL_ROUNDS : 1;
        FaultReport report =
                new FaultReport("Galera", "node cut off in mid-run, a run on each side", runs.calls(), rounds);
        for (int round = 0; round < rounds; round++) {
            int call = 1 + random.nextInt(runs.calls() - 1);
            String context = "cut off before call " + call;
            ClusterNode paused = cluster.nodes().get(0);
            try (CrashDatabase database = cluster.newDatabase();
                    Connection cutOff = paused.connect(name(database))) {
                CompletableFuture<Void> reached = new CompletableFuture<>();
                CountedCalls counted = new CountedCalls((at, real) -> {
                    if (at.equals(new CrashPoint(call, CrashPoint.Moment.BEFORE))) {
                        paused.pause();
                        reached.complete(null);
                    }
                    return true;
                });
                CompletableFuture<Throwable> first = CompletableFuture.supplyAsync(() -> {
                    try {
                        runs.migrate(counted.wrap(cutOff));
                        return new Throwable("it ended well");
                    } catch (LedgerException e) {
                        return e;
                    }
                });
                try {
                    reached.get(2, TimeUnit.MINUTES);
                    cluster.awaitSize(cluster.nodes().subList(1, 3), 2);
                    try (Connection majority = cluster.nodes().get(1).connect(name(database))) {
                        NodeFaults.inTime(context, () -> runs.migrate(majority));
                    }
                } finally {
                    paused.resume();
                }
                assertThat(first.get(3, TimeUnit.MINUTES))
                        .as("%s: the run that was cut off", context)
                        .isInstanceOf(LedgerException.class);
                cluster.heal();
                runs.undisturbed().judge(database, context);
                report.recovered();
            }
        }
        report.write();
    }

    /** C-5, C-6. */
    @Test
    void refusesANodeThatTakesNoPart() throws Exception {
        cluster.through(JdbcClient.MARIADB);
        try (CrashDatabase database = cluster.newDatabase()) {
            ClusterNode node = cluster.nodes().get(0);
            try (Connection connection = node.connect(name(database))) {
                Rows.execute(connection, "SET SESSION wsrep_OSU_method = RSU");
                refused(connection, ErrorCode.UNSUITABLE_DATABASE, "wsrep_OSU_method = RSU");
                Rows.execute(connection, "SET SESSION wsrep_OSU_method = TOI", "SET SESSION wsrep_on = OFF");
                refused(connection, ErrorCode.UNSUITABLE_DATABASE, "wsrep_on = OFF");
            }
            try (Connection connection = node.connect(name(database))) {
                Rows.execute(connection, "SET GLOBAL wsrep_desync = ON");
                try {
                    refused(connection, ErrorCode.DATABASE_BUSY, "wsrep_local_state_comment = Donor/Desynced");
                } finally {
                    Rows.execute(connection, "SET GLOBAL wsrep_desync = OFF");
                }
            }
            try (Connection connection = node.connect(name(database))) {
                cluster.nodes().get(1).pause();
                cluster.nodes().get(2).pause();
                try {
                    node.await("the loss of the majority", () -> {
                        try (Connection looking = node.connect()) {
                            return Mysqls.shown(looking, "STATUS", "wsrep_cluster_status")
                                    .equals("non-Primary");
                        }
                    });
                    refused(connection, ErrorCode.DATABASE_BUSY, "takes no part in it now");
                } finally {
                    cluster.nodes().get(1).resume();
                    cluster.nodes().get(2).resume();
                }
            }
            cluster.heal();
            try (Connection connection = database.connect()) {
                assertThat(cluster.dump(connection)).isEmpty();
            }
        }
    }

    private void refused(Connection connection, ErrorCode code, String words) {
        assertThatThrownBy(() -> Migrator.of(connection)
                        .source(cluster.migrations())
                        .build()
                        .migrate())
                .asInstanceOf(type(LedgerException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(words);
    }

    private static String name(CrashDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getCatalog();
        }
    }
}
