package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.RollbackOptions;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that meet procedures, engines without transactions, other sessions, and errors. */
class RunTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aProcedureThatDoesNotCommitIsAsAtomicAsAnyDml(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            bench.sql.execute("CREATE PROCEDURE p(n INT) INSERT INTO t VALUES (n)");
            LedgerException failure = failure(
                    bench.migrator("INSERT INTO t VALUES (1); CALL p(2); CALL p(2); INSERT INTO t VALUES (3);"));
            assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(bench.rows("SELECT * FROM t")).isEmpty();

            bench.migrator("INSERT INTO t VALUES (1); CALL p(2); CALL p(4); INSERT INTO t VALUES (3);")
                    .migrate();
            assertThat(bench.rows("SELECT * FROM t ORDER BY 1")).containsExactly("1", "2", "3", "4");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aProcedureThatCommitsIsMarkedAndRunOnce(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            bench.sql.execute("CREATE PROCEDURE p(n INT) BEGIN INSERT INTO t VALUES (n); COMMIT; START TRANSACTION; "
                    + "INSERT INTO t VALUES (n + 1); END");
            Migrator migrator = bench.migrator("INSERT INTO t VALUES (1); CALL p(10); INSERT INTO t VALUES (2);");
            migrator.migrate();
            assertThat(bench.rows("SELECT * FROM t ORDER BY 1")).containsExactly("1", "2", "10", "11");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aProcedureThatCommitsAndThenFailsIsTheOneInDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            bench.sql.execute(
                    "CREATE PROCEDURE p(n INT) BEGIN INSERT INTO t VALUES (n); COMMIT; INSERT INTO t VALUES (n); END");
            Migrator migrator = bench.migrator("INSERT INTO t VALUES (1); CALL p(10); INSERT INTO t VALUES (2);");
            LedgerException failure = failure(migrator);
            assertThat(failure.code()).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(failure).hasMessageContaining("statement 2").hasMessageContaining("CALL p(10)");
            assertThat(bench.rows("SELECT * FROM t ORDER BY 1")).containsExactly("1", "10");

            migrator.resolve(new io.migrationledger.Resolution(
                    migrator.ledger().state().migrations().iterator().next().id(),
                    true,
                    java.util.OptionalInt.of(2),
                    "looked"));
            migrator.migrate();
            assertThat(bench.rows("SELECT * FROM t ORDER BY 1")).containsExactly("1", "2", "10");
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aProcedureThatRollsBackIsNotTakenForDone(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            bench.sql.execute("CREATE PROCEDURE p() BEGIN ROLLBACK; END");
            Migrator migrator = bench.migrator("INSERT INTO t VALUES (1); CALL p(); INSERT INTO t VALUES (2);");
            assertThat(failure(migrator).code()).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(bench.rows("SELECT * FROM t")).isEmpty();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void tablesWithoutTransactionsAreWrittenBehindAnIntent(Route route) throws Exception {
        List<String> writing = new ArrayList<>(List.of(
                "INSERT INTO m VALUES (1), (2), (2)",
                "UPDATE (SELECT 7 AS b FROM t WHERE a = 1) o JOIN m ON m.a < o.b SET m.a = o.b"));
        if (route.isMariadb()) {
            writing.add("SET STATEMENT max_statement_time = 600 FOR INSERT INTO m VALUES (1), (2), (2)");
        }
        for (String statement : writing) {
            try (Bench bench = new Bench(route)) {
                bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
                bench.sql.execute("CREATE TABLE m (a INT PRIMARY KEY) ENGINE = MyISAM");
                bench.sql.execute("INSERT INTO m VALUES (3), (4)");
                Migrator migrator =
                        bench.migrator("INSERT INTO t VALUES (1); " + statement + "; INSERT INTO t VALUES (2);");
                LedgerException failure = failure(migrator);
                assertThat(failure.code()).as(statement).isEqualTo(ErrorCode.IN_DOUBT);
                assertThat(failure).hasMessageContaining("statement 2").hasMessageContaining("cannot roll back");
                assertThat(bench.rows("SELECT * FROM t")).containsExactly("1");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void goesOnAtTheStatementThatFailed(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String start = "CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1); ALTER TABLE t ADD b INT; ";
            LedgerException failure =
                    failure(bench.migrator(start + "UPDATE t SET a = a + 1; ALTER TABLE t ADD b INT;"));
            assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(failure).hasMessageContaining("statement 5");
            assertThat(bench.rows("SELECT a FROM t")).containsExactly("2");

            Migrator mended = bench.migrator(start + "UPDATE t SET a = a + 1; ALTER TABLE t ADD c INT;");
            mended.migrate();
            assertThat(bench.rows("SELECT a FROM t")).containsExactly("2");
            assertThat(mended.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void takesBackWhatIsHalfAppliedOnlyWhereThatIsAskedFor(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Map<String, String> files = new LinkedHashMap<>();
            files.put(
                    "0001_t.sql",
                    "CREATE TABLE t (a INT PRIMARY KEY); CREATE TABLE t (a INT); CREATE TABLE u (a INT);");
            files.put("0001_t.down.sql", "DROP TABLE IF EXISTS u; DROP TABLE missing; DROP TABLE t;");
            assertThat(failure(bench.migrator(files)).code()).isEqualTo(ErrorCode.STATEMENT_FAILED);

            assertThat(failure(() -> bench.migrator(files).rollback(RollbackOptions.LAST_BATCH))
                            .code())
                    .isEqualTo(ErrorCode.UNSETTLED);
            assertThat(failure(() -> bench.migrator(files).rollback(RollbackOptions.PART_WAY))
                            .code())
                    .isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(bench.rows("SELECT COUNT(*) FROM t")).containsExactly("0");

            files.put("0001_t.down.sql", "DROP TABLE IF EXISTS u; DROP TABLE IF EXISTS missing; DROP TABLE t;");
            Migrator mended = bench.migrator(files);
            mended.rollback(RollbackOptions.PART_WAY);
            assertThat(bench.rows("SHOW TABLES")).containsExactly("migration_ledger", "migration_ledger_scripts");
            assertThat(mended.ledger().verify().isIntact()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void anUnfilledLockFailsAfterTheTimeoutAndLeavesNoDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            bench.sql.execute("INSERT INTO t VALUES (1)");
            bench.connection.setAutoCommit(false);
            bench.sql.execute("UPDATE t SET a = 2");
            String holder = "session "
                    + bench.sql.row("SELECT CONNECTION_ID()").orElseThrow().get(0) + " (";
            List<Integer> again = new ArrayList<>();
            Migrator migrator = bench.builder("UPDATE t SET a = a + 1; ALTER TABLE t ADD b INT;")
                    .statementLockTimeout(Duration.ofSeconds(1))
                    .listener(new MigrationListener() {
                        @Override
                        public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
                            again.add(attempt);
                        }
                    })
                    .build();
            LedgerException failure = failure(migrator);
            assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(failure).hasMessageContaining(holder);
            assertThat(again)
                    .as("Connector/J gives a lock's timeout the SQLSTATE of a conflict: nobody asked to wait again")
                    .isEmpty();
            assertThat(failure.next()).contains("Wait until the lock is free");
            assertThat(bench.rows("SELECT detail FROM migration_ledger").toString())
                    .as("what others were doing is not recorded")
                    .doesNotContain(holder);
            LedgerException altering = failure(bench.builder("ALTER TABLE t ADD b INT;")
                    .statementLockTimeout(Duration.ofSeconds(1))
                    .build());
            assertThat(altering).hasMessageContaining(holder);
            bench.connection.rollback();
            bench.connection.setAutoCommit(true);
            migrator.migrate();
            assertThat(bench.rows("SELECT * FROM t")).containsExactly("2|");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void eightRunnersAtOnceRunEachMigrationOnce(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            try {
                Callable<Integer> run = () -> bench.builder(
                                "CREATE TABLE t (a INT); INSERT INTO t VALUES (1);", "INSERT INTO t VALUES (2);")
                        .lockTimeout(Duration.ofSeconds(60))
                        .build()
                        .migrate()
                        .completed()
                        .size();
                List<Future<Integer>> futures = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    futures.add(pool.submit(run));
                }
                int completed = 0;
                for (Future<Integer> future : futures) {
                    completed += future.get();
                }
                assertThat(completed).isEqualTo(2);
                assertThat(bench.rows("SELECT a FROM t ORDER BY 1")).containsExactly("1", "2");
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void leavesTheSessionAsItFoundIt(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection own = bench.connect()) {
            String look = "SELECT @@sql_mode, @@time_zone, @@foreign_key_checks, @@unique_checks, @@lock_wait_timeout,"
                    + " @@innodb_lock_wait_timeout, @@character_set_client, @@collation_connection, @@autocommit, @leaks";
            List<List<String>> before = new JdbcSql(own).rows(look);
            Migrator.of(own)
                    .onExisting(OnExisting.RUN)
                    .source(Bench.source("SET sql_mode = 'ANSI_QUOTES', time_zone = '+03:00', @leaks = 5;"
                            + "SET foreign_key_checks = 0, SESSION unique_checks = 0;"
                            + "SET NAMES utf8mb4 COLLATE utf8mb4_bin;"
                            + "CREATE TEMPORARY TABLE tmp (a INT); CREATE TABLE \"t\" (a INT);"))
                    .build()
                    .migrate();
            assertThat(new JdbcSql(own).rows(look)).isEqualTo(before);
            assertThat(own.getAutoCommit()).isTrue();
            SQLException gone =
                    catchThrowableOfType(SQLException.class, () -> new JdbcSql(own).rows("SELECT * FROM tmp"));
            assertThat(gone.getErrorCode()).isEqualTo(MysqlErrors.NO_SUCH_TABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void oneMoreCommitForAStatementThatCommitsByItselfAndOneQueryForNothing(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection own = bench.connect()) {
            JdbcSql sql = new JdbcSql(own);
            Migrator migrator = Migrator.of(own)
                    .onExisting(OnExisting.RUN)
                    .source(Bench.source(
                            "CREATE TABLE t (a INT); ALTER TABLE t ADD b INT; ALTER TABLE t ADD c INT;",
                            "INSERT INTO t (a) VALUES (1); UPDATE t SET a = 2;"))
                    .build();
            long inserts = count(sql, "Com_insert");
            migrator.migrate();
            // STARTED with the first intent, two more intents, APPLIED with the next STARTED: four; and two of the
            // script
            // or its end, in one transaction.
            // And one before all of them: the scripts that are kept.
            assertThat(count(sql, "Com_insert") - inserts).isEqualTo(1 + 4 + 2);
            assertThat(count(sql, "Com_commit")).isEqualTo(1);

            long questions = count(sql, "Questions");
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            long asked = count(sql, "Questions") - questions - 1;
            System.out.println(route + ": nothing pending: " + asked + " query");
            assertThat(asked).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theLedgerIsAppendOnlyWhereTriggersCanBeMadeAndSaysSoWhereNot(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            List<String> notes =
                    bench.migrator("CREATE TABLE t (a INT);").migrate().notes();
            assertThat(notes).isEmpty();
            SQLException refused = catchThrowableOfType(
                    SQLException.class, () -> bench.sql.execute("UPDATE migration_ledger SET event = 'X'"));
            assertThat(refused.getMessage()).contains("append-only");
            SQLException kept =
                    catchThrowableOfType(SQLException.class, () -> bench.sql.execute("DELETE FROM migration_ledger"));
            assertThat(kept.getMessage()).contains("append-only");
            assertThat(bench.rows("SELECT COUNT(*) > 0 FROM migration_ledger")).containsExactly("1");
        }
        try (Bench bench = new Bench(route)) {
            assertThat(notesAs(bench, "SELECT, INSERT, CREATE, ALTER, DROP, INDEX"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("triggers");
        }
    }

    /** Error 1419: the binary log is on, as it is by default on MySQL, and the account has no SUPER privilege. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void saysWhereTheBinaryLogForbidsTheTriggers(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            assertThat(bench.rows("SELECT @@log_bin AND NOT @@log_bin_trust_function_creators"))
                    .containsExactly(route.isMariadb() ? "0" : "1");
            List<String> notes = notesAs(bench, "ALL PRIVILEGES");
            if (route.isMariadb()) {
                assertThat(notes).isEmpty();
            } else {
                assertThat(notes)
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("SUPER")
                        .contains("check of the hash chain");
            }
        }
    }

    /** Migrates as an account with these privileges on its database, and returns the run's notes. */
    private static List<String> notesAs(Bench bench, String privileges) throws SQLException {
        Route route = bench.route;
        String user = "plain_" + bench.database.name();
        bench.sql.execute("CREATE USER " + user + " IDENTIFIED "
                + (route.isMariadb() ? "" : "WITH mysql_native_password ") + "BY 'x'");
        bench.sql.execute("GRANT " + privileges + " ON " + bench.database.name() + ".* TO " + user);
        try (Connection plain = DriverManager.getConnection(bench.database.url(route.client()), user, "x")) {
            return Migrator.of(plain)
                    .onExisting(OnExisting.RUN)
                    .source(Bench.source("CREATE TABLE t (a INT); TRUNCATE TABLE t;"))
                    .build()
                    .migrate()
                    .notes();
        } finally {
            bench.sql.execute("DROP USER " + user);
        }
    }

    /** ROW_COUNT() answers for the statement before it: here nothing of the ledger's stands between, whatever was set. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void rowsAreCountedDirectlyBehindTheirStatement(Route route) throws Exception {
        for (String before : List.of(
                "", "SET sql_mode = 'ANSI_QUOTES', foreign_key_checks = 0;", "CALL p();", "CREATE TABLE x (a INT);")) {
            try (Bench bench = new Bench(route)) {
                bench.sql.execute("CREATE TABLE t (a INT)");
                bench.sql.execute("CREATE TABLE log (n INT, found INT)");
                bench.sql.execute("CREATE PROCEDURE p() SET SESSION time_zone = '+01:00'");
                bench.migrator(before + " INSERT INTO t VALUES (1), (2), (3); UPDATE t SET a = a + 1 WHERE a > 1;"
                                + " SET @n = ROW_COUNT(); SELECT SQL_CALC_FOUND_ROWS a FROM t LIMIT 1;"
                                + " SET @f = FOUND_ROWS(); INSERT INTO log VALUES (@n, @f);")
                        .migrate();
                assertThat(bench.rows("SELECT * FROM log")).as(before).containsExactly("2|3");
            }
        }
    }

    private static long count(JdbcSql sql, String name) throws SQLException {
        return Long.parseLong(
                sql.row("SHOW SESSION STATUS LIKE '" + name + "'").orElseThrow().get(1));
    }

    private static LedgerException failure(Migrator migrator) {
        return failure(migrator::migrate);
    }

    private static LedgerException failure(ThrowingCallable run) {
        return catchThrowableOfType(LedgerException.class, run);
    }
}
