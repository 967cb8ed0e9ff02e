package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.PlannedMigration;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.Strategy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SC-2: BEGIN and COMMIT in pairs ask for no more than what the ledger does anyway. */
class EnvelopeTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "BEGIN, COMMIT",
        "begin transaction, commit transaction",
        "BEGIN IMMEDIATE, END",
        "BEGIN DEFERRED TRANSACTION, END TRANSACTION",
        "/* x */ BEGIN /* y */, commit -- z"
    })
    void areTheLedgersOwnTransaction(String begin, String commit) throws Exception {
        project.script("0001_a.sql", begin + ";", "CREATE TABLE a (x);", "INSERT INTO a VALUES (1);", commit + "\n;");
        project.script("0001_a.down.sql", begin + ";", "DROP TABLE a;", commit);

        MigrateResult up = project.migrator().migrate();
        assertThat(up.completed().get(0).statements()).isEqualTo(4);
        assertThat(up.notes()).singleElement().asString().contains("0001_a.sql has BEGIN and COMMIT");
        assertThat(project.query("SELECT x FROM a")).containsExactly("1");

        MigrateResult down = project.migrator().rollback(RollbackOptions.LAST_BATCH);
        assertThat(down.notes()).singleElement().asString().contains("0001_a.down.sql has BEGIN and COMMIT");
        assertThat(project.tables()).isEmpty();
        assertThat(project.history())
                .containsExactly("STARTED 0001", "APPLIED 0001", "STARTED 0001", "ROLLED_BACK 0001");
    }

    @Test
    void aFailureInsideUndoesAllOfItAndNamesTheFilesOwnStatement() throws Exception {
        project.script("0001_a.sql", "BEGIN;", "CREATE TABLE a (x);", "BROKEN;", "COMMIT;");

        LedgerException error = refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(error.what()).contains("0001_a.sql:3: migration 0001 failed at statement 3");
        assertThat(project.tables()).isEmpty();
        project.script("0001_a.sql", "BEGIN;", "CREATE TABLE a (x);", "COMMIT;");
        assertThat(project.migrate()).containsExactly("0001");
    }

    @Test
    void nothingMayStandBetweenThem() {
        project.script("0001_a.sql", "BEGIN; COMMIT;").script("R__b.sql", "BEGIN; SELECT 1; END;");

        assertThat(project.migrate()).containsExactly("0001", "R__b");
    }

    @Test
    void thePlanShowsThemWhereTheyStand() {
        project.script("0001_a.sql", "BEGIN;", "CREATE TABLE a (x);", "COMMIT;");
        var plan = project.migrator().plan(MigrateOptions.ALL);

        assertThat(plan.migrations().get(0))
                .extracting(PlannedMigration::strategy, PlannedMigration::statements)
                .containsExactly(Strategy.TRANSACTIONAL, 3);
        assertThat(plan.notes()).hasSize(1);
        var texts = new java.util.ArrayList<String>();
        project.migrator().statements(plan.migrations().get(0), statement -> texts.add(statement.text()));
        assertThat(texts).containsExactly("BEGIN", "CREATE TABLE a (x)", "COMMIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; SELECT 1;",
                "SELECT 1; COMMIT;",
                "BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2;",
                "BEGIN; SELECT 1; COMMIT; COMMIT;",
                "BEGIN; BEGIN; SELECT 1; COMMIT; COMMIT;",
                "BEGIN; SELECT 1; ROLLBACK;",
                "BEGIN EXCLUSIVE; SELECT 1; COMMIT;",
                "BEGIN; SELECT 1; ROLLBACK; SELECT 2; COMMIT;",
                "COMMIT; SELECT 1; BEGIN;"
            })
    void inAnyOtherPlaceTheyAreRefused(String script) throws Exception {
        project.script("0001_a.sql", script);

        assertThat(refused(ErrorCode.REFUSED_STATEMENT, project::migrate).what())
                .contains("0001_a.sql:1: ", " must not stand in a migration");
        assertThat(project.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (x); BEGIN; INSERT INTO a VALUES (1); COMMIT;",
                "BEGIN; CREATE TABLE a (x); COMMIT; INSERT INTO a VALUES (1);",
                "BEGIN; CREATE TABLE a (x); COMMIT; BEGIN; INSERT INTO a VALUES (1); COMMIT;",
                "PRAGMA foreign_keys = OFF; BEGIN TRANSACTION; CREATE TABLE a (x); INSERT INTO a VALUES (1); COMMIT;"
                        + " PRAGMA foreign_keys = ON;"
            })
    void inPairsTheyAreLeftOutAnywhere(String script) throws Exception {
        project.script("0001_a.sql", script);

        MigrateResult result = project.migrator().migrate();
        assertThat(result.notes()).singleElement().asString().contains("0001_a.sql has BEGIN and COMMIT");
        assertThat(project.query("SELECT x FROM a")).containsExactly("1");
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001");
    }

    @Test
    void whatFailsBehindOneUndoesItToo() throws Exception {
        project.script("0001_a.sql", "BEGIN; CREATE TABLE a (x); COMMIT;", "BROKEN;");

        assertThat(refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("0001_a.sql:2: migration 0001 failed at statement 4");
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void manyPairsAreReadToTheEnd() throws Exception {
        project.script(
                "0001_a.sql",
                "CREATE TABLE a (x);",
                "BEGIN; INSERT INTO a VALUES (1); COMMIT;\n".repeat(100),
                "INSERT INTO a VALUES (2);");

        assertThat(project.migrate()).containsExactly("0001");
        assertThat(project.query("SELECT count(*) FROM a")).containsExactly("101");
    }

    @Test
    void aStatementThatTakesNoPartInATransactionIsRefusedBetweenThem() {
        project.script("0001_a.sql", "BEGIN;", "PRAGMA foreign_keys = OFF;", "COMMIT;");
        project.script("0002_b.sql", "BEGIN;", "SELECT 1;", "VACUUM;", "COMMIT;");
        project.script("0003_c.sql", "-- ledger: transaction=none", "BEGIN;", "SELECT 1;", "COMMIT;");

        assertThat(refused(ErrorCode.REFUSED_STATEMENT, project::migrate).what())
                .startsWith("3 problems:")
                .contains("0001_a.sql:1: BEGIN … COMMIT must not stand in a script of which statement 2, in line 2,")
                .contains("PRAGMA foreign_keys does nothing inside a transaction")
                .contains("0002_b.sql:1: ", "statement 3, in line 3, ", "VACUUM refuses a transaction")
                .contains("0003_c.sql:2: '-- ledger: transaction=none' and BEGIN … COMMIT");
    }
}
