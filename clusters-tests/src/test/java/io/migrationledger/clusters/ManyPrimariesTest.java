package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MySQL's Group Replication with three primaries, each of which keeps its named locks to itself. */
class ManyPrimariesTest {
    private static final int POINTS = 1;
    private static final int ROUNDS = 2;
    private static final int ALL_ROUNDS = 20;
    private static final int MIGRATIONS = 4;

    /** C-2, C-3. */
    @Test
    void twoRunnersShareTheWorkAndTheDeathOfAPrimaryIsNoMatter() throws Exception {
        try (GroupCluster group = new GroupCluster(false)) {
            NodeFaults runs = new NodeFaults("Group Replication, three primaries", group.through(JdbcClient.MARIADB));
            int rounds = CrashBudget.exhaustive() ? ALL_ROUNDS : ROUNDS;
            FaultReport together = new FaultReport(
                    "Group Replication, three primaries", "two runs at once, each on a primary", runs.calls(), rounds);
            List<ClusterNode> order = group.order();
            for (int round = 0; round < rounds; round++) {
                try (CrashDatabase database = group.newDatabase();
                        Connection first = database.connect()) {
                    String name = first.getCatalog();
                    new TwoRunners(runs, MIGRATIONS)
                            .run(
                                    database,
                                    List.of(group.url(name, order.subList(0, 1)), group.url(name, order.subList(1, 2))),
                                    runs.undisturbed(),
                                    "two primaries, round " + round);
                    together.finishedBefore();
                }
            }
            together.write();
            FaultReport report = runs.sample("primary killed, run again through another", POINTS);
            assertThat(report.doubts()).isEmpty();
            assertThat(report.points()).isGreaterThanOrEqualTo(POINTS);
        }
    }
}
