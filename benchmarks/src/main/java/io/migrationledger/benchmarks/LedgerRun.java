package io.migrationledger.benchmarks;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;

/** This library. */
record LedgerRun() implements Contender {

    private static Migrator migrator(Place place, Path directory) {
        return Migrator.of(place.url(), place.login())
                .source(Migrations.directory(directory))
                .build();
    }

    @Override
    public int migrate(Place place, Path directory) {
        return migrator(place, directory).migrate().completed().size();
    }

    @Override
    public int plan(Place place, Path directory) {
        return migrator(place, directory).plan(MigrateOptions.ALL).migrations().size();
    }
}
