package com.example.shop

import io.migrationledger.migration.JavaMigration
import io.migrationledger.migration.MigrationRegistry

/** The migrations that are written in Kotlin. */
class ShopMigrations : MigrationRegistry {
    override fun javaMigrations(): Array<JavaMigration> =
        arrayOf(
            // ledger: begin, 'ledger new --java' adds to these lines
            M0003SlugsOfProducts(),
            // ledger: end
        )
}
