package io.migrationledger.clusters;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.ClusterNode;
import io.migrationledger.testdb.JdbcClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Servers of MySQL or MariaDB that belong together. */
interface MysqlTopology extends Topology {

    @Override
    default MigrationSource migrations() {
        return Migrations.classpath("mysql");
    }

    @Override
    default List<String> dump(Connection connection) throws SQLException {
        return Mysqls.dump(connection);
    }

    /** Makes a database through the first of these nodes, and returns it when all of them have it. */
    static CrashDatabase create(JdbcClient client, String database, List<ClusterNode> order) throws SQLException {
        try (Connection admin = order.get(0).connect()) {
            Rows.execute(admin, "CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        }
        for (ClusterNode node : order) {
            node.await("the new database", () -> {
                try (Connection looking = node.connect()) {
                    return !Rows.of(looking, "SHOW DATABASES LIKE '" + database + "'")
                            .isEmpty();
                }
            });
        }
        return new CrashDatabase(url(client, database, order), "ledger", "ledger", () -> {});
    }

    /** Returns an address of several servers that are tried in order. */
    static String url(JdbcClient client, String database, List<ClusterNode> order) {
        String hosts = order.stream().map(ClusterNode::address).collect(Collectors.joining(","));
        return client == JdbcClient.MARIADB
                ? "jdbc:mariadb:sequential://" + hosts + "/" + database + "?connectTimeout=2000&deniedListTimeout=0"
                : "jdbc:mysql://" + hosts + "/" + database + "?failOverReadOnly=false&connectTimeout=2000";
    }
}
