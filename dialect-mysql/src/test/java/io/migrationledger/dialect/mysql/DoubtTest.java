package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Resolution;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where nobody can decide, and where it only looks like that; and connections that a run cannot trust. */
class DoubtTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aClientKilledAfterACommittingCallLeavesADoubtAboutJustThatCall(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute(
                    "CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (10); COMMIT; INSERT INTO t VALUES (11); END");
            String script = "INSERT INTO t VALUES (1); CALL p(); INSERT INTO t VALUES (2); ALTER TABLE t ADD b INT;";
            breakOffAfter(bench, script, "CALL p()");

            Migrator migrator = bench.migrator(script);
            LedgerException doubt = catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(doubt.code()).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(doubt).hasMessageContaining("statement 2").hasMessageContaining("CALL p()");
            MigrationId id =
                    migrator.ledger().state().migrations().iterator().next().id();
            migrator.resolve(new Resolution(id, true, OptionalInt.of(2), "the rows 10 and 11 are there"));
            migrator.migrate();
            assertThat(bench.rows("SELECT a FROM t ORDER BY 1")).containsExactly("1", "2", "10", "11");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** A SET has no effect by itself: whoever says that the CALL behind it had none is part-way with nothing. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aSetBeforeACallInDoubtDidNotTakeEffect(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute("CREATE PROCEDURE p(n INT) BEGIN COMMIT; INSERT INTO t VALUES (n); END");
            String script = "SET @x = 10; CALL p(@x); INSERT INTO t VALUES (2);";
            breakOffAfter(bench, script, "CALL p(@x)");

            Migrator migrator = bench.migrator(script);
            LedgerException doubt = catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(doubt.code()).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(doubt).hasMessageContaining("statement 2").hasMessageContaining("CALL p(@x)");
            MigrationId id =
                    migrator.ledger().state().migrations().iterator().next().id();
            bench.sql.execute("DELETE FROM t");
            LedgerEvent answer = migrator.resolve(new Resolution(id, false, OptionalInt.of(2), "I deleted its row"));
            assertThat(answer.header().done()).isZero();

            bench.migrator(script.replace("10", "20")).migrate();
            assertThat(bench.rows("SELECT a FROM t ORDER BY 1")).containsExactly("2", "20");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aCommittingCallIsMarkedBeforeTheNextStatement(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute(
                    "CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (10); COMMIT; INSERT INTO t VALUES (11); END");
            String script = "INSERT INTO t VALUES (1); CALL p(); INSERT INTO t VALUES (2); ALTER TABLE t ADD b INT;";
            breakOffAfter(bench, script, "INSERT INTO t VALUES (2)");

            Migrator migrator = bench.migrator(script);
            migrator.migrate();
            assertThat(bench.rows("SELECT a FROM t ORDER BY 1")).containsExactly("1", "2", "10", "11");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aClientKilledAfterAQuietCallLeavesNone(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute("CREATE PROCEDURE p() INSERT INTO t VALUES (10)");
            String script = "INSERT INTO t VALUES (1); CALL p(); INSERT INTO t VALUES (2); ALTER TABLE t ADD b INT;";
            breakOffAfter(bench, script, "INSERT INTO t VALUES (2)");
            bench.migrator(script).migrate();
            assertThat(bench.rows("SELECT a FROM t ORDER BY 1")).containsExactly("1", "2", "10");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTransactionThatTheServerRollsBackRunsAgainAndIsNoDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection other = bench.connect()) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY, b INT)");
            bench.sql.execute("CREATE TABLE u (a INT PRIMARY KEY, b INT)");
            bench.sql.execute("INSERT INTO t VALUES (1, 0)");
            bench.sql.execute("INSERT INTO u VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)");
            other.setAutoCommit(false);
            JdbcSql rival = new JdbcSql(other);
            rival.execute("UPDATE u SET b = b + 1"); // the heavier transaction: InnoDB rolls the lighter one back
            String script = "UPDATE t SET b = b + 1; UPDATE u SET b = b + 1 WHERE a = 1;";
            Migrator migrator = bench.migrator(script);
            CompletableFuture<MigrateResult> run = CompletableFuture.supplyAsync(migrator::migrate);
            // The run's own, by its WHERE: the rival's may still be shown for a moment after its answer.
            while (bench.rows("SELECT id FROM information_schema.processlist WHERE info LIKE 'UPDATE u%WHERE%'")
                    .isEmpty()) {
                assertThat(run.isDone()).as("the run waits for the rival").isFalse();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            rival.execute("UPDATE t SET b = b + 10"); // a deadlock: the rival goes on
            assertThat(run.isDone()).as("the run waits for the rival anew").isFalse();
            other.rollback();

            assertThat(run.get(60, TimeUnit.SECONDS).completed()).hasSize(1);
            assertThat(bench.rows("SELECT t.b, u.b FROM t JOIN u USING (a)")).containsExactly("1|1");
            assertThat(migrator.ledger().events()).noneMatch(LedgerEvent.Failed.class::isInstance);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    static Stream<Route> mariadb() {
        return Route.through(TestServers.MARIADB);
    }

    /** As MariaDB does since 11.6.2 where nothing else is set. */
    @ParameterizedTest
    @MethodSource("mariadb")
    void aTransactionWhoseSnapshotIsOldRunsAgain(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection other = bench.connect()) {
            bench.sql.execute("CREATE TABLE t (b INT)");
            bench.sql.execute("CREATE TABLE u (b INT)");
            bench.sql.execute("INSERT INTO t VALUES (0)");
            bench.sql.execute("INSERT INTO u VALUES (0)");
            List<Integer> again = new ArrayList<>();
            Migrator migrator = bench.builder("SET SESSION innodb_snapshot_isolation = ON; UPDATE u SET b = b + 1;"
                            + " SELECT COUNT(*) INTO @n FROM t; UPDATE t SET b = b + 1;")
                    .listener(new MigrationListener() {
                        @Override
                        public void statementStarted(Migration migration, int statement, int line, String sql) {
                            if (statement == 4 && again.isEmpty()) {
                                try {
                                    new JdbcSql(other).execute("UPDATE t SET b = 10");
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        }

                        @Override
                        public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                            again.add(error.getErrorCode());
                        }
                    })
                    .build();
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(again).containsExactly(1020);
            assertThat(bench.rows("SELECT t.b, u.b FROM t JOIN u")).containsExactly("11|1");
            assertThat(migrator.ledger().events()).noneMatch(LedgerEvent.Failed.class::isInstance);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void connectionsThatCannotBeTrustedAreRefused(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator nowhere = Migrator.of(
                            bench.database.url(route.client()).replaceFirst("/[^/]*$", "/"),
                            Route.login(bench.database))
                    .onExisting(OnExisting.RUN)
                    .source(Bench.source("CREATE TABLE t (a INT);"))
                    .build();
            assertThat(catchThrowableOfType(LedgerException.class, nowhere::migrate))
                    .hasMessageContaining("names no database");
        }
        if (route.client() != io.migrationledger.testdb.JdbcClient.CONNECTOR_J) {
            return; // MariaDB's client knows neither: it always speaks utf8mb4 and never reconnects to the same server
        }
        for (String option : new String[] {"autoReconnect=true", "characterEncoding=latin1"}) {
            try (Bench bench = new Bench(route)) {
                Connection connection = DriverManager.getConnection(
                        bench.database.url(route.client()) + "?" + option, Route.login(bench.database));
                try (connection) {
                    Migrator migrator = Migrator.of(connection)
                            .onExisting(OnExisting.RUN)
                            .source(Bench.source("CREATE TABLE t (a INT);"))
                            .build();
                    LedgerException refused = catchThrowableOfType(LedgerException.class, migrator::migrate);
                    assertThat(refused.code()).as(option).isEqualTo(ErrorCode.BAD_OPTION);
                    assertThat(bench.rows("SHOW TABLES")).isEmpty();
                }
            }
        }
    }

    private static void breakOffAfter(Bench bench, String script, String statement) throws Exception {
        Connection real = bench.connect();
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, connection) -> {
            boolean last = point.moment() == CrashPoint.Moment.AFTER
                    && counted[0].calls().get(point.call() - 1).equals(statement);
            if (last) {
                connection.abort(Runnable::run);
            }
            return !last;
        });
        Migrator migrator = Migrator.of(counted[0].wrap(real))
                .onExisting(OnExisting.RUN)
                .source(Bench.source(script))
                .build();
        assertThat(catchThrowableOfType(LedgerException.class, migrator::migrate))
                .isNotNull();
        assertThat(counted[0].isBroken()).isTrue();
    }
}
