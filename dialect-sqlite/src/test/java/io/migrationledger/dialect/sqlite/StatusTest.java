package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Resolution;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Line;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.StatusReport.Unfinished;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a migration can stand. */
class StatusTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void pendingThenAppliedThenRolledBack() {
        assertThat(standing("0001")).isEqualTo(Standing.PENDING);
        project.migrate();
        assertThat(standing("0001")).isEqualTo(Standing.APPLIED);
        project.migrator().rollback(RollbackOptions.steps(2));
        assertThat(standing("0001")).isEqualTo(Standing.ROLLED_BACK);
    }

    /** A plain rollback would undo what came after it by then. */
    @Test
    void aFailedRollbackIsToldUntilSomethingIsAppliedBehindIt() {
        project.script("0002_t2.down.sql", "BROKEN;").migrate();
        refused(ErrorCode.STATEMENT_FAILED, () -> project.migrator().rollback(RollbackOptions.steps(1)));
        assertThat(unfinished("0002").next()).isEqualTo("Fix the script and run 'Migrator.rollback(options)' again.");

        project.tables(3, 3).migrate();

        assertThat(line("0002").unfinished()).isEmpty();
        assertThat(standing("0002")).isEqualTo(Standing.APPLIED);
    }

    @Test
    void whatFailedIsExplained() {
        project.script("0003_bad.sql", "INSERT INTO t1 VALUES (1);\nINSERT INTO nowhere VALUES (1);\n");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(unfinished("0003").what())
                .contains("0003_bad.sql:2: migration 0003 failed at statement 2: ")
                .contains("no such table: nowhere");
        assertThat(unfinished("0003").now()).isEqualTo("Nothing of this migration is in effect.");
        assertThat(unfinished("0003").next()).isEqualTo("Fix the script and run 'Migrator.migrate()' again.");
    }

    @Test
    void whatAPersonHasResolvedIsNotCalledCutOff() {
        project.script(
                "0003_bad.sql",
                "-- ledger: transaction=none\nINSERT INTO t1 VALUES (1);\nINSERT INTO nowhere VALUES (1);\n");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        project.migrator().resolve(new Resolution(MigrationId.of("0003"), false, OptionalInt.of(2), "looked"));

        assertThat(unfinished("0003").what())
                .isEqualTo("migration 0003 did not end well, and a person has said how it stands");
        assertThat(unfinished("0003").now()).isEqualTo("Statement 1 of 2 took effect and stays.");
        assertThat(unfinished("0003").next()).isEqualTo("Run 'Migrator.migrate()': it goes on at statement 2.");
    }

    @Test
    void whatHasBegunAndNotEndedIsExplained() throws Exception {
        project.migrate();
        try (LedgerSession session = project.ledger().lock(Duration.ofSeconds(5))) {
            session.started(MigrationId.of("0003"), "c");
        }
        project.script("0003_later.sql", "CREATE TABLE later (a);");

        assertThat(standing("0003")).isEqualTo(Standing.INTERRUPTED);
        assertThat(unfinished("0003").what()).isEqualTo("migration 0003 was cut off");
        assertThat(unfinished("0003").next()).contains("Run 'Migrator.migrate()'");
        project.migrate();
        assertThat(line("0003").unfinished()).isEmpty();
    }

    @Test
    void changedWhereTheFileWasEdited() {
        project.migrate();
        project.script("0001_t1.sql", "CREATE TABLE t1 (b);");

        assertThat(standing("0001")).isEqualTo(Standing.CHANGED);
        assertThat(project.problems()).containsExactly("EDITED 0001");
        refused(ErrorCode.EDITED, project::migrate);
    }

    @Test
    void missingWhereTheFileIsGone() {
        project.migrate();
        project.delete("0001_t1.sql").delete("0001_t1.down.sql");

        assertThat(standing("0001")).isEqualTo(Standing.MISSING);
        assertThat(project.problems()).containsExactly("MISSING_FILE 0001");
        refused(ErrorCode.MISSING_FILE, project::migrate);
    }

    @Test
    void futureWhereANewerProgramWasHere() {
        project.migrate();
        project.delete("0002_t2.sql").delete("0002_t2.down.sql");

        assertThat(standing("0002")).isEqualTo(Standing.FUTURE);
        assertThat(project.problems()).isEmpty();
        assertThat(project.migrate()).isEmpty();
        assertThat(project.migrator().migrate().notes()).hasSize(1);
        assertThat(project.migrator().status().lines()).noneMatch(StatusReport.Line::needsAttention);
    }

    @Test
    void failedWhereNothingIsLeft() {
        project.script("0003_bad.sql", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(standing("0003")).isEqualTo(Standing.FAILED);
        project.delete("0003_bad.sql");
        assertThat(project.standings())
                .as("it left nothing and its file is gone")
                .containsOnlyKeys("0001", "0002");
    }

    @Test
    void partWayWhereSomethingIsLeft() {
        project.script("0003_bad.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(standing("0003")).isEqualTo(Standing.PART_WAY);
        project.delete("0003_bad.sql");
        assertThat(standing("0003")).isEqualTo(Standing.PART_WAY);
        refused(ErrorCode.UNSETTLED, project::migrate);
    }

    @Test
    void inDoubtWhereAPersonHasToLook() {
        project.script("0003_copy.sql", "VACUUM INTO '/no/such/directory/copy.db';");
        refused(ErrorCode.IN_DOUBT, project::migrate);

        assertThat(standing("0003")).isEqualTo(Standing.IN_DOUBT);
        assertThat(project.ledger().status().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.IN_DOUBT));
    }

    @Test
    void runningWhileItRuns() {
        Standing[] seen = new Standing[1];
        JavaMigration looking = new JavaMigration() {
            @Override
            public MigrationId id() {
                return MigrationId.of("3");
            }

            @Override
            public String description() {
                return "looks at itself";
            }

            @Override
            public String revision() {
                return "1";
            }

            @Override
            public void up(Connection connection) {
                Migrator other = Migrator.of(project.url(), new Properties())
                        .source(project.source())
                        .source(Migrations.java(this))
                        .build();
                seen[0] = other.status().lines().get(2).standing();
                assertThat(other.plan(MigrateOptions.ALL).notes()).hasSize(1);
            }
        };
        project.builder().source(Migrations.java(looking)).build().migrate();

        assertThat(seen).containsExactly(Standing.RUNNING);
    }

    @Test
    void linesAreInTheOrderOfTheRunAndThenWhatIsGone() {
        project.tables(3, 3).script("R__v.sql", "SELECT 1;").migrate();
        project.delete("0002_t2.sql").delete("0002_t2.down.sql");

        assertThat(project.migrator().status().lines())
                .extracting(line -> line.id().value())
                .containsExactly("0001", "0003", "R__v", "0002");
        assertThat(project.migrator().status().lines().get(3).description()).isEqualTo("t2");
        assertThat(project.migrator().status().database()).startsWith("SQLite 3.");
    }

    @Test
    void anEmptyDatabaseIsLeftUntouched() {
        project.migrator().status();

        assertThat(project.database()).isEmptyFile();
        assertThat(project.ledger().head()).isEmpty();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private Standing standing(String id) {
        return Objects.requireNonNull(project.standings().get(id), id);
    }

    private Line line(String id) {
        return project.migrator().status().lines().stream()
                .filter(line -> line.id().equals(MigrationId.of(id)))
                .findFirst()
                .orElseThrow();
    }

    private Unfinished unfinished(String id) {
        return line(id).unfinished().orElseThrow();
    }
}
