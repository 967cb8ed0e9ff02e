package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that write InnoDB's redo log out some time after a COMMIT, and not with it. */
class LateLogTest {
    static Stream<Route> mariadb() {
        return Route.through(TestServers.MARIADB);
    }

    @ParameterizedTest
    @MethodSource("mariadb")
    void theLogIsWrittenOutWithTheRightsThatARunNeedsAnyway(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Late late = new Late(bench, "0")) {
            bench.sql.execute("CREATE TABLE m (i INT) ENGINE = MyISAM");
            String user = "late_" + bench.database.name();
            bench.sql.execute("CREATE USER " + user + " IDENTIFIED BY 'late'");
            try {
                bench.sql.execute("GRANT SELECT, INSERT, CREATE ON `" + bench.database.name() + "`.* TO " + user);
                Properties login = new Properties();
                login.setProperty("user", user);
                login.setProperty("password", "late");
                Migrator.of(bench.database.url(route.client()), login)
                        .source(Bench.source("INSERT INTO m VALUES (1);"))
                        .onExisting(OnExisting.RUN)
                        .build()
                        .migrate();
            } finally {
                bench.sql.execute("DROP USER " + user);
            }
            assertThat(bench.rows("SHOW TABLES LIKE 'migration\\_ledger\\_flush'"))
                    .hasSize(1);
            assertThat(bench.migrator().ledger().snapshot().tables())
                    .extracting(Table::name)
                    .containsExactly("m");
        }
    }

    @Test
    void theLogIsLeftAloneBeforeWhatMayRunTwice() throws Exception {
        try (Bench bench = new Bench(new Route(TestServers.MARIADB, JdbcClient.MARIADB));
                Late late = new Late(bench, "2")) {
            bench.migrator("CREATE TABLE t (i INT); INSERT INTO t VALUES (1); ANALYZE TABLE t;")
                    .migrate();
            assertThat(bench.rows("SHOW TABLES LIKE 'migration\\_ledger\\_flush'"))
                    .hasSize(1);
            bench.sql.execute("DROP TABLE migration_ledger_flush");
            bench.migrator("CREATE TABLE t (i INT); INSERT INTO t VALUES (1); ANALYZE TABLE t;", "ANALYZE TABLE t;")
                    .migrate();
            assertThat(bench.rows("SHOW TABLES LIKE 'migration\\_ledger\\_flush'"))
                    .isEmpty();
        }
    }

    @Test
    void theDoctorNamesTheSetting() throws Exception {
        try (Bench bench = new Bench(new Route(TestServers.MARIADB, JdbcClient.MARIADB))) {
            assertThat(found(bench)).isEmpty();
            try (Late late = new Late(bench, "0")) {
                assertThat(found(bench)).singleElement().satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
                    assertThat(finding.what())
                            .contains("innodb_flush_log_at_trx_commit = 0")
                            .contains("server that dies");
                });
                bench.sql.execute("SET GLOBAL innodb_optimize_fulltext_only = ON");
                assertThat(found(bench)).singleElement().satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.PROBLEM);
                    assertThat(finding.what()).contains("innodb_optimize_fulltext_only");
                });
            }
            try (Late late = new Late(bench, "2")) {
                assertThat(found(bench)).singleElement().satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
                    assertThat(finding.what())
                            .contains("innodb_flush_log_at_trx_commit = 2")
                            .contains("power");
                });
            }
        }
    }

    private static List<Finding> found(Bench bench) {
        return bench.migrator().examine(Set.of(), false).stream()
                .filter(finding -> finding.what().contains("innodb_flush_log_at_trx_commit"))
                .toList();
    }

    /** While it is open, the server does not write its log out with each COMMIT. */
    private static final class Late implements AutoCloseable {
        private final Bench bench;

        Late(Bench bench, String value) throws Exception {
            this.bench = bench;
            set(value);
        }

        private void set(String value) throws Exception {
            try (Connection connection = bench.connect()) {
                JdbcSql sql = new JdbcSql(connection);
                sql.execute("SET GLOBAL innodb_flush_log_at_trx_commit = " + value);
                sql.execute("SET GLOBAL innodb_optimize_fulltext_only = OFF");
            }
        }

        @Override
        public void close() throws Exception {
            set("1");
        }
    }
}
