package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The example shop from an empty database to its end, back to nothing, and again. */
class ShopTest {
    private static final Path SHOP = Path.of("../examples/shop/migrations");

    @Test
    void migratesRollsBackAndMigratesAgain() {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
            Migrator migrator = Migrator.of(database.url(), properties)
                    .source(Migrations.directory(SHOP))
                    .build();

            MigrateResult first = migrator.migrate();
            assertThat(first.completed()).hasSize(19);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            MigrateResult back = migrator.rollback(RollbackOptions.LAST_BATCH);
            assertThat(back.completed()).hasSize(18);
            assertThat(migrator.status().lines()).allMatch(line -> line.needsAttention());

            assertThat(migrator.migrate().completed()).hasSize(19);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }
}
