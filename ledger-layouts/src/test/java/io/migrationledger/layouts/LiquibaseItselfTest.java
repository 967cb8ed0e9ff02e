package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files, run by Liquibase and by the ledger. */
class LiquibaseItselfTest {
    private static final Path MIGRATIONS = Path.of("src/test/resources/fixtures/liquibase/migrations");

    @TempDir
    Path directory;

    @Test
    void whatTheLedgerBuildsIsWhatLiquibaseBuilds() throws Exception {
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        Migrator migrator = byLedger.migrator(Migrations.directory(MIGRATIONS));

        for (String file : new String[] {"001_users.sql", "002_orders.sql"}) {
            update(byLiquibase, file);
        }
        migrator.migrate();

        assertThat(byLedger.contents()).isEqualTo(byLiquibase.contents()).isNotEmpty();
    }

    private static void update(Sqlite database, String file) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Liquibase liquibase = new Liquibase(
                        file, new DirectoryResourceAccessor(MIGRATIONS), new JdbcConnection(connection))) {
            liquibase.update(new Contexts());
        }
    }
}
