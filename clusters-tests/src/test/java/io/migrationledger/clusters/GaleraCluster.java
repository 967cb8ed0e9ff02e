package io.migrationledger.clusters;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Three nodes of MariaDB in a Galera cluster; the first in the address is the one that a run works on. */
final class GaleraCluster implements MysqlTopology {
    /** For clients, for the group, for the transfer of its changes, and of its whole state. */
    private static final int PORTS = 4;

    private final List<ClusterNode> nodes = Stream.generate(() -> ClusterNode.of(ClusterNode.Program.GALERA, PORTS))
            .limit(3)
            .toList();
    private JdbcClient client = JdbcClient.MARIADB;
    private int databases;

    GaleraCluster() {
        start(nodes.get(0), Optional.empty());
        for (ClusterNode node : nodes.subList(1, nodes.size())) {
            start(node, Optional.of(nodes.get(0)));
        }
    }

    GaleraCluster through(JdbcClient newClient) {
        client = newClient;
        return this;
    }

    /** @param donor a node to join; empty for the first of all */
    private void start(ClusterNode node, Optional<ClusterNode> donor) {
        int group = node.port() + 1;
        node.start(List.of(
                "--binlog-format=ROW",
                "--default-storage-engine=InnoDB",
                "--innodb-autoinc-lock-mode=2",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--wsrep-on=ON",
                "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                "--wsrep-cluster-name=clusters-tests",
                "--wsrep-node-name=n" + node.port(),
                "--wsrep-node-address=127.0.0.1:" + group,
                "--wsrep-node-incoming-address=" + node.address(),
                "--wsrep-cluster-address=gcomm://"
                        + donor.map(other -> "127.0.0.1:" + (other.port() + 1)).orElse(""),
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + (node.port() + 3),
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + group + ";ist.recv_addr=127.0.0.1:"
                        + (node.port() + 2) + ";gcache.size=16M;evs.suspect_timeout=PT3S;evs.inactive_timeout=PT8S"
                        + ";evs.keepalive_period=PT0.3S;evs.inactive_check_period=PT0.3S"));
        awaitSynced(node);
    }

    private static void awaitSynced(ClusterNode node) {
        node.await("the state Synced", () -> {
            try (Connection connection = node.connect()) {
                return Mysqls.shown(connection, "STATUS", "wsrep_local_state_comment")
                                .equals("Synced")
                        && Mysqls.shown(connection, "STATUS", "wsrep_ready").equals("ON");
            }
        });
    }

    List<ClusterNode> nodes() {
        return nodes;
    }

    /** Starts what is dead, and waits until all three are one cluster. */
    void heal() {
        List<ClusterNode> alive = nodes.stream().filter(ClusterNode::isAlive).toList();
        for (ClusterNode node : nodes) {
            if (!node.isAlive()) {
                start(node, Optional.of(alive.get(0)));
            }
        }
        awaitSize(nodes, nodes.size());
        nodes.forEach(GaleraCluster::awaitSynced);
    }

    /** Waits until some nodes agree that so many are left. */
    void awaitSize(List<ClusterNode> some, int size) {
        for (ClusterNode node : some) {
            node.await("a cluster of " + size, () -> {
                try (Connection connection = node.connect()) {
                    return Mysqls.shown(connection, "STATUS", "wsrep_cluster_size")
                                    .equals(Integer.toString(size))
                            && Mysqls.shown(connection, "STATUS", "wsrep_ready").equals("ON");
                }
            });
        }
    }

    @Override
    public CrashDatabase newDatabase() throws SQLException {
        heal();
        return MysqlTopology.create(client, "galera" + ++databases, nodes);
    }

    /** Returns an address of several nodes that are tried in order. */
    String url(String database, List<ClusterNode> order) {
        return MysqlTopology.url(client, database, order);
    }

    /** The others go on once they have agreed that the node is gone. */
    @Override
    public void failOver() {
        nodes.get(0).kill();
        awaitSize(nodes.subList(1, nodes.size()), nodes.size() - 1);
    }

    @Override
    public void close() {
        nodes.forEach(ClusterNode::close);
    }
}
