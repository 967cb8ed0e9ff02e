package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.event.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one statement of SQLite of which nobody can say whether it took effect: VACUUM INTO. */
class DoubtTest {
    @TempDir
    Path directory;

    SqliteProject project;
    Path copy;

    @BeforeEach
    void project() {
        copy = directory.resolve("copy.db");
        project = new SqliteProject(directory)
                .tables(1, 1)
                .script(
                        "0002_copy.sql",
                        "INSERT INTO t1 VALUES (1);",
                        "VACUUM INTO '" + copy + "';",
                        "INSERT INTO t1 VALUES (2);");
    }

    @Test
    void aCrashInItStopsEveryRunUntilAPersonAnswers() throws Exception {
        crash(CrashPoint.Moment.AFTER);
        assertThat(copy).exists();

        LedgerException doubt = refused(ErrorCode.IN_DOUBT, project::migrate);
        assertThat(doubt.what()).contains("0002_copy.sql:2", "statement 2", "VACUUM INTO");
        assertThat(doubt.next()).contains("new Resolution(MigrationId.of(\"0002\"), true, OptionalInt.of(2), reason)");
        refused(ErrorCode.IN_DOUBT, project::migrate);
        assertThat(project.problems()).containsExactly("IN_DOUBT 0002");
        assertThat(project.standings()).containsEntry("0002", Standing.IN_DOUBT);
        assertThat(project.history().stream().filter(event -> event.startsWith("FAILED")))
                .as("the doubt is recorded once")
                .hasSize(1);

        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("2", true, 1));
        assertThat(project.resolve("2", true, 2).origin()).isEqualTo(Origin.RESOLVED);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1", "2");
    }

    @Test
    void theAnswerNoRunsTheStatementAgain() throws Exception {
        crash(CrashPoint.Moment.BEFORE);
        refused(ErrorCode.IN_DOUBT, project::migrate);
        assertThat(copy).doesNotExist();

        project.resolve("2", false, 2);

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(Files.size(copy)).isPositive();
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1", "2");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void theWholeMigrationCanBeAnsweredToo() throws Exception {
        crash(CrashPoint.Moment.AFTER);

        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true));
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", false));
        refused(ErrorCode.IN_DOUBT, project::migrate);
        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true));
        assertThat(project.resolve("2", true, 3).origin()).isEqualTo(Origin.RESOLVED);

        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1");
    }

    @Test
    void theStatementMustNotBeEditedBeforeTheLedgerCouldLook() throws Exception {
        crash(CrashPoint.Moment.AFTER);
        project.script(
                "0002_copy.sql",
                "INSERT INTO t1 VALUES (1);",
                "VACUUM INTO '" + copy + "2';",
                "INSERT INTO t1 VALUES (2);");

        assertThat(refused(ErrorCode.EDITED_STATEMENT, project::migrate).what()).contains("was about to run");
    }

    @Test
    void whatWasInterruptedWithItsFileGoneCanBeAnswered() throws Exception {
        crash(CrashPoint.Moment.AFTER);
        project.delete("0002_copy.sql");
        refused(ErrorCode.UNSETTLED, project::migrate);

        refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true));
        project.resolve("2", true, 3);

        assertThat(project.migrate()).isEmpty();
        assertThat(project.standings()).containsEntry("0002", Standing.FUTURE);
    }

    @Test
    void onlyWhatIsOpenFailedOrInDoubtCanBeAnswered() {
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.resolve("1", true));
        project.migrate();
        refused(ErrorCode.NOTHING_TO_DECLARE, () -> project.resolve("1", true));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.resolve("9", true));
    }

    @Test
    void whatSqliteRefusesIsAFailureAndNoDoubt() throws Exception {
        Files.writeString(copy, "somebody's file");
        Path database = copy.resolveSibling("somebodys.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            SqliteProject.execute(other, "CREATE TABLE theirs (a)");
        }
        for (String statement : List.of(
                "VACUUM INTO",
                "VACUUM INTO '" + copy + "' nonsense",
                "VACUUM no_such_schema INTO '" + copy + "2'",
                "VACUUM INTO no_such_column",
                "VACUUM INTO '" + copy + "'",
                "VACUUM INTO '" + database + "'")) {
            project.script(
                    "0002_copy.sql", "INSERT INTO t1 VALUES (1);", statement + ";", "INSERT INTO t1 VALUES (2);");
            LedgerException failure = refused(ErrorCode.STATEMENT_FAILED, project::migrate);
            assertThat(failure.what()).as(statement).contains("0002_copy.sql:2", "statement 2");
        }
        assertThat(copy).hasContent("somebody's file");
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1");
    }

    /** Breaks off at the VACUUM, before or after it. */
    private void crash(CrashPoint.Moment moment) throws Exception {
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            boolean at = point.moment() == moment
                    && counted[0].calls().get(counted[0].calls().size() - 1).startsWith("VACUUM");
            if (at) {
                real.close();
            }
            return !at;
        });
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(counted[0].wrap(connection))
                    .source(project.source())
                    .build();
            refused(ErrorCode.CONNECTION_LOST, migrator::migrate);
        }
        assertThat(project.standings()).containsEntry("0002", Standing.INTERRUPTED);
    }

    @Test
    void anAnswerIsAboutTheStatementThatWasAsked() throws Exception {
        project.script(
                "0002_copy.sql",
                "INSERT INTO t1 VALUES (1);",
                "VACUUM INTO '" + copy + "';",
                "INSERT INTO t1 VALUES (2);",
                "INSERT INTO t1 VALUES (3);");
        crash(CrashPoint.Moment.AFTER);
        for (String known : List.of("about to run", "in doubt")) {
            assertThat(refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", true, 3))
                            .what())
                    .as(known)
                    .isEqualTo("the question is about statement 2 of migration 0002, not 3");
            assertThat(refused(ErrorCode.BAD_OPTION, () -> project.resolve("2", false, 3))
                            .what())
                    .as(known)
                    .startsWith("the ledger does not know of statement 2 of migration 0002 either");
            refused(ErrorCode.IN_DOUBT, project::migrate);
        }
        project.resolve("2", true, 2);
        assertThat(project.migrate()).containsExactly("0002");
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1", "2", "3");
    }

    @Test
    void aRollbackThatWasCutOffWithItsScriptGoneIsAskedAbout() throws Exception {
        project.script("0002_copy.sql", "SELECT 1;").script("0002_copy.down.sql", "VACUUM INTO '" + copy + "';");
        project.migrate();
        CountedCalls[] counted = new CountedCalls[1];
        counted[0] = new CountedCalls((point, real) -> {
            boolean at = counted[0].calls().get(point.call() - 1).startsWith("VACUUM");
            if (at) {
                real.close();
            }
            return !at;
        });
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(counted[0].wrap(connection))
                    .source(project.source())
                    .build();
            refused(ErrorCode.CONNECTION_LOST, () -> migrator.rollback(RollbackOptions.steps(1)));
        }
        project.delete("0002_copy.down.sql");

        LedgerException gone = refused(ErrorCode.UNSETTLED, project::migrate);

        assertThat(gone.what()).isEqualTo("migration 0002 was interrupted at statement 1, and its script is gone");
        project.resolve("2", false, 1);
        assertThat(project.standings()).containsEntry("0002", Standing.APPLIED);
    }
}
