package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to the server, one round trip each, as the server's general log has it. */
class RoundTripsTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void nothingPendingIsOneQuery(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String[] scripts = scripts(3);
            bench.migrator(scripts).migrate();
            assertThat(sent(bench, scripts)).singleElement().asString().startsWith("SELECT sequence");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aMigrationCostsItsStatementsAndWhatKeepsThem(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            List<String> sent = sent(bench, scripts(4));
            int third = sent.indexOf("CREATE TABLE t3 (a INT PRIMARY KEY, b INT)");
            int fourth = sent.indexOf("CREATE TABLE t4 (a INT PRIMARY KEY, b INT)");
            assertThat(sent.subList(third, fourth).stream().map(RoundTripsTest::shortened))
                    .containsExactly(
                            "CREATE TABLE t3 (a INT PRIMARY KEY, b INT)",
                            "START TRANSACTION",
                            "INSERT INTO t3 VALUES (1, 1)",
                            "SHOW CREATE TABLE `t3`",
                            "INSERT INTO `migration_ledger`",
                            "COMMIT AND NO CHAIN NO RELEASE",
                            "CREATE INDEX t3_b ON t3 (b)",
                            "START TRANSACTION",
                            "UPDATE t3 SET b = 2 WHERE a = 1",
                            "SHOW CREATE TABLE `t4`",
                            "INSERT INTO `migration_ledger`",
                            "COMMIT AND NO CHAIN NO RELEASE");
        }
    }

    private static String shortened(String statement) {
        return statement.startsWith("INSERT INTO `migration_ledger`") ? "INSERT INTO `migration_ledger`" : statement;
    }

    private static String[] scripts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> String.format(
                        Locale.ROOT,
                        "CREATE TABLE t%1$d (a INT PRIMARY KEY, b INT);\nINSERT INTO t%1$d VALUES (1, 1);\n"
                                + "CREATE INDEX t%1$d_b ON t%1$d (b);\nUPDATE t%1$d SET b = 2 WHERE a = 1;\n",
                        n))
                .toArray(String[]::new);
    }

    /** Returns what a run sends on a connection that was open before. */
    private static List<String> sent(Bench bench, String... scripts) throws SQLException {
        try (Connection connection = bench.connect()) {
            JdbcSql sql = new JdbcSql(connection);
            String id = sql.value("SELECT CONNECTION_ID()");
            bench.sql.execute("SET GLOBAL log_output = 'TABLE'");
            bench.sql.execute("SET GLOBAL general_log = ON");
            try {
                Migrator.of(connection)
                        .onExisting(OnExisting.RUN)
                        .source(Bench.source(scripts))
                        .build()
                        .migrate();
            } finally {
                bench.sql.execute("SET GLOBAL general_log = OFF");
            }
            return bench.sql.values(
                    "SELECT CAST(argument AS CHAR) FROM mysql.general_log WHERE thread_id = ?"
                            + " AND command_type NOT IN ('Connect', 'Quit')",
                    id);
        }
    }
}
