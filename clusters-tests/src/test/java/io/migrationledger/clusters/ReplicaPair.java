package io.migrationledger.clusters;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.testdb.ClusterNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A source of MySQL or MariaDB and a replica that follows its binary log. */
final class ReplicaPair implements MysqlTopology {
    private final boolean mariadb;
    private final String format;
    private final boolean semiSynchronous;
    private final ClusterNode source;
    private final ClusterNode replica;
    private int databases;

    /**
     * @param format the binary log's
     * @param semiSynchronous whether a commit waits until the replica has it in its relay log
     */
    ReplicaPair(ClusterNode.Program program, String format, boolean semiSynchronous) {
        this.mariadb = program == ClusterNode.Program.MARIADB;
        this.format = format;
        this.semiSynchronous = semiSynchronous;
        this.source = ClusterNode.of(program, 1);
        this.replica = ClusterNode.of(program, 1);
    }

    /** Both are made anew: a source that was left behind cannot come back by itself. */
    @Override
    public CrashDatabase newDatabase() throws SQLException {
        for (ClusterNode node : List.of(source, replica)) {
            node.kill();
            node.renew();
            node.start(options(node));
        }
        source.awaitAnswer();
        replica.awaitAnswer();
        String name = "pair" + ++databases;
        try (Connection admin = source.connect();
                Connection follower = replica.connect()) {
            Rows.execute(admin, "RESET MASTER");
            Rows.execute(
                    follower,
                    "RESET MASTER",
                    "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = " + source.port()
                            + ", MASTER_USER = 'ledger', MASTER_PASSWORD = 'ledger', "
                            + (mariadb
                                    ? "MASTER_USE_GTID = slave_pos, MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0"
                                    : "MASTER_AUTO_POSITION = 1"),
                    "START SLAVE",
                    mariadb ? "SET GLOBAL read_only = ON" : "SET GLOBAL super_read_only = ON");
            if (semiSynchronous) {
                source.await(
                        "a replica that acknowledges",
                        () -> Mysqls.shown(admin, "STATUS", "Rpl_semi_sync_source_clients")
                                .equals("1"));
            }
            Rows.execute(admin, "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            replica.await(
                    "the new database",
                    () -> !Rows.of(follower, "SHOW DATABASES LIKE '" + name + "'")
                            .isEmpty());
        }
        String hosts = source.address() + "," + replica.address() + "/" + name;
        String url = mariadb
                ? "jdbc:mariadb:sequential://" + hosts + "?connectTimeout=2000&deniedListTimeout=0"
                : "jdbc:mysql://" + hosts + "?failOverReadOnly=false&connectTimeout=2000";
        return new CrashDatabase(url, "ledger", "ledger", () -> {});
    }

    private List<String> options(ClusterNode node) {
        List<String> options = new ArrayList<>(List.of(
                "--server-id=" + node.port(),
                "--log-bin=binlog",
                "--log-slave-updates=ON",
                "--binlog-format=" + format,
                "--innodb-flush-log-at-trx-commit=2",
                "--sync-binlog=0"));
        if (!mariadb) {
            options.addAll(List.of("--gtid-mode=ON", "--enforce-gtid-consistency=ON"));
        }
        if (semiSynchronous) {
            options.addAll(List.of(
                    "--plugin-load-add=semisync_source.so",
                    "--plugin-load-add=semisync_replica.so",
                    "--loose-rpl-semi-sync-source-enabled=" + (node.equals(source) ? "ON" : "OFF"),
                    "--loose-rpl-semi-sync-replica-enabled=ON"));
        }
        return options;
    }

    ClusterNode source() {
        return source;
    }

    ClusterNode replica() {
        return replica;
    }

    /** Waits until the replica has carried out all that the source has written. */
    void awaitReplica() throws SQLException {
        String position;
        try (Connection admin = source.connect()) {
            position = Rows.first(admin, mariadb ? "SELECT @@gtid_binlog_pos" : "SELECT @@GLOBAL.gtid_executed");
        }
        String waiting = mariadb
                ? "SELECT MASTER_GTID_WAIT('" + position + "', 60)"
                : "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + position + "', 60)";
        try (Connection follower = replica.connect()) {
            if (!Rows.first(follower, waiting).equals("0")) {
                throw new IllegalStateException("the replica does not come to " + position + "\n" + replica.log());
            }
        }
    }

    /** What the replica has received it carries out before it takes writes. */
    @Override
    public void failOver() throws SQLException {
        source.kill();
        try (Connection follower = replica.connect()) {
            Rows.execute(follower, "STOP SLAVE IO_THREAD");
            replica.await(
                    "the end of its relay log",
                    () -> Rows.of(follower, "SELECT state FROM information_schema.processlist").stream()
                            .anyMatch(state -> state.matches("(?i).*has read all relay log.*")));
            Rows.execute(follower, "STOP SLAVE", "RESET SLAVE ALL");
            Rows.execute(follower, mariadb ? "SET GLOBAL read_only = OFF" : "SET GLOBAL super_read_only = OFF");
            if (!mariadb) {
                Rows.execute(follower, "SET GLOBAL read_only = OFF");
            }
        }
    }

    @Override
    public void close() {
        source.close();
        replica.close();
    }
}
