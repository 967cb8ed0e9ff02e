package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.JdbcClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MariaDB with Galera: three nodes that all take writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GaleraTest {
    private static final int POINTS = 2;

    private final GaleraCluster cluster = new GaleraCluster();

    @AfterAll
    void end() {
        cluster.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "CONNECTOR_J"})
    void runsAgainThroughAnotherNode(JdbcClient client) throws Exception {
        FaultReport report = new NodeFaults("Galera through " + client, cluster.through(client))
                .sample("node killed, run again through another", POINTS);
        assertThat(report.doubts()).isEmpty();
        assertThat(report.points()).isGreaterThanOrEqualTo(POINTS);
    }
}
