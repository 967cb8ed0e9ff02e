package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Finding;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** MySQL's Group Replication with one primary. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupReplicationTest {
    private static final int POINTS = 2;

    private final GroupCluster group;

    GroupReplicationTest() throws SQLException {
        group = new GroupCluster(true);
    }

    @AfterAll
    void end() {
        group.close();
    }

    /** C-3, C-4. */
    @Test
    void runsAgainOnTheNewPrimary() throws Exception {
        FaultReport report = new NodeFaults("Group Replication, one primary", group.through(JdbcClient.CONNECTOR_J))
                .sample("primary killed, run again on the new one", POINTS);
        assertThat(report.doubts()).isEmpty();
        assertThat(report.points()).isGreaterThanOrEqualTo(POINTS);
    }

    /** C-4: the new primary has no trace of the statement, or has all of it; the next run looks. */
    @Test
    void aDdlWhosePrimaryDiesTakesEffectOnce() throws Exception {
        group.through(JdbcClient.CONNECTOR_J);
        SlowDdl.killedInMidStatement(
                "Group Replication, one primary",
                "primary killed while it runs a DDL",
                group,
                group.order().get(0));
    }

    /** C-6. */
    @Test
    void refusesASessionWhoseWritesStayOnOneMember() throws Exception {
        try (CrashDatabase database = group.newDatabase();
                Connection connection = database.connect()) {
            Rows.execute(connection, "SET SESSION sql_log_bin = OFF");
            refused(connection, ErrorCode.UNSUITABLE_DATABASE, "sql_log_bin = OFF");
            assertThat(group.dump(connection)).isEmpty();
        }
    }

    /** C-1, AU-50. */
    @Test
    void refusesASecondaryAndNamesThePrimary() throws Exception {
        try (CrashDatabase database = group.newDatabase();
                Connection run = database.connect()) {
            List<ClusterNode> order = group.order();
            for (ClusterNode secondary : order.subList(1, order.size())) {
                try (Connection connection = secondary.connect(run.getCatalog())) {
                    refused(
                            connection,
                            ErrorCode.READ_ONLY,
                            "secondary of its group",
                            "Connect to the primary (" + order.get(0).address());
                    assertThat(DoctorSays.of(Finding.Topic.STANDBY, connection, group.migrations()))
                            .singleElement()
                            .asString()
                            .startsWith("PROBLEM ");
                }
            }
            assertThat(DoctorSays.of(Finding.Topic.CLUSTER, run, group.migrations()))
                    .singleElement()
                    .asString()
                    .startsWith("NOTE the server is a member of a replication group");
            assertThat(group.dump(run)).isEmpty();
        }
    }

    /** Connector/J makes every connection but that to the first host read-only, where the address does not say otherwise. */
    @Test
    void saysWhatConnectorJDoesWithTheSecondHost() throws Exception {
        try (CrashDatabase database = group.newDatabase();
                Connection run = database.connect()) {
            String nobody = "127.0.0.1:1";
            String url = "jdbc:mysql://" + nobody + "," + group.order().get(0).address() + "/" + run.getCatalog();
            try (Connection connection = DriverManager.getConnection(url, "ledger", "ledger")) {
                refused(
                        connection,
                        ErrorCode.READ_ONLY,
                        "the client has made this connection read-only",
                        "failOverReadOnly=false");
            }
            assertThat(group.dump(run)).isEmpty();
        }
    }

    private void refused(Connection connection, ErrorCode code, String... words) {
        assertThatThrownBy(() -> Migrator.of(connection)
                        .source(group.migrations())
                        .build()
                        .migrate())
                .asInstanceOf(type(LedgerException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(words);
    }
}
