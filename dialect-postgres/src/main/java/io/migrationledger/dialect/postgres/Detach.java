package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * {@code ALTER TABLE … DETACH PARTITION … CONCURRENTLY} (14+): half-done, the partition waits to be detached, and
 * {@code FINALIZE} ends it (https://www.postgresql.org/docs/current/sql-altertable.html).
 *
 * @param table the partitioned table as the script writes it
 * @param partition the partition as the script writes it
 */
record Detach(String table, String partition) implements Alone {
    private static final String ATTACHED = "attached";
    private static final String PENDING = "pending";

    /** Reads what follows {@code ALTER TABLE}. */
    static Optional<Alone> of(Words words) {
        words.take("IF", "EXISTS");
        words.take("ONLY");
        String table = words.name().orElse("");
        if (!words.take("DETACH", "PARTITION")) {
            return Optional.empty();
        }
        String partition = words.name().orElse("");
        return words.take("CONCURRENTLY") ? Optional.of(new Detach(table, partition)) : Optional.empty();
    }

    @Override
    public String reason() {
        return "DETACH PARTITION CONCURRENTLY refuses a transaction";
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return catalog.text("SELECT CASE WHEN inhdetachpending THEN '" + PENDING + "' ELSE '" + ATTACHED + "' END"
                + " FROM pg_catalog.pg_inherits WHERE inhrelid = to_regclass(" + Names.literal(partition)
                + ") AND inhparent = to_regclass(" + Names.literal(table) + ")");
    }

    @Override
    public boolean finishes(Catalog catalog) throws SQLException {
        boolean pending = describe(catalog).equals(PENDING);
        if (pending) {
            catalog.run("ALTER TABLE " + table + " DETACH PARTITION " + partition + " FINALIZE");
        }
        return pending;
    }

    @Override
    public Verdict probe(Catalog catalog, String before) throws SQLException {
        boolean gone = !before.isEmpty() && describe(catalog).isEmpty();
        return gone ? new Verdict.Happened() : new Verdict.DidNotHappen();
    }
}
