package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    void whatTheLedgerBuildsIsWhatFlywayBuildsOnPostgresToo() throws SQLException {
        try (TestDatabase byFlyway = TestServers.postgres().newDatabase();
                TestDatabase byLedger = TestServers.postgres().newDatabase()) {
            Flyway flyway = Flyway.configure()
                    .dataSource(byFlyway.url(), byFlyway.user(), byFlyway.password())
                    .locations("filesystem:" + MIGRATIONS.toAbsolutePath())
                    .placeholders(Map.of("domain", "example.com"))
                    .load();
            Properties login = new Properties();
            login.setProperty("user", byLedger.user());
            login.setProperty("password", byLedger.password());
            Migrator migrator = Migrator.of(byLedger.url(), login)
                    .source(Migrations.directory(MIGRATIONS))
                    .placeholder("domain", "example.com")
                    .build();
            for (int run = 0; run < 2; run++) {
                flyway.migrate();
                migrator.migrate();
                assertThat(catalog(byLedger)).isEqualTo(catalog(byFlyway)).hasSizeGreaterThan(8);
            }
        }
    }

    /** Columns, constraints, indexes, views and the number of rows, but for the two histories. */
    private static List<String> catalog(TestDatabase database) throws SQLException {
        String others = " NOT LIKE 'flyway%%' AND %1$s NOT LIKE 'migration_ledger%%' ";
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String query : new String[] {
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                        + " FROM information_schema.columns WHERE table_schema = 'public' AND table_name"
                        + String.format(others, "table_name"),
                "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                        + " WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text"
                        + String.format(others, "conrelid::regclass::text"),
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename"
                        + String.format(others, "tablename"),
                "SELECT viewname || ' ' || definition FROM pg_views WHERE schemaname = 'public' AND viewname"
                        + String.format(others, "viewname"),
                "SELECT 'users ' || id || mail FROM users",
                "SELECT 'runs ' || count(*) FROM runs",
                "SELECT 'each ' || count(*) FROM each_one"
            }) {
                try (ResultSet row = statement.executeQuery(query + " ORDER BY 1")) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
        }
        return found;
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

    @Test
    void itsPlaceholdersHaveItsValuesAndTheTimeOfTheRunMakesARepeatableOneRunAgain() {
        new SourceFiles(directory.resolve("files"))
                .file(
                        "sub/V1__values.sql",
                        "CREATE TABLE v (a TEXT);\nINSERT INTO v VALUES ('${flyway:environment} ${flyway:workingDirectory}"
                                + " ${flyway:filename}'),\n ('${flyway:timestamp}' LIKE '20__-__-__ __:__:__');\n")
                .file("R__again.sql", "-- of ${flyway:timestamp}\nINSERT INTO v VALUES ('${flyway:filename}')");
        Sqlite byFlyway = new Sqlite(directory.resolve("flyway.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        Flyway flyway = Flyway.configure()
                .dataSource(byFlyway.url(), null, null)
                .locations("filesystem:" + directory.resolve("files"))
                .load();
        Migrator migrator = byLedger.migrator(Migrations.directory(directory.resolve("files")));
        flyway.migrate();
        migrator.migrate();
        assertThat(byLedger.contents()).isEqualTo(byFlyway.contents()).contains("v 1");

        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(byLedger.contents()).filteredOn("v R__again.sql"::equals).hasSize(2);
    }
}
