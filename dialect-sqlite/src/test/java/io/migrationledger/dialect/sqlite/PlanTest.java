package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking before leaping: plan, statements and validate find everything and change nothing. */
class PlanTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void nothingIsChangedByLooking() throws Exception {
        project.migrate();
        project.tables(3, 3).script("0004_each.sql", "-- ledger: transaction=none", "SELECT 1;", "VACUUM;");
        byte[] before = Files.readAllBytes(project.database());
        Migrator migrator = project.migrator();

        for (Plan plan : List.of(migrator.plan(MigrateOptions.ALL), migrator.plan(RollbackOptions.LAST_BATCH))) {
            assertThat(plan.migrations()).hasSize(2);
            for (PlannedMigration planned : plan.migrations()) {
                assertThat(statements(migrator, planned)).isNotEmpty();
            }
        }
        assertThat(migrator.validate()).isEmpty();
        migrator.status();
        migrator.ledger().verify();

        assertThat(Files.readAllBytes(project.database())).isEqualTo(before);
    }

    @Test
    void aPlanSaysHowEachMigrationRunsAndWhy() {
        project.script("0003_compact.sql", "DELETE FROM t1;", "VACUUM;");
        project.script("0004_each.sql", "-- ledger: transaction=none", "SELECT 1;");

        List<PlannedMigration> plan =
                project.migrator().plan(MigrateOptions.ALL).migrations();

        assertThat(plan)
                .extracting(PlannedMigration::strategy)
                .containsExactly(Strategy.TRANSACTIONAL, Strategy.TRANSACTIONAL, Strategy.STEPWISE, Strategy.STEPWISE);
        assertThat(plan.get(2).reasons()).containsExactly("VACUUM refuses a transaction");
        assertThat(plan.get(3).reasons()).containsExactly("transaction=none");
        assertThat(plan.get(2).statements()).isEqualTo(2);
        assertThat(plan.get(0).direction()).isEqualTo(Direction.UP);
    }

    @Test
    void statementsSayWhatIsDoneAlready() {
        project.script("0003_each.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        Migrator migrator = project.migrator();
        PlannedMigration planned =
                migrator.plan(MigrateOptions.ALL).migrations().get(0);

        assertThat(planned.resumesAfter()).isEqualTo(1);
        assertThat(statements(migrator, planned))
                .extracting(PlannedStatement::done, PlannedStatement::line, PlannedStatement::text)
                .containsExactly(tuple(true, 2, "CREATE TABLE a (x)"), tuple(false, 3, "BROKEN"));
    }

    @Test
    void validateFindsEverythingAtOnce() throws Exception {
        project.tables(3, 4).migrate(MigrateOptions.ALL.limit(3));
        project.script("0001_t1.sql", "CREATE TABLE t1 (edited);");
        project.delete("0002_t2.sql").delete("0002_t2.down.sql");
        project.script("0002.5_late.sql", "SELECT 1;");
        project.script("0005_commits.sql", "SELECT 1;", "COMMIT;");
        project.script("0006_open.sql", "SELECT 'open;");
        project.script("0007_requires.sql", "-- ledger: requires=99", "SELECT 1;");
        project.script("0008_comment.sql", "-- nothing but a comment");
        project.script("0009_down.sql", "SELECT 1;").script("0009_down.down.sql", "BEGIN;");

        assertThat(project.problems())
                .containsExactlyInAnyOrder(
                        "EDITED 0001",
                        "MISSING_FILE 0002",
                        "OUT_OF_ORDER 0002.5",
                        "REFUSED_STATEMENT 0005",
                        "BAD_SYNTAX 0006",
                        "UNKNOWN_REQUIRES 0007",
                        "REFUSED_STATEMENT 0009");
        assertThat(refused(ErrorCode.MISSING_FILE, project::migrate).what())
                .startsWith("7 problems:")
                .contains("0002", "0001_t1.sql", "0002.5_late.sql", "0007_requires.sql")
                .contains("0005_commits.sql:2", "0006_open.sql:1", "0009_down.down.sql:1");
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
    }

    @Test
    void validateReturnsWhatIsWrongWithTheFilesToo() {
        project.script("0002_other.sql", "SELECT 1;");
        assertThat(project.problems()).containsExactly("DUPLICATE 0002");
        project.delete("0002_other.sql").script("0001_t1.sql", "-- ledger: requires=2", "SELECT 1;");
        project.script("0002_t2.sql", "-- ledger: requires=1", "SELECT 1;");
        assertThat(project.problems()).containsExactly("CYCLIC_REQUIRES");
        assertThat(project.database())
                .as("but for the file that opening it made")
                .isEmptyFile();
    }

    @Test
    void whatIsWrongWithALaterScriptIsFoundBeforeTheFirstRuns() throws Exception {
        project.script("0003_commits.sql", "SELECT 1;", "", "COMMIT;");

        assertThat(refused(ErrorCode.REFUSED_STATEMENT, project::migrate).what())
                .contains("0003_commits.sql:3");
        assertThat(project.tables()).isEmpty();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void anUnknownTargetIsRefusedWhetherOrNotAnythingIsPending() {
        MigrateOptions unknown = MigrateOptions.ALL.to(MigrationId.of("99"));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.migrate(unknown));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.migrator().plan(unknown));
        project.migrate();
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.migrate(unknown));
        refused(ErrorCode.UNKNOWN_MIGRATION, () -> project.migrator().plan(RollbackOptions.to(MigrationId.of("99"))));
    }

    private static List<PlannedStatement> statements(Migrator migrator, PlannedMigration planned) {
        List<PlannedStatement> statements = new ArrayList<>();
        migrator.statements(planned, statements::add);
        return statements;
    }
}
