package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;

/**
 * {@code DROP INDEX CONCURRENTLY}: dies half-way with the index invalid, and then drops it when it is run again.
 *
 * @param index the index's name as the script writes it
 */
record IndexDrop(String index, boolean ifExists) implements Alone {

    /** Reads what follows {@code DROP INDEX CONCURRENTLY}. */
    static IndexDrop of(Words words) {
        boolean ifExists = words.take("IF", "EXISTS");
        return new IndexDrop(words.name().orElse(""), ifExists);
    }

    @Override
    public String reason() {
        return "DROP INDEX CONCURRENTLY refuses a transaction";
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return Indexes.where(catalog, "c.oid = to_regclass(" + Names.literal(index) + ")")
                .text();
    }

    @Override
    public Verdict probe(Catalog catalog, String fingerprint) throws SQLException {
        Indexes before = Indexes.parse(fingerprint);
        Indexes now = Indexes.parse(describe(catalog));
        if (before.isEmpty()) {
            return ifExists
                    ? new Verdict.Repeatable("there was no such index, and IF EXISTS says nothing of it")
                    : new Verdict.DidNotHappen();
        }
        // By name: without it, the same unqualified name may stand for an index in another schema.
        boolean gone = now.without(before).names().size() == now.names().size();
        return gone ? new Verdict.Happened() : new Verdict.DidNotHappen();
    }
}
