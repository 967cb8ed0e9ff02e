import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One whole run of migrations beside a loop that only executes their statements and inserts one row for each migration. */
public final class WholeRun {
    private static final int MIGRATIONS = 50;

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        List<TestServers> servers = Arrays.stream(TestServers.values())
                .filter(server -> server != TestServers.MYSQL_8_0_33
                        || Boolean.parseBoolean(System.getenv("LEDGER_TEST_MYSQL_8033")))
                .toList();
        servers.forEach(TestServers::get);
        System.out.printf(
                "%d migrations of 4 statements each, 2 of them DDL; %d rounds, taking turns; medians%n", MIGRATIONS, rounds);
        System.out.printf("%-24s %-12s %10s %10s %7s%n", "server", "client", "plain ms", "ledger ms", "ratio");
        for (TestServers server : servers) {
            List<JdbcClient> clients = server == TestServers.POSTGRES
                    ? List.of(JdbcClient.POSTGRESQL)
                    : List.of(JdbcClient.CONNECTOR_J, JdbcClient.MARIADB);
            for (JdbcClient client : clients) {
                compare(server, client, rounds);
            }
        }
    }

    private static void compare(TestServers server, JdbcClient client, int rounds) throws Exception {
        double[] plain = new double[rounds];
        double[] ledger = new double[rounds];
        for (int round = -2; round < rounds; round++) { // the first two warm up
            double plainTime = timed(server, client, WholeRun::plain);
            double ledgerTime = timed(server, client, WholeRun::ledger);
            if (round >= 0) {
                plain[round] = plainTime;
                ledger[round] = ledgerTime;
            }
        }
        System.out.printf(
                "%-24s %-12s %10.0f %10.0f %7.2f%n",
                server.get().version(), client, median(plain), median(ledger), median(ledger) / median(plain));
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static double timed(TestServers server, JdbcClient client, Work work) throws Exception {
        TestDatabase database = server.get().newDatabase();
        try (Connection connection = database.connect(client)) {
            long start = System.nanoTime();
            work.on(connection);
            return (System.nanoTime() - start) / 1e6;
        } finally {
            database.close();
        }
    }

    private static void plain(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE done (name VARCHAR(50) PRIMARY KEY)");
        for (int migration = 1; migration <= MIGRATIONS; migration++) {
            for (String statement : statements(migration)) {
                execute(connection, statement);
            }
            execute(connection, "INSERT INTO done VALUES ('" + migration + "')");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void ledger(Connection connection) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int migration = 1; migration <= MIGRATIONS; migration++) {
            files.put(String.format("%04d_step.sql", migration), String.join(";\n", statements(migration)) + ";\n");
        }
        Migrator.of(connection)
                .source(Migrations.scripts("default", files))
                .build()
                .migrate();
    }

    private static List<String> statements(int migration) {
        String table = "t" + migration;
        return new ArrayList<>(List.of(
                "CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(50))",
                "INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                "CREATE INDEX " + table + "_name ON " + table + " (name)",
                "UPDATE " + table + " SET name = 'd' WHERE id = 2"));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
