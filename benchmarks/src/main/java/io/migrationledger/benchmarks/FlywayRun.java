package io.migrationledger.benchmarks;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;

/** Flyway's free edition, as an application calls it. */
record FlywayRun() implements Contender {

    private static Flyway flyway(Place place, Path directory) {
        return Flyway.configure()
                .dataSource(place.url(), place.user(), place.password())
                .locations("filesystem:" + directory)
                .load();
    }

    @Override
    public int migrate(Place place, Path directory) {
        return flyway(place, directory).migrate().migrationsExecuted;
    }

    @Override
    public int plan(Place place, Path directory) {
        return flyway(place, directory).info().pending().length;
    }
}
