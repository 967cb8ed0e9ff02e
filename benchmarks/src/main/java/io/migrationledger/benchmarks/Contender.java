package io.migrationledger.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;

/** What runs migrations. All read the same directory, in Flyway's layout, and open their own connections. */
interface Contender {

    /** Runs what is pending; returns how many migrations were run. */
    int migrate(Place place, Path directory) throws SQLException;

    /** Reads all files and says how many migrations would run, without running one. */
    int plan(Place place, Path directory) throws SQLException;
}
