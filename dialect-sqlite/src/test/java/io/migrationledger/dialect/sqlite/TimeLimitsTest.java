package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a statement may run, and how long it may wait for a lock of the database. */
class TimeLimitsTest {
    private static final String ENDLESS =
            "INSERT INTO a WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Tag("slow")
    @Test
    void aStatementThatRunsTooLongIsInterruptedAndLeavesNothingBehind() throws Exception {
        project.script("0001_endless.sql", "-- ledger: statement-timeout=1s", "CREATE TABLE a (x);", ENDLESS);

        assertThat(refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("statement 2", "longer than its limit of 1.0 s");
        assertThat(project.tables()).isEmpty();
        assertThat(project.history()).containsExactly("STARTED 0001", "FAILED/ERROR 0001");
    }

    @Test
    void theMigratorsLimitHoldsWhereTheScriptSaysNothing() {
        project.script("0001_endless.sql", "CREATE TABLE a (x);", ENDLESS);

        refused(
                ErrorCode.STATEMENT_FAILED,
                () -> project.builder()
                        .statementTimeout(Duration.ofMillis(50))
                        .build()
                        .migrate());
    }

    @Test
    void whatKeepsItsLimitIsNotDisturbed() throws Exception {
        StringBuilder text = new StringBuilder("-- ledger: statement-timeout=1m\nCREATE TABLE a (x);\n");
        for (int i = 0; i < 300; i++) {
            text.append("INSERT INTO a VALUES (").append(i).append(");\n");
        }
        project.script("0001_quick.sql", text.toString()).migrate();

        assertThat(project.query("SELECT count(*) FROM a")).containsExactly("300");
    }

    @Test
    void aLockTimeoutOfTheScriptReplacesThatOfTheConnection() throws Exception {
        project.script("0001_a.sql", "CREATE TABLE a (x);").migrate();
        project.script("0002_wait.sql", "-- ledger: lock-timeout=10ms", "INSERT INTO a VALUES (1);");
        try (Connection other = project.connect();
                Connection own = project.connect()) {
            SqliteProject.execute(own, "PRAGMA busy_timeout = 600000");
            SqliteProject.execute(other, "BEGIN IMMEDIATE");

            refused(
                    ErrorCode.DATABASE_BUSY,
                    () -> Migrator.of(own).source(project.source()).build().migrate());

            SqliteProject.execute(other, "ROLLBACK");
            assertThat(SqliteProject.query(own, "PRAGMA busy_timeout")).containsExactly("600000");
        }
    }
}
