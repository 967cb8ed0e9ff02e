package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that run again: after all versioned ones, when they are edited and after a rollback. */
class RepeatablesTest {
    private static final String STILL =
            "Nothing of this attempt is in effect; what was in effect of this migration before it still is";

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
        project.script("0002_t2.down.sql", "DROP VIEW IF EXISTS v;", "DROP TABLE t2;");
        view("R__view.sql", "v", "1");
    }

    @Test
    void runAfterTheVersionedOnesInTheOrderOfTheirNames() {
        view("R__another.sql", "w", "1");

        assertThat(project.migrate()).containsExactly("0001", "0002", "R__another", "R__view");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void anEditedOneRunsAgainAndNothingElseDoes() throws Exception {
        project.migrate();
        view("R__view.sql", "v", "2");

        assertThat(project.standings()).containsEntry("R__view", Standing.OUTDATED);
        assertThat(project.planned()).containsExactly("R__view");
        assertThat(project.migrate()).containsExactly("R__view");
        assertThat(project.query("SELECT * FROM v")).containsExactly("2");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void whatItsEarlierRunMadeIsNotDeniedWhereTheNextOneFails() throws Exception {
        project.migrate();
        project.script(
                "R__view.sql",
                "DROP VIEW IF EXISTS v;",
                "CREATE VIEW v AS SELECT nowhere FROM t1;",
                "SELECT * FROM v;");

        assertThat(failed().state()).isEqualTo(STILL + ", and the ledger says so.");

        assertThat(project.query("SELECT * FROM v")).containsExactly("1");
        assertThat(project.standings()).containsEntry("R__view", Standing.OUTDATED);
        assertThat(now(project.migrator().status())).isEqualTo(STILL + ".");
        assertThat(now(project.ledger().status())).isEqualTo(STILL + ".");
    }

    @Test
    void whatARollbackOfAnotherOneLeftOfItIsNotDeniedWhereItFails() throws Exception {
        project.script("0002_t2.down.sql", "DROP TABLE t2;").migrate();
        project.migrator().rollback(RollbackOptions.steps(1));
        project.script("R__view.sql", "CREATE VIEW v AS SELECT 2;");

        assertThat(failed().state()).isEqualTo("Nothing of this attempt is in effect, and the ledger says so.");

        assertThat(project.query("SELECT * FROM v")).containsExactly("1");
        assertThat(now(project.migrator().status())).isEqualTo("Nothing of this attempt is in effect.");
    }

    private MigrationFailedException failed() {
        return (MigrationFailedException) refused(ErrorCode.STATEMENT_FAILED, project::migrate);
    }

    private static String now(StatusReport report) {
        return report.lines().stream()
                .flatMap(line -> line.unfinished().stream())
                .map(StatusReport.Unfinished::now)
                .collect(Collectors.joining());
    }

    @Test
    void runsAfterANewVersionedOneOnlyWhereItWasEdited() {
        project.migrate();
        project.tables(3, 3);

        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void runsAgainAfterARollback() throws Exception {
        project.migrate();
        project.migrator().rollback(RollbackOptions.steps(1));

        assertThat(project.standings()).containsEntry("R__view", Standing.OUTDATED);
        assertThat(project.migrate()).containsExactly("0002", "R__view");
        assertThat(project.query("SELECT * FROM v")).containsExactly("1");
        assertThat(project.migrate()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void runsAgainAfterARollbackEvenWhenRunsWithALimitComeBetween() throws Exception {
        project.migrate();
        project.migrator().rollback(RollbackOptions.steps(1));
        project.migrate(MigrateOptions.ALL.to(MigrationId.of("2")));
        assertThat(project.query("SELECT name FROM sqlite_master WHERE type = 'view'"))
                .isEmpty();

        assertThat(project.migrate()).containsExactly("R__view");
        assertThat(project.query("SELECT * FROM v")).containsExactly("1");
    }

    @Test
    void runsAgainAfterARollbackEvenWhenTheMigrationIsDeclaredAsInEffect() {
        project.migrate();
        project.migrator().rollback(RollbackOptions.steps(1));
        project.migrator().baseline(MigrationId.of("2"), "made by hand");

        assertThat(project.migrate()).containsExactly("R__view");
    }

    @Test
    void aLimitCountsThemToo() {
        view("R__another.sql", "w", "1");

        assertThat(project.migrate(MigrateOptions.ALL.limit(3))).containsExactly("0001", "0002", "R__another");
        assertThat(project.migrate(MigrateOptions.ALL.limit(3))).containsExactly("R__view");
    }

    @Test
    void areLeftOutWhereARunStopsAtAVersion() {
        assertThat(project.migrate(MigrateOptions.ALL.to(MigrationId.of("2")))).containsExactly("0001", "0002");
        assertThat(project.migrate()).containsExactly("R__view");
    }

    @Test
    void areNotTakenBackByARollbackThemselves() {
        project.migrate();

        assertThat(project.migrator().rollback(RollbackOptions.LAST_BATCH).completed())
                .extracting(completed -> completed.id().value())
                .containsExactly("0002", "0001");
    }

    @Test
    void oneThatFailedStaysAsItWasAndRunsAgain() throws Exception {
        project.migrate();
        project.script("R__view.sql", "DROP VIEW v;", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);

        assertThat(project.query("SELECT * FROM v")).containsExactly("1");
        assertThat(project.planned()).containsExactly("R__view");
        view("R__view.sql", "v", "1");
        assertThat(project.migrate()).as("back as it was: nothing to do").isEmpty();
    }

    @Test
    void onePartWayIsNotForgottenWhenItsFileIsPutBack() {
        project.migrate();
        project.script("R__view.sql", "-- ledger: transaction=none", "DROP VIEW v;", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);
        view("R__view.sql", "v", "1");

        assertThatThrownBy(project::migrate).hasMessageContaining("ran as: DROP VIEW v");
        project.resolve("R__view", false, 1);
        project.script("R__view.sql", "CREATE VIEW v AS SELECT 3;");
        assertThat(project.migrate()).isEqualTo(List.of("R__view"));
    }

    private void view(String file, String name, String value) {
        project.script(file, "DROP VIEW IF EXISTS " + name + ";", "CREATE VIEW " + name + " AS SELECT " + value + ";");
    }
}
