package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.Relative;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relative of MySQL or MariaDB is judged by what it does. */
class RelativeTest {
    private static final String SCRIPT = "CREATE TABLE one (a INT); INSERT INTO one VALUES (1);";
    private static final String[] DONE = {"migration_ledger", "migration_ledger_scripts", "one"};

    static Stream<Route> routes() {
        return Route.sample();
    }

    /** The server under another name. */
    private static Relative relative(Route route) {
        return Relative.called(route.isMariadb() ? "11.4.5-MariaDB-Cousin" : "8.0.12-Cousin-v7.5.1");
    }

    /** C-12. */
    @ParameterizedTest
    @MethodSource("routes")
    void oneThatDoesAsTheyDoIsMigrated(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection real = bench.connect()) {
            Migrator migrator = migrator(relative(route).seen(real));
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.examine(Set.of(), false)).anySatisfy(finding -> {
                assertThat(finding.topic()).isEqualTo(Finding.Topic.VERSIONS);
                assertThat(finding.what()).contains("Cousin").contains("each run tries first");
            });
            assertThat(bench.rows("SHOW TABLES")).containsExactlyInAnyOrder(DONE);
        }
    }

    /** What a relative does in another way, and how it is refused then. */
    private record Difference(String statement, String instead, String words) {}

    private static final List<Difference> DIFFERENCES = List.of(
            new Difference("IS_USED_LOCK(?) = ?", "(? IS NULL) = ?", "IS_USED_LOCK does not say"),
            new Difference("INT PRIMARY KEY, ledger_trial", "INT, ledger_trial", "takes one value twice"),
            new Difference("ROLLBACK", "COMMIT", "a row is still there"),
            new Difference("(IS_USED_LOCK('", "(NO_LOCK_IN_ROWS('", "NO_LOCK_IN_ROWS"),
            new Difference("FROM information_schema.INNODB_", "FROM information_schema.NO_", "no dictionary"),
            new Difference("CREATE UNIQUE INDEX", "CREATE INDEX", "does not come with the statement"),
            new Difference(
                    "ALTER TABLE `migration_ledger_trial` ADD COLUMN ledger_trial_later INT", "DO 0", "no effect yet"));

    /** C-12. */
    @ParameterizedTest
    @MethodSource("routes")
    void oneThatDoesOtherwiseIsRefused(Route route) throws Exception {
        for (Difference difference : DIFFERENCES) {
            try (Bench bench = new Bench(route);
                    Connection real = bench.connect()) {
                Relative relative = relative(route).sending(difference.statement, difference.instead);
                assertThatThrownBy(() -> migrator(relative.seen(real)).migrate())
                        .as("%s", difference)
                        .isInstanceOfSatisfying(LedgerException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
                            assertThat(e.what()).contains("Cousin").contains(difference.words);
                            assertThat(e.next()).contains("writing-a-driver.md");
                        });
                assertThat(bench.rows("SHOW TABLES")).as("%s", difference).isEmpty();
                // A second runner finds the lock free.
                assertThat(bench.migrator(SCRIPT).migrate().completed()).hasSize(1);
            }
        }
    }

    /** What a crash of the trial leaves is gone after the next run, which finishes the job. The seed chooses every third call. */
    @ParameterizedTest
    @MethodSource("routes")
    void aTrialThatIsCutOffIsMadeAgain(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            CountedCalls counted = CountedCalls.counting();
            run(bench, counted);
            List<String> calls = counted.calls();
            List<Integer> trial = IntStream.rangeClosed(1, calls.size())
                    .filter(call -> calls.get(call - 1).contains("_trial"))
                    .boxed()
                    .toList();
            assertThat(trial).hasSizeGreaterThan(8);
            int step = CrashBudget.exhaustive() ? 1 : 3;
            int first = trial.get(0) + (int) (CrashBudget.seed() % step);
            for (int call = first; call <= trial.get(trial.size() - 1); call += step) {
                bench.sql.execute("DROP TABLE " + String.join(", ", DONE));
                int at = call;
                assertThatThrownBy(() -> run(bench, new CountedCalls((point, real) -> {
                            if (point.equals(new CrashPoint(at, CrashPoint.Moment.AFTER))) {
                                Breaker.CLIENT.breakOff(real);
                                return false;
                            }
                            return true;
                        })))
                        .as(calls.get(call - 1))
                        .isInstanceOf(Exception.class);
                run(bench, CountedCalls.counting());
                assertThat(bench.rows("SHOW TABLES")).as(calls.get(call - 1)).containsExactlyInAnyOrder(DONE);
            }
        }
    }

    private static void run(Bench bench, CountedCalls calls) throws SQLException {
        try (Connection real = bench.connect()) {
            migrator(relative(bench.route).seen(calls.wrap(real))).migrate();
        }
    }

    /** A table that somebody has by chance is neither dropped nor written. */
    @ParameterizedTest
    @MethodSource("routes")
    void aTableOfThatNameIsLeftAlone(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection real = bench.connect()) {
            bench.sql.execute("CREATE TABLE migration_ledger_trial (ledger_key INT)");
            assertThatThrownBy(() -> migrator(relative(route).seen(real)).migrate())
                    .hasMessageContaining("migration_ledger_trial");
            assertThat(new JdbcSql(bench.connection).value("SELECT COUNT(*) FROM migration_ledger_trial"))
                    .isEqualTo("0");
            assertThat(bench.rows("SHOW TABLES")).containsExactly("migration_ledger_trial");
        }
    }

    /** As a first run is by itself: it would stop at anything that it finds. */
    private static Migrator migrator(Connection connection) {
        return Migrator.of(connection).source(Bench.source(SCRIPT)).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.0.33",
                "8.0.36-28",
                "8.0.36-0ubuntu0.22.04.1",
                "8.4.3-commercial",
                "11.4.5-MariaDB",
                "5.5.5-10.11.6-MariaDB-0+deb12u1-log",
                "10.6.16-12-MariaDB-enterprise-log",
                "10.11.8-MariaDB-ubu2204",
            })
    void theServersThemselvesAreNotTried(String version) {
        assertThat(Server.of(version).isRelative()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.0.11-TiDB-v8.5.0",
                "8.0.30-Vitess",
                "5.7.25-OceanBase-v4.2.1",
                "8.0.32-SingleStore",
                "8.0.30-google"
            })
    void relativesAre(String version) {
        assertThat(Server.of(version).isRelative()).isTrue();
    }
}
