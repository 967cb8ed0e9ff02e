package io.migrationledger.migration;

import java.util.List;

/**
 * The migrations of a program that are written in Java, in one list, which is itself a source: {@code
 * Migrator.of(dataSource).source(new ShopMigrations())}. The class that implements it has a public constructor without
 * parameters; the {@code ledger} command finds it by its name, and {@code ledger new --java} adds to it.
 */
public interface MigrationRegistry extends MigrationSource {

    /** Returns all of them, in any order: their ids say in which they run. Called anew on every use. */
    JavaMigration[] javaMigrations();

    @Override
    default List<Migration> migrations(List<String> fileVariants) {
        return Migrations.java(javaMigrations()).migrations(fileVariants);
    }
}
