package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.dialect.mysql.probe.Refusals;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.StatementReader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.sql.SqlSyntaxes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses before it does any of it is a failure, and nobody is asked about it. */
class RefusedStatementsTest {
    private static final List<String> SETUP = List.of(
            "CREATE TABLE parent (id INT PRIMARY KEY, n INT, KEY k (n))",
            "CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES parent (id))",
            "CREATE EVENT there ON SCHEDULE AT '2037-01-01' DISABLE DO DELETE FROM child",
            "CREATE PROCEDURE p() DO 0");

    /** A statement, and the number of the server's error. */
    private record Refused(String statement, int code) {}

    private static List<Refused> refused(Route route) {
        List<Refused> all = new ArrayList<>(List.of(
                new Refused("DROP INDEX k", 1064),
                new Refused("DROP INDEX k ON parent nonsense", 1064),
                new Refused("CREATE INDEX ON parent (n)", 1064),
                new Refused("CREATE TABLE", 1064),
                new Refused("CREATE NONSENSE n", 1064),
                new Refused("ALTER NONSENSE n", 1064),
                new Refused("RESET NONSENSE", 1064),
                new Refused("CHANGE MASTER nonsense", 1064),
                new Refused("RENAME NONSENSE parent TO other", 1064),
                new Refused("TRUNCATE", 1064),
                new Refused("GRANT nonsense nonsense", 1064),
                new Refused("CREATE EVENT e ON SCHEDULE AT '2037-01-01' DO nonsense nonsense", 1064),
                new Refused("CREATE EVENT there ON SCHEDULE AT '2037-01-01' DO DELETE FROM child", 1537),
                new Refused("CREATE EVENT nowhere_to_be_found.e ON SCHEDULE AT '2037-01-01' DO DO 0", 1049),
                new Refused("ALTER TABLE nowhere DISCARD TABLESPACE", 1146),
                new Refused("ALTER TABLE nowhere ADD a INT", 1146),
                new Refused("ALTER TABLE parent ADD n INT", 1060),
                new Refused("DROP TABLE nowhere", 1051),
                new Refused("DROP DATABASE nowhere_to_be_found", 1008),
                new Refused("DROP PROCEDURE nowhere", 1305),
                new Refused("CREATE TABLE parent (a INT)", 1050),
                new Refused("CREATE TABLE copy AS SELECT FROM WHERE", 1064),
                new Refused("TRUNCATE TABLE parent", 1701),
                new Refused("CALL nowhere()", 1305),
                new Refused("CALL p(1, 2)", 1318),
                new Refused("EXECUTE nowhere", 1243),
                new Refused("NONSENSE nonsense", 1064)));
        if (route.isMariadb()) {
            all.add(new Refused("ALTER SEQUENCE nowhere RESTART", MysqlErrors.UNKNOWN_SEQUENCE));
            all.add(new Refused("CREATE OR REPLACE TABLE parent (a INT nonsense nonsense)", 1064));
            all.add(new Refused("CREATE OR REPLACE TABLE parent (a NONSENSE)", MysqlErrors.UNKNOWN_DATA_TYPE));
            all.add(new Refused("INSTALL SONAME 'nowhere'", MysqlErrors.CANNOT_OPEN_LIBRARY));
            all.add(new Refused("BEGIN NOT ATOMIC nonsense nonsense; END", 1064));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatTheServerRefusesIsAFailureAndNoDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            for (String sql : SETUP) {
                bench.sql.execute(sql);
            }
            bench.sql.execute("INSERT INTO parent VALUES (1, 1)");
            for (Refused refused : refused(route)) {
                failed(bench, bench.migrator(refused.statement + ";"), refused);
            }
            List<String> tables = bench.rows("SHOW TABLES");
            assertThat(tables)
                    .containsExactlyInAnyOrder("child", "migration_ledger", "migration_ledger_scripts", "parent");
            assertThat(bench.rows("SELECT id FROM parent")).containsExactly("1");
        }
    }

    private static void failed(Bench bench, Migrator migrator, Refused refused) {
        LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
        assertThat(failure).as(refused.statement).isNotNull();
        assertThat(failure.code()).as("%s: %s", refused, failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(bench.events(migrator)).last().isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
            assertThat(failed.doubt()).as(refused.statement).isEmpty();
            assertThat(failed.error().orElseThrow().vendorCode())
                    .as(refused.statement)
                    .isEqualTo(refused.code);
        });
    }

    /** An account that may neither look at a table nor change it, and has no PROCESS privilege. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatAnAccountIsNotAllowedIsAFailureAndNoDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Bench other = new Bench(route)) {
            for (String sql : SETUP) {
                bench.sql.execute(sql);
                other.sql.execute(sql);
            }
            bench.sql.execute("INSERT INTO parent VALUES (1, 1)");
            String user = "plain_" + bench.database.name();
            bench.sql.execute("CREATE USER " + user + " IDENTIFIED "
                    + (route.isMariadb() ? "" : "WITH mysql_native_password ") + "BY 'x'");
            bench.sql.execute("GRANT SELECT, INSERT, CREATE, DROP ON " + bench.database.name() + ".* TO " + user);
            try (Connection plain = DriverManager.getConnection(bench.database.url(route.client()), user, "x")) {
                String foreign = other.database.name() + ".";
                for (Refused refused : List.of(
                        new Refused("ALTER TABLE " + foreign + "parent ADD a INT", 1142),
                        new Refused("DROP TABLE " + foreign + "parent, " + foreign + "child", 1142),
                        new Refused("TRUNCATE TABLE " + foreign + "parent", 1142),
                        new Refused("DROP PROCEDURE " + foreign + "p", 1370),
                        new Refused("DROP DATABASE " + other.database.name(), 1044),
                        new Refused("CREATE USER nobody_at_all", 1227),
                        new Refused("RESET MASTER", 1227),
                        new Refused("CREATE EVENT e ON SCHEDULE AT '2037-01-01' DO DO 0", 1044),
                        new Refused("TRUNCATE TABLE parent", 1701))) {
                    failed(
                            bench,
                            Migrator.of(plain)
                                    .source(Bench.source(refused.statement + ";"))
                                    .onExisting(OnExisting.RUN)
                                    .build(),
                            refused);
                }
            } finally {
                bench.sql.execute("DROP USER " + user);
            }
            assertThat(other.rows("SHOW TABLES")).containsExactly("child", "parent");
        }
    }

    /** Without the PROCESS privilege nobody could say whether a table with rows was emptied. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTruncateThatDoesNotGetItsLockIsAFailureAndNoDoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute("INSERT INTO t VALUES (1)");
            String user = "plain_" + bench.database.name();
            bench.sql.execute("CREATE USER " + user + " IDENTIFIED "
                    + (route.isMariadb() ? "" : "WITH mysql_native_password ") + "BY 'x'");
            bench.sql.execute("GRANT ALL PRIVILEGES ON " + bench.database.name() + ".* TO " + user);
            try (Connection plain = DriverManager.getConnection(bench.database.url(route.client()), user, "x")) {
                bench.connection.setAutoCommit(false);
                bench.rows("SELECT * FROM t");
                Migrator migrator = Migrator.of(plain)
                        .source(Bench.source("TRUNCATE TABLE t;"))
                        .onExisting(OnExisting.RUN)
                        .statementLockTimeout(Duration.ofSeconds(1))
                        .build();
                LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
                assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
                assertThat(failure.next()).contains("Wait until the lock is free");
                bench.connection.setAutoCommit(true);
                migrator.migrate();
                assertThat(bench.rows("SELECT * FROM t")).isEmpty();
            } finally {
                bench.connection.setAutoCommit(true);
                bench.sql.execute("DROP USER " + user);
            }
        }
    }

    /** The same numbers out of code say nothing about what the code had done before. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theSameErrorFromInsideCodeIsADoubt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT)");
            bench.sql.execute("CREATE TABLE m (a INT) ENGINE = MyISAM");
            bench.sql.execute(
                    "CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1); COMMIT; SET @s = 'nonsense nonsense';"
                            + " PREPARE st FROM @s; END");
            bench.sql.execute("CREATE TRIGGER refuses AFTER INSERT ON m FOR EACH ROW IF NEW.a = 2 THEN"
                    + " SIGNAL SQLSTATE '42000' SET MYSQL_ERRNO = 1064, MESSAGE_TEXT = 'not 2'; END IF");
            for (String script : List.of("CALL p();", "INSERT INTO m VALUES (1), (2);")) {
                LedgerException failure = catchThrowableOfType(
                        LedgerException.class, () -> bench.migrator(script).migrate());
                assertThat(failure.code()).as("%s: %s", script, failure).isEqualTo(ErrorCode.IN_DOUBT);
                bench.sql.execute("DROP TABLE migration_ledger");
            }
            assertThat(bench.rows("SELECT a FROM t")).containsExactly("1");
        }
    }

    /** Half-way through several objects the same error may come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE a, nowhere",
                "RENAME TABLE nowhere TO b, c TO d",
                "CREATE OR REPLACE TABLE nowhere.t (a INT)",
                "INSERT INTO nowhere VALUES (1)",
                "CREATE TABLE t AS SELECT f()",
                "CALL nowhere()"
            })
    void whereTheErrorCanComeHalfWayTheProbeIsAsked(String text) {
        Reading reading = StatementReader.read(Bench.statement(text), SqlSyntaxes.MARIADB);
        for (int code :
                new int[] {MysqlErrors.NO_SUCH_TABLE, MysqlErrors.UNKNOWN_TABLE, MysqlErrors.UNKNOWN_DATABASE}) {
            assertThat(Refusals.says(new SQLException("refused", "42S02", code), reading))
                    .as("%s: %s", text, code)
                    .isFalse();
        }
    }
}
