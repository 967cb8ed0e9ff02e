package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are checked as a database reads them that is not there. */
class DialectOptionTest {
    private static final String BODY = "CREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 2; $$;\n";

    @TempDir
    Path directory;

    private Workplace workplace;

    @BeforeEach
    void workplace() {
        workplace = new Workplace(directory);
    }

    @Test
    void postgresReadsItsOwnScripts() {
        workplace
                .migration("0001_two.sql", BODY)
                .migration("0002_index.sql", "CREATE INDEX CONCURRENTLY i ON t (a);\n");
        assertThat(workplace.run("plan", "--dialect", "postgres").out())
                .contains("0001_two.sql, 1 statement, in one transaction")
                .contains("0002_index.sql, 1 statement, statement by statement")
                .contains("no database was asked");
        assertThat(workplace.run("plan", "--dialect", "sqlite").out()).contains("0001_two.sql, 2 statements");
        assertThat(workplace.run("validate", "--dialect", "postgres"))
                .isEqualTo(new Workplace.Result(
                        0,
                        "No problem in 2 migrations, read as postgres. No database was asked: whether it takes the SQL was not tried.\n",
                        ""));
        assertThat(workplace.database()).doesNotExist();
    }

    /** What stands on the ledger's own table is known without one. */
    @Test
    void theLedgersOwnTable() {
        workplace
                .migration("0001_x.sql", "DELETE FROM migration_ledger;\n")
                .migration("0002_y.sql", "DROP TABLE mine;\n");
        assertThat(workplace.run("validate", "--dialect", "postgres").out())
                .startsWith(
                        "ML-1211  DIR/migrations/0001_x.sql:1: DELETE FROM migration_ledger must not stand in a migration\n")
                .endsWith("1 problem in 2 migrations.\n");
        assertThat(workplace
                        .run("validate", "--dialect", "mysql", "--table", "mine")
                        .out())
                .contains("0002_y.sql:1")
                .doesNotContain("0001_x.sql:1");
    }

    @Test
    void whatEachRefuses() {
        workplace.migration("0001_x.sql", "CREATE TABLE t (a int);\nSTART TRANSACTION;\nSELECT \"a\";\n");
        for (String dialect : new String[] {"postgres", "mysql", "mariadb", "sqlite"}) {
            Workplace.Result result = workplace.run("validate", "--dialect", dialect);
            assertThat(result.code()).as(dialect).isEqualTo(dialect.equals("sqlite") ? 0 : 1);
        }
        Workplace.Result result = workplace.run("validate", "--dialect=mysql", "--format", "json");
        assertThat(result.out()).contains("ML-12").contains("0001_x.sql:2");
    }

    @Test
    void ddlOfMysqlCommitsByItself() {
        workplace.migration("0001_x.sql", "CREATE TABLE t (a int);\n").migration("0001_x.mariadb.sql", "SELECT 1;\n");
        assertThat(workplace.run("plan", "--dialect", "mysql").out())
                .contains("0001_x.sql, 1 statement, statement by statement");
        assertThat(workplace.run("plan", "--dialect", "mariadb").out())
                .contains("0001_x.mariadb.sql, 1 statement, in one transaction");
    }

    @Test
    void oneOfTwo() {
        workplace.shop();
        Workplace.Result result = workplace.run("validate", "--dialect", "mysql", "--url", "jdbc:sqlite:x.db");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--dialect and --url were both given");
        // A configured address is not asked.
        workplace.file("ledger.properties", "url=jdbc:postgresql://nowhere.invalid/x\n");
        assertThat(workplace.run("validate", "--dialect", "mysql").code()).isEqualTo(0);
    }

    @Test
    void unknownNames() {
        workplace.shop();
        Workplace.Result result = workplace.run("plan", "--dialect", "oracle");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("no dialect reads scripts as 'oracle'")
                .contains("mariadb")
                .contains("postgres")
                .contains("sqlite");
    }

    @Test
    void nothingElseWithoutADatabase() {
        Migrator migrator = Migrator.withoutDatabase("sqlite")
                .source(Migrations.directory(directory))
                .build();
        assertThatThrownBy(migrator::migrate)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISUSE));
    }
}
