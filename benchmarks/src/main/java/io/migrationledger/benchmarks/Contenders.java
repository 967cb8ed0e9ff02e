package io.migrationledger.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;

/** The three that are compared; the first is what the others are measured by. */
enum Contenders implements Contender {
    BARE(new BareLoop()),
    LEDGER(new LedgerRun()),
    FLYWAY(new FlywayRun());

    private final Contender contender;

    Contenders(Contender contender) {
        this.contender = contender;
    }

    @Override
    public int migrate(Place place, Path directory) throws SQLException {
        return contender.migrate(place, directory);
    }

    @Override
    public int plan(Place place, Path directory) throws SQLException {
        return contender.plan(place, directory);
    }
}
