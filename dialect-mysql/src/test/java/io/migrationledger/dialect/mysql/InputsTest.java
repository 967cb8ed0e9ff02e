package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in scripts. */
class InputsTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTransactionAroundAScriptIsTheLedgersWhereAllInsideTakesPart(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            MigrateResult result = bench.migrator(
                            "START TRANSACTION; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); COMMIT;")
                    .migrate();
            assertThat(result.notes()).anyMatch(note -> note.contains("has BEGIN and COMMIT"));
            assertThat(bench.rows("SELECT a FROM t ORDER BY a")).containsExactly("1", "2");
        }
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("CREATE TABLE t (a INT PRIMARY KEY)");
            LedgerException failed = catchThrowableOfType(
                    LedgerException.class,
                    () -> bench.migrator("BEGIN WORK; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1); COMMIT;")
                            .migrate());
            assertThat(failed.what()).contains("failed at statement 3");
            assertThat(bench.rows("SELECT a FROM t")).as("all of it or nothing").isEmpty();
        }
    }

    /** As phpMyAdmin writes it: the server commits at each DDL statement, with these words or without. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aroundDdlAndProceduresTheyAreLeftOut(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String pairs = "START TRANSACTION; CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1); COMMIT;\n"
                    + "CREATE PROCEDURE p() INSERT INTO t VALUES (2);\n"
                    + "BEGIN; CALL p(); COMMIT; ALTER TABLE t ADD b INT;\n";
            LedgerException failed = catchThrowableOfType(
                    LedgerException.class,
                    () -> bench.migrator(pairs + "INSERT INTO nowhere VALUES (1); INSERT INTO t VALUES (3, 3);")
                            .migrate());
            assertThat(failed.what()).contains(":4: ", "failed at statement 10");

            MigrateResult result =
                    bench.migrator(pairs + "INSERT INTO t VALUES (3, 3);").migrate();
            assertThat(result.notes())
                    .anyMatch(note -> note.contains("has BEGIN and COMMIT")
                            && note.contains("some statements commit by themselves"));
            assertThat(bench.rows("SELECT a, b FROM t ORDER BY a")).containsExactly("1|", "2|", "3|3");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void withAnythingAddedToThemTheyAreRefused(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            ValidationException refused = catchThrowableOfType(
                    ValidationException.class,
                    () -> bench.migrator("START TRANSACTION WITH CONSISTENT SNAPSHOT; SELECT 1; COMMIT;")
                            .migrate());
            assertThat(refused.problems())
                    .hasSize(2)
                    .allMatch(problem -> problem.code() == ErrorCode.REFUSED_STATEMENT);
            assertThat(bench.rows("SHOW TABLES")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void scriptsWithoutAStatementRunUpAndDown(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator(Map.of(
                    "1_a.sql",
                    "# nothing",
                    "1_a.down.sql",
                    "",
                    "2_b.sql",
                    "CREATE TABLE b (x INT)",
                    "2_b.down.sql",
                    "DROP TABLE b"));
            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                    .hasSize(2);
            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** Without a blank behind the dashes this is no comment here, and yet it is Liquibase's mark. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void marksOfOtherToolsAreFoundWhereTheyAreNoComments(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            LedgerException refused = catchThrowableOfType(
                    LedgerException.class,
                    () -> bench.migrator("--liquibase formatted sql\n--changeset mira:1\nCREATE TABLE t (a INT);\n"
                                    + "--rollback DROP TABLE t;\n")
                            .migrate());
            assertThat(refused.code()).isEqualTo(ErrorCode.FOREIGN_SECTIONS);
            assertThat(bench.rows("SHOW TABLES")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void placeholdersAreReplacedInStringsAndExecutableCommentsButNotInComments(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.builder(
                            "CREATE TABLE t (a VARCHAR(40) /*!50000 DEFAULT '${x}' */ /* ${undefined} */); # ${undefined}\n"
                                    + "INSERT INTO t VALUES (DEFAULT), (\"${x} ${$}{x} \\${x}\");")
                    .placeholder("x", "X")
                    .build()
                    .migrate();
            assertThat(bench.rows("SELECT a FROM t ORDER BY a")).containsExactly("X", "X ${x} X");
        }
    }
}
