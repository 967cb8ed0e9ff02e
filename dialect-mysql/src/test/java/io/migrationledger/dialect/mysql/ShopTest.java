package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example shop from an empty database to its end, back to nothing, and again. */
class ShopTest {
    private static final Path SHOP = Path.of("../examples/shop/migrations");

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void migratesRollsBackAndMigratesAgain(Route route) {
        try (TestDatabase database = route.running().newDatabase()) {
            Migrator migrator = Migrator.of(database.url(route.client()), Route.login(database))
                    .source(Migrations.directory(SHOP))
                    .build();

            assertThat(migrator.migrate().completed()).hasSize(19);
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
