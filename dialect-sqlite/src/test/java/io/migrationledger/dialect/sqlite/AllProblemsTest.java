package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked for, everything that is wrong is told at once, before anything runs. */
class AllProblemsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    private List<String> found(Runnable call) {
        LedgerException error = org.assertj.core.api.Assertions.catchThrowableOfType(LedgerException.class, call::run);
        assertThat(error).isInstanceOf(ValidationException.class);
        return ((ValidationException) error)
                .problems().stream().map(AllProblemsTest::shown).toList();
    }

    private static String shown(Problem problem) {
        return problem.code() + " " + problem.what().replaceAll(".*/", "").replaceAll("(:\\d+).*", "$1");
    }

    @Test
    void ofAllScriptsInBothDirectionsByMigratePlanAndValidate() throws Exception {
        project.tables(1, 1);
        project.script("0002_b.sql", "COMMIT;", "SELECT 1;", "SELECT '${x}';", "ROLLBACK;");
        project.script("0003_c.sql", "SELECT 1;").script("0003_c.down.sql", "SELECT 2;", "ATTACH 'x' AS x;");
        project.script("0004_d.sql", "SELECT 'open;");
        project.script("R__e.sql", ".read x.sql");
        String[] all = {
            "UNRESOLVED_PLACEHOLDER 0002_b.sql:3",
            "REFUSED_STATEMENT 0002_b.sql:1",
            "REFUSED_STATEMENT 0002_b.sql:4",
            "REFUSED_STATEMENT 0003_c.down.sql:2",
            "BAD_SYNTAX 0004_d.sql:1",
            "REFUSED_STATEMENT R__e.sql:1"
        };

        assertThat(found(project::migrate)).containsExactly(all);
        assertThat(found(() -> project.migrator().plan(MigrateOptions.ALL))).containsExactly(all);
        assertThat(project.migrator().validate())
                .extracting(AllProblemsTest::shown)
                .containsExactly(all);
        assertThat(project.tables()).isEmpty();
    }

    @Test
    void ofAllScriptsThatTakeBackByRollbackItsPlanAndValidate() throws Exception {
        project.tables(1, 3).migrate();
        project.script("0001_t1.down.sql", "COMMIT;").script("0003_t3.down.sql", "DROP TABLE ${x};");
        String[] all = {"UNRESOLVED_PLACEHOLDER 0003_t3.down.sql:1", "REFUSED_STATEMENT 0001_t1.down.sql:1"};

        assertThat(found(() -> project.migrator().rollback(RollbackOptions.LAST_BATCH)))
                .containsExactly(all);
        assertThat(found(() -> project.migrator().plan(RollbackOptions.LAST_BATCH)))
                .containsExactly(all);
        assertThat(project.migrator().validate())
                .extracting(AllProblemsTest::shown)
                .containsExactlyInAnyOrder(all);
        assertThat(project.tables()).hasSize(3);
        assertThat(project.migrate()).as("nothing is pending").isEmpty();
    }

    @Test
    void ofAllSourcesTogetherWithWhatIsInsideTheScriptsThatCanBeRead() throws Exception {
        project.tables(1, 1).migrate();
        project.script("0002_b.sql", "COMMIT;").script("bad.sql", "").script("0003_c.sql", "-- ledger: x\nSELECT 1;");
        Migrator migrator = Migrator.of(project.url(), new Properties())
                .source(project.source())
                .source(Migrations.directory("other", directory.resolve("missing")))
                .source(Migrations.scripts("main", Map.of("0001_again.sql", "SELECT 1;", "0004_d.sql", "SELECT ';")))
                .build();
        String[] all = {
            "BAD_NAME bad.sql: the file's name does not fit Migration Ledger's layout",
            "BAD_DIRECTIVE 0003_c.sql:1",
            "MISSING_DIRECTORY missing",
            "DUPLICATE 0001_t1.sql and 0001_again.sql",
            "REFUSED_STATEMENT 0002_b.sql:1",
            "BAD_SYNTAX 0004_d.sql:1"
        };

        assertThat(found(migrator::migrate)).containsExactlyInAnyOrder(all);
        assertThat(found(() -> migrator.plan(MigrateOptions.ALL))).containsExactlyInAnyOrder(all);
        assertThat(found(() -> migrator.rollback(RollbackOptions.LAST_BATCH))).containsExactlyInAnyOrder(all);
        assertThat(migrator.validate()).extracting(AllProblemsTest::shown).containsExactlyInAnyOrder(all);
        assertThat(project.history()).hasSize(2);
    }

    @Test
    void ofTheLedgerTogetherWithWhatIsInsideTheScripts() {
        project.tables(1, 2).migrate();
        project.delete("0001_t1.sql").delete("0001_t1.down.sql").script("0003_c.sql", "BEGIN;");

        assertThat(found(project::migrate))
                .containsExactly(
                        "MISSING_FILE migration 0001 (t1) is in effect and its file is gone",
                        "REFUSED_STATEMENT 0003_c.sql:1");
    }

    @Test
    void theFilesProblemsAreToldWhereTheDatabaseCannotBeReached() {
        project.script("bad.sql", "").script("0001_a.sql", "SELECT 1;");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("no/such/directory/x.db"), new Properties())
                .source(project.source())
                .build();

        LedgerException error = refused(ErrorCode.BAD_NAME, migrator::migrate);
        assertThat(error.what()).contains("bad.sql");
        assertThat(error.getSuppressed()).hasSize(1);
    }

    @Test
    void filesInAnotherToolsFormAreOneProblemForEachTool() throws Exception {
        for (int i = 1; i <= 7; i++) {
            project.script("000" + i + "_g.sql", "-- made by goose", "", "-- +goose Up", "SELECT 1;", "-- +goose Down");
        }
        project.script("0008_d.sql", "-- migrate:up", "CREATE TABLE t (a);", "-- migrate:down", "DROP TABLE t;");

        LedgerException error = refused(ErrorCode.FOREIGN_SECTIONS, project::migrate);
        assertThat(error.what())
                .startsWith("2 problems:")
                .contains("7 files have marks of goose, and all sections of each would run: ")
                .contains("0001_g.sql:3, ", "0005_g.sql:3 and 2 more")
                .contains("0008_d.sql:1: '-- migrate:up' is a mark of dbmate");
        assertThat(error.next()).contains("'-- +goose Down' into a file of the same name that ends in .down.sql");
        assertThat(project.migrator().validate()).hasSize(2);
        assertThat(project.history()).isEmpty();
    }
}
