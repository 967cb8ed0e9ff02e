package com.example.shop;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationRegistry;

/** The migrations that are written in Java. */
public final class ShopMigrations implements MigrationRegistry {
    @Override
    public JavaMigration[] javaMigrations() {
        return new JavaMigration[] {
            // ledger: begin, 'ledger new --java' adds to these lines
            new M0003FillSlugs(),
            // ledger: end
        };
    }
}
