package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The forms of {@code ALTER SUBSCRIPTION} that refuse a transaction, all but a few in some case
 * (https://www.postgresql.org/docs/current/sql-altersubscription.html).
 *
 * @param name the subscription's name as the server keeps it
 * @param adds whether it is {@code ADD} or {@code DROP PUBLICATION}, which cannot be repeated
 */
record SubscriptionChange(String name, boolean adds) implements Alone {

    /** Reads what follows {@code ALTER SUBSCRIPTION}. */
    static Optional<Alone> of(Words words) {
        String name = words.name().map(Names::folded).orElse("");
        if (words.at("ENABLE", "DISABLE", "CONNECTION", "OWNER", "RENAME", "SKIP")) {
            return Optional.empty();
        }
        return Optional.of(new SubscriptionChange(name, words.at("ADD", "DROP")));
    }

    @Override
    public String reason() {
        return "ALTER SUBSCRIPTION that refreshes or changes its slot refuses a transaction";
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return catalog.text("SELECT subpublications FROM pg_catalog.pg_subscription WHERE subname = "
                + Names.literal(name)
                + " AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())");
    }

    @Override
    public Verdict probe(Catalog catalog, String before) throws SQLException {
        if (!adds) {
            return new Verdict.Repeatable("it asks for the same state a second time");
        }
        return describe(catalog).equals(before) ? new Verdict.DidNotHappen() : new Verdict.Happened();
    }
}
