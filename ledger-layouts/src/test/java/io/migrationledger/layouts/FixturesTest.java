package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories as the tools have them: what the ledger builds is what the tool builds (LY-4). */
class FixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    @TempDir
    Path directory;

    /** Compares with what the tool itself left behind after each of its rollbacks, where that was recorded. */
    private void takesBackStepByStep(Path fixture, Sqlite built, Migrator migrator) {
        for (int step = 1; Files.exists(fixture.resolve("reverted-" + step + ".sql")); step++) {
            Sqlite reverted = new Sqlite(directory.resolve("reverted-" + step + ".db"))
                    .execute(fixture.resolve("reverted-" + step + ".sql"));
            migrator.rollback(RollbackOptions.steps(1));
            assertThat(built.contents()).as("step %s", step).isEqualTo(reverted.contents());
        }
        migrator.migrate();
    }

    @ParameterizedTest
    @CsvSource({
        "golang-migrate, golang-migrate, 2, true",
        "pop, pop, 3, true",
        "diesel, diesel, 3, true",
        "goose, goose, 2, true",
        "dbmate, dbmate, 2, true",
        "prisma, prisma, 2, false",
        "drizzle, drizzle, 3, false",
        "drizzle-folders, drizzle, 2, false",
        "sqitch, sqitch, 4, true",
        "sqitch-conf, sqitch, 4, true",
        "liquibase, liquibase, 5, true"
    })
    void theEndStateIsTheTools(String folder, String tool, int count, boolean downs) {
        Path migrations = FIXTURES.resolve(folder).resolve("migrations");
        Sqlite expected = new Sqlite(directory.resolve("expected.db"))
                .execute(FIXTURES.resolve(folder).resolve("expected.sql"));
        Sqlite built = new Sqlite(directory.resolve("built.db"));
        Migrator migrator = built.migrator(Migrations.directory(migrations));

        assertThat(Migrations.directory(migrations).migrations(List.of("sqlite", "sqlite3")))
                .extracting((Migration migration) ->
                        migration.foreign().orElseThrow().tool())
                .hasSize(count)
                .containsOnly(tool);
        assertThat(migrator.migrate().completed()).hasSize(count);
        assertThat(built.contents()).isEqualTo(expected.contents()).isNotEmpty();
        assertThat(migrator.migrate().completed()).isEmpty();
        assertThat(migrator.validate()).isEmpty();

        if (downs) {
            takesBackStepByStep(FIXTURES.resolve(folder), built, migrator);
            assertThat(migrator.rollback(RollbackOptions.steps(count)).completed())
                    .hasSize(count);
            assertThat(built.contents()).isEmpty();
            assertThat(migrator.migrate().completed()).hasSize(count);
            assertThat(built.contents()).isEqualTo(expected.contents());
        }
    }
}
