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
            assertThat(result.notes()).anyMatch(note -> note.contains("begins with BEGIN and ends with COMMIT"));
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

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void itIsRefusedAroundDdlAndProceduresWhichNoTransactionCanHold(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            ValidationException refused = catchThrowableOfType(
                    ValidationException.class,
                    () -> bench.migrator(
                                    "BEGIN; CREATE TABLE t (a INT); INSERT INTO t VALUES (1); COMMIT;",
                                    "START TRANSACTION; CALL p(); COMMIT;",
                                    "START TRANSACTION WITH CONSISTENT SNAPSHOT; SELECT 1; COMMIT;")
                            .migrate());
            assertThat(refused.problems())
                    .hasSize(4)
                    .allMatch(problem -> problem.code() == ErrorCode.REFUSED_STATEMENT);
            assertThat(refused.problems().get(0).what()).contains("statement 2, in line 1, does not take part");
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
