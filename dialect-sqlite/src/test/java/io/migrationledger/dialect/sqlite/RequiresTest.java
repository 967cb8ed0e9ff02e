package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrateOptions;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -- ledger: requires=…} within one namespace; across two see {@link NamespacesTest}. */
class RequiresTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 4);
    }

    @Test
    void whatIsRequiredRunsFirst() {
        requires("0002_t2", "4", "t2");

        assertThat(project.planned()).containsExactly("0001", "0004", "0002", "0003");
        assertThat(project.migrate()).containsExactly("0001", "0004", "0002", "0003");
        assertThat(project.migrate()).isEmpty();
    }

    @Test
    void whatRunsLaterByRequirementIsNotOutOfOrderAfterAFailure() {
        project.script("0002_t2.sql", "-- ledger: requires=4", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        requires("0002_t2", "4", "t2");

        assertThat(project.migrate()).containsExactly("0002", "0003");
    }

    @Test
    void whatRunsLaterByRequirementIsNotOutOfOrderAfterALimit() {
        requires("0002_t2", "4", "t2");

        assertThat(project.migrate(MigrateOptions.ALL.limit(2))).containsExactly("0001", "0004");
        assertThat(project.problems()).isEmpty();
        assertThat(project.migrate(MigrateOptions.ALL.limit(1))).containsExactly("0002");
        assertThat(project.migrate()).containsExactly("0003");
    }

    @Test
    void aCircleIsRefusedNamingIt() {
        requires("0001_t1", "3", "t1");
        requires("0003_t3", "1", "t3");

        assertThat(refused(ErrorCode.CYCLIC_REQUIRES, project::migrate).what())
                .contains("0001 requires 0003 requires 0001");
        assertThat(project.database())
                .as("but for the file that opening it made")
                .isEmptyFile();
    }

    @Test
    void aMigrationThatRequiresItselfIsACircle() {
        requires("0001_t1", "1", "t1");

        assertThat(refused(ErrorCode.CYCLIC_REQUIRES, project::migrate).what()).contains("0001 requires 0001");
    }

    @Test
    void anUnknownRequirementIsRefusedBeforeAnythingRuns() throws Exception {
        requires("0004_t4", "9", "t4");

        assertThat(refused(ErrorCode.UNKNOWN_REQUIRES, project::migrate).what())
                .contains("0004_t4.sql")
                .contains("requires 9");
        assertThat(project.tables()).isEmpty();
        assertThat(project.problems()).containsExactly("UNKNOWN_REQUIRES 0004");
    }

    @Test
    void aRequirementThatTheTargetCutsOffIsRefused() throws Exception {
        requires("0002_t2", "4", "t2");

        refused(ErrorCode.REQUIRES_NOT_APPLIED, () -> project.migrate(MigrateOptions.ALL.to(MigrationId.of("2"))));
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void whatIsStillRequiredIsNotRolledBackAlone() throws Exception {
        requires("0002_t2", "4", "t2");
        project.script("0002_t2.down.sql", "DROP TABLE t2;");
        project.migrate(MigrateOptions.ALL.limit(2));
        project.migrate(MigrateOptions.ALL.limit(1));
        project.migrator().rollback(RollbackOptions.steps(1));
        project.migrate();
        requires("0001_t1", "2", "t1");
        project.migrator().accept(MigrationId.of("1"), "only a directive");

        refused(ErrorCode.STILL_REQUIRED, () -> project.migrator().rollback(RollbackOptions.steps(2)));
        assertThat(project.tables()).containsExactly("t1", "t2", "t3", "t4");
    }

    @Test
    void severalAreSeparatedByCommasAndTheNamespaceIsOptional() {
        project.script("0001_t1.sql", "-- ledger: requires=4,main:3", "CREATE TABLE t1 (a);");

        assertThat(project.migrate()).containsExactly("0004", "0003", "0001", "0002");
    }

    private void requires(String file, String required, String table) {
        project.script(file + ".sql", "-- ledger: requires=" + required, "CREATE TABLE " + table + " (a INTEGER);");
    }
}
