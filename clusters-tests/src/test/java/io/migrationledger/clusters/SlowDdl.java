package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.LedgerRules;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.ClusterNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A migration whose statement runs for seconds, and would silently take effect a second time if it were repeated. */
final class SlowDdl {
    private static final int ROWS = 300_000;

    private SlowDdl() {}

    /** Makes the table that the statement copies. */
    private static void prepare(Connection connection) throws SQLException {
        Rows.execute(
                connection,
                "CREATE TABLE big (id INT PRIMARY KEY AUTO_INCREMENT, n INT NOT NULL, filler CHAR(80) NOT NULL)",
                "INSERT INTO big (n, filler) VALUES (1, 'x'), (2, 'x'), (3, 'x'), (4, 'x')");
        while (Long.parseLong(Rows.first(connection, "SELECT COUNT(*) FROM big")) < ROWS) {
            Rows.execute(connection, "INSERT INTO big (n, filler) SELECT n + 7, filler FROM big LIMIT 40000");
        }
    }

    private static MigrationSource migrations() {
        return Migrations.classpath("mysql-slow");
    }

    /** Returns whether a server is at work on the statement. */
    private static boolean runsOn(Connection connection) throws SQLException {
        return !Rows.of(
                        connection,
                        "SELECT id FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE big%'"
                                + " AND state LIKE '%copy%'")
                .isEmpty();
    }

    /** Returns the indexes that the table has. */
    private static List<String> indexes(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
                        + " AND table_name = 'big' ORDER BY 1");
    }

    /**
     * Kills a node while it runs the statement, and runs again on what is left: statement and mark must be there once.
     *
     * @param node the one that the database's address leads to first
     */
    static void killedInMidStatement(String topology, String fault, Topology servers, ClusterNode node)
            throws Exception {
        FaultReport report = new FaultReport(topology, fault, 0, 1);
        try (CrashDatabase database = servers.newDatabase()) {
            Connection real = database.connect();
            prepare(real);
            CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
                try (Connection looking = node.connect()) {
                    node.await("the DDL", () -> runsOn(looking));
                    servers.failOver();
                } catch (Exception e) {
                    throw new IllegalStateException(fault, e);
                }
            });
            assertThatThrownBy(() -> migrate(real)).isInstanceOf(LedgerException.class);
            Breaker.CLIENT.breakOff(real);
            killed.get(2, TimeUnit.MINUTES);
            try (Connection again = database.connect()) {
                NodeFaults.inTime("run again after the DDL", () -> migrate(again));
                assertThat(indexes(again)).containsExactly("n", "PRIMARY");
                assertThat(Rows.first(again, "SELECT COUNT(*) FROM big WHERE n = -1"))
                        .isEqualTo("1");
                LedgerRules.check(again, 1, "after the DDL");
            }
            report.recovered();
        }
        report.write();
    }

    private static int migrate(Connection connection) {
        return Migrator.of(connection)
                .source(migrations())
                .onExisting(OnExisting.RUN)
                .build()
                .migrate()
                .completed()
                .size();
    }
}
