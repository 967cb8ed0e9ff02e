package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told where the connection is cut at each call of a migration: what was under way, what is in effect. */
class CutWordsTest {
    private static final String NOTHING = "Nothing of this migration is in effect: nothing was committed.";
    private static final String UNKNOWN = "Whether this statement took effect is not known here.";
    private static final String COMMIT =
            "COMMIT was sent and its answer did not come: it may have taken effect, or not.";
    private static final String ONE = "Statement 1 of 3 took effect and stays. ";
    private static final String TWO = "Statements 1 to 2 of 3 took effect and stay. ";
    private static final String REST = "Nothing after that was committed.";

    @TempDir
    Path directory;

    private String[] down = {"DELETE FROM log WHERE line < 9;"};

    @Test
    void aMigrationThatIsOneTransaction() throws Exception {
        assertThat(told(Moment.AFTER, true, "INSERT INTO log VALUES (1);", "INSERT INTO log VALUES (2);"))
                .containsExactly(
                        "0002_two.sql:1 before statement 1 of migration 0002 was sent. " + NOTHING,
                        "0002_two.sql:1 while statement 1 of migration 0002 ran. " + UNKNOWN,
                        "0002_two.sql:2 while statement 2 of migration 0002 ran. " + UNKNOWN,
                        "0002_two.sql after the last statement of migration 0002, before it was committed. " + NOTHING,
                        "0002_two.sql while migration 0002 was committed. " + COMMIT,
                        "0003_three.sql:1 before statement 1 of migration 0003 was sent. " + NOTHING,
                        "0003_three.sql:1 while statement 1 of migration 0003 ran. " + UNKNOWN,
                        "0003_three.sql after the last statement of migration 0003, before it was committed. "
                                + NOTHING,
                        "0003_three.sql while migration 0003 was committed. " + COMMIT);
    }

    @Test
    void aMigrationOfWhichEachStatementHasItsOwnMark() throws Exception {
        assertThat(told(
                        Moment.BEFORE,
                        true,
                        "-- ledger: transaction=none",
                        "INSERT INTO log VALUES (1);",
                        "INSERT INTO log VALUES (2);",
                        "INSERT INTO log VALUES (3);"))
                .startsWith(
                        "0002_two.sql:2 before statement 1 of migration 0002 was sent. " + NOTHING,
                        "0002_two.sql:2 while statement 1 of migration 0002 ran. " + UNKNOWN,
                        "0002_two.sql:2 after statement 1 of migration 0002, before it was committed. " + NOTHING,
                        "0002_two.sql:2 while statement 1 of migration 0002 was committed. " + COMMIT,
                        "0002_two.sql:3 before statement 2 of migration 0002 was sent. " + ONE + REST,
                        "0002_two.sql:3 while statement 2 of migration 0002 ran. " + ONE + UNKNOWN,
                        "0002_two.sql:3 after statement 2 of migration 0002, before it was committed. " + ONE + REST,
                        "0002_two.sql:3 while statement 2 of migration 0002 was committed. " + ONE + COMMIT,
                        "0002_two.sql:4 before statement 3 of migration 0002 was sent. " + TWO + REST,
                        "0002_two.sql:4 while statement 3 of migration 0002 ran. " + TWO + UNKNOWN,
                        "0002_two.sql after the last statement of migration 0002, before it was committed. " + TWO
                                + REST,
                        "0002_two.sql while migration 0002 was committed. " + TWO + COMMIT,
                        "0003_three.sql:1 before statement 1 of migration 0003 was sent. " + NOTHING);
    }

    @Test
    void aStatementThatCommitsByItself() throws Exception {
        assertThat(told(Moment.AFTER, true, "INSERT INTO log VALUES (1);", "VACUUM;", "INSERT INTO log VALUES (3);"))
                .startsWith(
                        "0002_two.sql:1 before statement 1 of migration 0002 was sent. " + NOTHING,
                        "0002_two.sql:1 while statement 1 of migration 0002 ran. " + UNKNOWN,
                        "0002_two.sql:2 before statement 2 of migration 0002 was sent. " + NOTHING,
                        "0002_two.sql:2 while what stands before statement 2 of migration 0002 was committed. "
                                + COMMIT,
                        "0002_two.sql:2 while statement 2 of migration 0002 ran. " + ONE + UNKNOWN,
                        "0002_two.sql:3 before statement 3 of migration 0002 was sent. " + TWO + REST);
    }

    @Test
    void aMigrationThatEndsWithAStatementThatCommitsByItself() throws Exception {
        assertThat(told(Moment.BEFORE, true, "INSERT INTO log VALUES (1);", "VACUUM;"))
                .contains(
                        "0002_two.sql while the ledger recorded what migration 0002 had done. What has run is in effect."
                                + " Whether the ledger says so yet is not known here.");
    }

    @Test
    void aRollback() throws Exception {
        String nothing = "Nothing of this migration was rolled back: nothing was committed.";
        assertThat(told(Moment.AFTER, false, "INSERT INTO log VALUES (1);"))
                .containsExactly(
                        "0003_three.down.sql:1 before statement 1 of the rollback of migration 0003 was sent. "
                                + nothing,
                        "0003_three.down.sql:1 while statement 1 of the rollback of migration 0003 ran. " + UNKNOWN,
                        "0003_three.down.sql after the last statement of the rollback of migration 0003, before it was"
                                + " committed. " + nothing,
                        "0003_three.down.sql while the rollback of migration 0003 was committed. " + COMMIT,
                        "0002_two.down.sql:1 before statement 1 of the rollback of migration 0002 was sent. " + nothing,
                        "0002_two.down.sql:1 while statement 1 of the rollback of migration 0002 ran. " + UNKNOWN,
                        "0002_two.down.sql after the last statement of the rollback of migration 0002, before it was"
                                + " committed. " + nothing,
                        "0002_two.down.sql while the rollback of migration 0002 was committed. " + COMMIT);
    }

    @Test
    void aRollbackThatEndsWithAStatementThatCommitsByItself() throws Exception {
        down = new String[] {"DELETE FROM log WHERE line < 9;", "VACUUM;"};
        assertThat(told(Moment.BEFORE, false, "INSERT INTO log VALUES (1);"))
                .contains("0002_two.down.sql while the ledger recorded what the rollback of migration 0002 had done."
                        + " What has run is in effect. Whether the ledger says so yet is not known here.");
    }

    /** Returns what is told for each call at which the run can be cut, from the first statement's transaction on. */
    private List<String> told(Moment moment, boolean forward, String... script) throws Exception {
        List<String> told = new ArrayList<>();
        for (int n = 1; ; n++) {
            SqliteProject project = project(directory.resolve("cut-" + n), forward, script);
            int cut = n;
            CountedCalls calls = new CountedCalls((point, real) -> {
                boolean here = point.call() == cut && point.moment() == moment;
                if (here) {
                    real.close();
                }
                return !here;
            });
            try (Connection connection = project.connect()) {
                Migrator migrator = Migrator.of(calls.wrap(connection))
                        .source(project.source())
                        .build();
                LedgerException error = catchThrowableOfType(LedgerException.class, () -> run(migrator, forward));
                if (!calls.isBroken()) {
                    return told;
                }
                if (error instanceof MigrationFailedException) {
                    String words = words(project, error);
                    // Two calls in a row are one to a person: the script of what comes next, and the mark.
                    if (told.isEmpty() || !told.get(told.size() - 1).equals(words)) {
                        told.add(words);
                    }
                }
            }
        }
    }

    private SqliteProject project(Path directory, boolean forward, String... script) throws Exception {
        SqliteProject project = new SqliteProject(Files.createDirectory(directory));
        project.script("0001_log.sql", "CREATE TABLE log (line);").migrate();
        project.script("0002_two.sql", script)
                .script("0002_two.down.sql", down)
                .script("0003_three.sql", "INSERT INTO log VALUES (9);")
                .script("0003_three.down.sql", "DELETE FROM log WHERE line = 9;");
        if (!forward) {
            project.migrate();
        }
        return project;
    }

    private static void run(Migrator migrator, boolean forward) {
        if (forward) {
            migrator.migrate();
        } else {
            migrator.rollback(RollbackOptions.LAST_BATCH);
        }
    }

    private static String words(SqliteProject project, LedgerException error) {
        assertThat(error.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        boolean mayHaveEnded = error.what()
                .matches(
                        "(?s).*0002_two.down.sql: the connection was lost while (the ledger recorded what )?the rollback.*");
        assertThat(error.next())
                .startsWith(
                        mayHaveEnded
                                ? "Look with 'Migrator.status()' first. Where 0002 is still in effect, run it again."
                                : "Run it again");
        MigrateResult.Failed failed =
                ((MigrationFailedException) error).result().failed().orElseThrow();
        assertThat(failed.failure().statement() > 0)
                .as("a statement is blamed that was under way, and no other")
                .isEqualTo(error.what().contains(" ran: "));
        String what = error.what().replace(project.migrations() + "/", "");
        assertThat(what).contains(": the connection was lost ").endsWith(": the connection is gone (SQLSTATE 08006)");
        return what.replace(": the connection was lost", "").replace(": the connection is gone (SQLSTATE 08006)", "")
                + ". " + error.state();
    }
}
