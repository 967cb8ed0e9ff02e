package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SC-1: a script is another one while the run is at work: nothing is recorded that did not run, and nothing runs unrecorded. */
class ChangedScriptTest {
    /** More than is kept in memory of one script. */
    private static final String LONG = "-- " + "x".repeat(9_000);

    private static final String TWO = "INSERT INTO log VALUES ('two');";
    private static final String THREE = "INSERT INTO log VALUES ('three');";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
        project.script("0001_a.sql", "CREATE TABLE log (x);");
        project.script("0002_b.sql", LONG, TWO, THREE);
    }

    /** Does something between the first migration and the second. */
    private static MigrationListener between(Runnable change) {
        return new MigrationListener() {
            @Override
            public void finished(Migration migration, Direction direction, Duration elapsed) {
                if (migration.id().value().equals("0001")) {
                    change.run();
                }
            }
        };
    }

    private LedgerException changedTo(String... lines) {
        return refused(
                ErrorCode.UNREADABLE_FILE,
                () -> project.builder()
                        .listener(between(() -> project.script("0002_b.sql", lines)))
                        .build()
                        .migrate());
    }

    @Test
    void aScriptThatHasBecomeEmptyIsNotApplied() throws Exception {
        LedgerException error = changedTo("");

        assertThat(error.what()).contains("0002_b.sql").contains("first read");
        restoredItRunsOnce();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TWO,
                TWO + "\nINSERT INTO log VALUES ('edited');",
                TWO + "\n" + THREE + "\nINSERT INTO log VALUES ('more');",
                TWO + "\n" + THREE + "\n-- only a comment"
            })
    void norIsOneOfOtherStatements(String statements) throws Exception {
        changedTo(LONG, statements);

        assertThat(project.query("SELECT count(*) FROM log")).containsExactly("0");
        restoredItRunsOnce();
    }

    /** What commits by itself is compared before it is sent. */
    @Test
    void norWhereEachStatementCommits() throws Exception {
        project.script("0002_b.sql", "-- ledger: transaction=none", LONG, TWO, THREE);
        changedTo("-- ledger: transaction=none", LONG, TWO, "INSERT INTO log VALUES ('edited');");

        assertThat(project.query("SELECT x FROM log")).containsExactly("two");
        project.script("0002_b.sql", "-- ledger: transaction=none", LONG, TWO, THREE);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.query("SELECT x FROM log")).containsExactly("two", "three");
    }

    /** All scripts together are more than is kept in memory: then the shortest is read from the disk again, too. */
    @Test
    void norAShortOneAmongMany() throws Exception {
        project.script("0002_b.sql", TWO, THREE);
        String filling = "-- " + "x".repeat(7_000);
        for (int i = 0; i < 620; i++) {
            project.script("0000.%03d_a.sql".formatted(i + 1), filling, "SELECT 1;");
        }
        changedTo(TWO, "INSERT INTO log VALUES ('edited');");

        assertThat(project.query("SELECT count(*) FROM log")).containsExactly("0");
    }

    private void restoredItRunsOnce() throws Exception {
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/ERROR 0002");
        project.script("0002_b.sql", LONG, TWO, THREE);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.query("SELECT x FROM log")).containsExactly("two", "three");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}
