package io.migrationledger.clusters;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Three servers of MySQL 8.0.33 in one group, with one primary or with three. */
final class GroupCluster implements MysqlTopology {
    private static final String CHANNEL = "FOR CHANNEL 'group_replication_recovery'";

    private final boolean onePrimary;
    private final String name = UUID.randomUUID().toString();
    private final List<ClusterNode> nodes = Stream.generate(() -> ClusterNode.of(ClusterNode.Program.MYSQL_8_0_33, 2))
            .limit(3)
            .toList();
    private JdbcClient client = JdbcClient.CONNECTOR_J;
    private int databases;

    GroupCluster(boolean onePrimary) throws SQLException {
        this.onePrimary = onePrimary;
        for (ClusterNode node : nodes) {
            launch(node);
        }
        for (ClusterNode node : nodes) {
            node.awaitAnswer();
            found(node);
        }
        awaitOnline(nodes, nodes.size());
    }

    GroupCluster through(JdbcClient newClient) {
        client = newClient;
        return this;
    }

    /** The greater its weight, the sooner a server is elected: the order of the list. */
    private int weight(ClusterNode node) {
        return 90 - 10 * nodes.indexOf(node);
    }

    private void launch(ClusterNode node) {
        String group = "--loose-group-replication-";
        String seeds = nodes.stream().map(GroupCluster::groupAddress).collect(Collectors.joining(","));
        node.start(List.of(
                "--server-id=" + node.port(),
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--log-bin",
                "--log-replica-updates=ON",
                "--binlog-checksum=NONE",
                "--innodb-flush-log-at-trx-commit=2",
                "--sync-binlog=0",
                "--report-host=127.0.0.1",
                "--plugin-load-add=group_replication.so",
                group + "group-name=" + name,
                group + "start-on-boot=OFF",
                group + "local-address=" + groupAddress(node),
                group + "group-seeds=" + seeds,
                group + "member-weight=" + weight(node),
                group + "member-expel-timeout=0",
                group + "recovery-get-public-key=ON",
                group + "single-primary-mode=" + (onePrimary ? "ON" : "OFF"),
                group + "enforce-update-everywhere-checks=" + (onePrimary ? "OFF" : "ON")));
    }

    private static String groupAddress(ClusterNode node) {
        return "127.0.0.1:" + (node.port() + 1);
    }

    private void found(ClusterNode node) throws SQLException {
        try (Connection admin = node.connect()) {
            Rows.execute(
                    admin,
                    "CHANGE REPLICATION SOURCE TO SOURCE_USER = 'ledger', SOURCE_PASSWORD = 'ledger' " + CHANNEL,
                    "RESET MASTER");
            boolean first = node.equals(nodes.get(0));
            Rows.execute(admin, "SET GLOBAL group_replication_bootstrap_group = " + (first ? "ON" : "OFF"));
            Rows.execute(admin, "START GROUP_REPLICATION", "SET GLOBAL group_replication_bootstrap_group = OFF");
        }
    }

    /** Starts what is dead, and waits until all three are one group. */
    private void heal() throws SQLException {
        for (ClusterNode node : nodes) {
            if (!node.isAlive()) {
                launch(node);
                node.awaitAnswer();
                try (Connection admin = node.connect()) {
                    Rows.execute(admin, "START GROUP_REPLICATION");
                }
            }
        }
        awaitOnline(nodes, nodes.size());
    }

    private static void awaitOnline(List<ClusterNode> some, int count) {
        for (ClusterNode node : some) {
            node.await(count + " members online", () -> {
                try (Connection looking = node.connect()) {
                    List<String> states =
                            Rows.of(looking, "SELECT MEMBER_STATE FROM performance_schema.replication_group_members");
                    return states.size() == count && states.stream().allMatch("ONLINE"::equals);
                }
            });
        }
    }

    /** Returns the servers in the order in which they take over: the one that a run works on first. */
    List<ClusterNode> order() throws SQLException {
        List<ClusterNode> order = new ArrayList<>(nodes);
        if (onePrimary) {
            try (Connection looking = nodes.get(0).connect()) {
                String primary = Rows.first(
                        looking,
                        "SELECT MEMBER_PORT FROM performance_schema.replication_group_members"
                                + " WHERE MEMBER_ROLE = 'PRIMARY'");
                order.sort(Comparator.comparing(
                        node -> !Integer.toString(node.port()).equals(primary)));
            }
        }
        return order;
    }

    @Override
    public CrashDatabase newDatabase() throws SQLException {
        heal();
        return MysqlTopology.create(client, "group" + ++databases, order());
    }

    /** Returns an address of several servers that are tried in order. */
    String url(String database, List<ClusterNode> order) {
        return MysqlTopology.url(client, database, order);
    }

    /** Returns when the next in order can be written. */
    @Override
    public void failOver() throws SQLException {
        List<ClusterNode> order = order();
        order.get(0).kill();
        ClusterNode next = order.get(1);
        awaitOnline(order.subList(1, order.size()), order.size() - 1);
        next.await("writes", () -> {
            try (Connection looking = next.connect()) {
                return Mysqls.shown(looking, "VARIABLES", "super_read_only").equals("OFF");
            }
        });
    }

    @Override
    public void close() {
        nodes.forEach(ClusterNode::close);
    }
}
