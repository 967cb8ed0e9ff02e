package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in effect and has no file here. */
class MissingFilesTest {
    @TempDir
    Path directory;

    private SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    private void lose(int from, int to) {
        for (int i = from; i <= to; i++) {
            project.delete("%04d_t%d.sql".formatted(i, i)).delete("%04d_t%d.down.sql".formatted(i, i));
        }
    }

    @Test
    void anEmptyDirectoryIsAnError() {
        project.tables(1, 2).migrate();
        lose(1, 2);

        LedgerException error = refused(ErrorCode.MISSING_FILE, project::migrate);
        assertThat(error.what())
                .isEqualTo("2 migrations are in effect and their files are not here (namespace main): 0001, 0002");
        assertThat(error.next())
                .contains("Check that this is the right directory")
                .contains("ignoreMissing()");
        assertThat(project.problems()).containsExactly("MISSING_FILE");
        refused(ErrorCode.MISSING_FILE, project::planned);
        assertThat(project.standings()).isEqualTo(Map.of("0001", Standing.MISSING, "0002", Standing.MISSING));
        assertThat(project.migrator().status().problems())
                .extracting(problem -> problem.code())
                .containsExactly(ErrorCode.MISSING_FILE);
    }

    @Test
    void oneMigrationAloneIsEnough() {
        project.tables(1, 1).migrate();
        lose(1, 1);

        assertThat(refused(ErrorCode.MISSING_FILE, project::migrate).what())
                .isEqualTo("1 migration is in effect and its file is not here (namespace main): 0001");
    }

    @Test
    void anEmptyDirectoryIsNoErrorWhereNothingIsInEffect() {
        assertThat(project.migrate()).isEmpty();
        project.tables(1, 2).migrate();
        project.migrator().rollback(RollbackOptions.steps(2));
        lose(1, 2);

        assertThat(project.migrate()).isEmpty();
        assertThat(project.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "18, 3, true", // most are gone
        "18, 9, false", // an older version of the program, with as many
        "6, 3, false",
        "6, 2, true",
        "5, 2, true",
        "3, 1, false" // a young program, of which an older instance is started once more
    })
    void aDirectoryThatLostMostOfItsFilesIsAnError(int inEffect, int present, boolean lost) {
        project.tables(1, inEffect).migrate();
        lose(present + 1, inEffect);

        if (lost) {
            assertThat(refused(ErrorCode.MISSING_FILE, project::migrate).what())
                    .startsWith(
                            (inEffect - present) + " migrations are in effect and their files are not here, and only "
                                    + present + " have one (namespace main): 000" + (present + 1));
        } else {
            assertThat(project.migrate()).isEmpty();
            assertThat(project.problems()).isEmpty();
        }
    }

    @Test
    void namesNoMoreThanTen() {
        project.tables(1, 12).migrate();
        lose(1, 12);

        assertThat(refused(ErrorCode.MISSING_FILE, project::migrate).what()).endsWith("0009, 0010 and 2 more");
    }

    @Test
    void ofTwoDirectoriesOneMayBeEmpty() throws Exception {
        Path billing = Files.createDirectory(directory.resolve("billing"));
        project.tables(1, 2);
        Migrator both = project.builder()
                .source(Migrations.directory("billing", billing))
                .build();
        assertThat(both.migrate().completed()).hasSize(2);

        Files.writeString(billing.resolve("0001_b.sql"), "CREATE TABLE b (x);");
        assertThat(both.migrate().completed()).hasSize(1);
        Files.delete(billing.resolve("0001_b.sql"));
        assertThat(refused(ErrorCode.MISSING_FILE, both::migrate).what()).endsWith("(namespace billing): billing:0001");
        assertThat(project.migrate()).as("who is not for it is not asked").isEmpty();
    }

    @Test
    void aRollbackOfWhatHasNoFileSaysSo() {
        project.tables(1, 2).migrate();
        lose(1, 2);

        refused(ErrorCode.MISSING_FILE, () -> project.migrator().rollback(RollbackOptions.LAST_BATCH));
    }

    @Test
    void ignoringThemIsAChoiceThatIsSaid() {
        project.tables(1, 4).migrate();
        lose(2, 2);
        refused(ErrorCode.MISSING_FILE, project::migrate);
        project.tables(5, 5);

        Migrator ignoring = project.builder().ignoreMissing().build();
        assertThat(ignoring.validate()).isEmpty();
        MigrateResult result = ignoring.migrate();
        assertThat(result.completed()).hasSize(1);
        assertThat(result.notes())
                .containsExactly("1 migration is in effect and its file is not here (0002), which is ignored");
        StatusReport status = ignoring.status();
        assertThat(status.problems()).isEmpty();
        assertThat(status.notes())
                .contains("1 migration is in effect and its file is not here (0002), which is ignored");
        assertThat(status.lines())
                .filteredOn(line -> line.standing() == Standing.MISSING)
                .hasSize(1);
        assertThat(status.lines()).noneMatch(StatusReport.Line::needsAttention);
        assertThat(project.migrator().status().lines())
                .filteredOn(StatusReport.Line::needsAttention)
                .extracting(line -> line.id().toString())
                .containsExactly("0002");
        lose(1, 1);
        lose(3, 5);
        assertThat(ignoring.migrate().isUpToDate()).isTrue();
    }

    @Test
    void sourcesOfTheClassPathAndOfMemoryAreForTheirNamespaceToo() {
        project.tables(1, 1).migrate();
        Migrator memory = Migrator.of(project.url(), new Properties())
                .source(Migrations.scripts("main", Map.of()))
                .build();
        refused(ErrorCode.MISSING_FILE, memory::migrate);
        assertThat(Migrations.classpath("billing", "nowhere").namespaces()).containsExactly("billing");
        assertThat(Migrations.java().namespaces()).isEmpty();
    }
}
