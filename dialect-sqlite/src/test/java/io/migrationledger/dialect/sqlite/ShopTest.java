package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example shop from an empty file to its end, back to nothing, and again. */
class ShopTest {
    private static final Path SHOP = Path.of("../examples/shop/migrations");

    @TempDir
    Path directory;

    @Test
    void migratesRollsBackAndMigratesAgain() {
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("shop.db"), new Properties())
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
