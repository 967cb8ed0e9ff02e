package io.migrationledger.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Those that are compared; the first is what the others are measured by. */
enum Contenders implements Contender {
    BARE(new BareLoop()),
    LEDGER(new LedgerRun()),
    FLYWAY(new FlywayRun()),
    /** The bare loop with the ledger's writes: what a whole run is measured by besides. */
    NECESSARY(new NecessaryLoop());

    /** Those that are compared everywhere. */
    static final List<Contenders> COMPARED = List.of(BARE, LEDGER, FLYWAY);

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
