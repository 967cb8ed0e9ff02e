package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same directory, run by Flyway and by the ledger. */
class FlywayItselfTest {
    private static final Path MIGRATIONS = Path.of("src/test/resources/fixtures/flyway/migrations");

    @TempDir
    Path directory;

    @Test
    void whatTheLedgerBuildsIsWhatFlywayBuilds() {
        Sqlite byFlyway = new Sqlite(directory.resolve("flyway.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        Flyway flyway = Flyway.configure()
                .dataSource(byFlyway.url(), null, null)
                .locations("filesystem:" + MIGRATIONS.toAbsolutePath())
                .placeholders(Map.of("domain", "example.com"))
                .load();
        Migrator migrator = Migrator.of(byLedger.url(), new Properties())
                .source(Migrations.directory(MIGRATIONS))
                .placeholder("domain", "example.com")
                .build();

        assertThat(flyway.migrate().migrationsExecuted).isEqualTo(4);
        assertThat(migrator.migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly("1", "1.2", "1.10", "R__user_view", "afterMigrate");
        assertThat(byLedger.contents()).isEqualTo(byFlyway.contents()).contains("users 1 example.com");

        assertThat(flyway.migrate().migrationsExecuted).isZero();
        assertThat(migrator.migrate().completed())
                .extracting(one -> one.id().value())
                .containsExactly("afterMigrate");
        assertThat(byLedger.contents())
                .isEqualTo(byFlyway.contents())
                .filteredOn("runs 1"::equals)
                .hasSize(2);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void undoScriptsTakeBack() {
        Sqlite database = new Sqlite(directory.resolve("ledger.db"));
        Migrator migrator = Migrator.of(database.url(), new Properties())
                .source(Migrations.directory(MIGRATIONS)
                        .exclude("R__*")
                        .exclude("afterMigrate.sql")
                        .exclude("beforeEachMigrate.sql"))
                .placeholder("domain", "example.com")
                .build();

        assertThat(migrator.migrate().completed()).hasSize(3);
        assertThat(migrator.rollback(RollbackOptions.steps(3)).completed()).hasSize(3);
        assertThat(database.contents()).isEmpty();
    }
}
