package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * {@code CREATE INDEX CONCURRENTLY}: fails or dies half-way with an invalid index left behind
 * (https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY), which costs writes and
 * serves no query.
 *
 * @param name the index's name as the server keeps it, without its schema, or empty where the server chooses one
 * @param table the table's name as the script writes it
 * @param ifNotExists whether an index that exists is left as it is, invalid or not
 */
record IndexBuild(Optional<String> name, String table, boolean ifNotExists) implements Alone {

    /** Reads what follows {@code CREATE INDEX CONCURRENTLY}. */
    static IndexBuild of(Words words) {
        boolean ifNotExists = words.take("IF", "NOT", "EXISTS");
        Optional<String> name = words.at("ON") ? Optional.empty() : words.name().map(Names::folded);
        words.take("ON");
        words.take("ONLY");
        return new IndexBuild(name, words.name().orElse(""), ifNotExists);
    }

    @Override
    public String reason() {
        return "CREATE INDEX CONCURRENTLY refuses a transaction";
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return Indexes.of(catalog, table).text();
    }

    @Override
    public boolean finishes(Catalog catalog) throws SQLException {
        if (name.isPresent()) {
            InvalidIndexes.dropWhenNobodyBuilds(catalog, table, named(catalog));
        }
        return false;
    }

    @Override
    public void check(Catalog catalog) throws SQLException {
        if (ifNotExists && !named(catalog).allValid()) {
            throw new SQLException(
                    "IF NOT EXISTS has left an index as it is that is invalid, because another session builds it"
                            + " or failed to; wait for that session, or drop the index",
                    "55000");
        }
    }

    @Override
    public Verdict probe(Catalog catalog, String fingerprint) throws SQLException {
        Indexes before = Indexes.parse(fingerprint);
        Indexes found = found(catalog, before);
        if (found.names().size() > 1) {
            return new Verdict.Undecided(
                    "the table " + table + " has several indexes that it did not have before the statement, and the"
                            + " statement names none",
                    "SELECT indexrelid::regclass, indisvalid, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = "
                            + Names.literal(table) + "::regclass;");
        }
        if (!found.allValid()) {
            try {
                InvalidIndexes.dropWhenNobodyBuilds(catalog, table, found);
            } catch (SQLException e) {
                if (name.isPresent() && PostgresErrors.isLockTimeout(e)) {
                    return new Verdict.DidNotHappen(); // the next execution drops what is left of this one
                }
                throw e;
            }
            found = found(catalog, before);
        }
        if (found.isEmpty()) {
            return new Verdict.DidNotHappen();
        }
        String index = found.names().iterator().next();
        Indexes was = before.named(index);
        boolean wasThere = !was.isEmpty() && was.allValid();
        if (!wasThere) {
            return new Verdict.Happened();
        }
        return ifNotExists
                ? new Verdict.Repeatable("the index was there before, and IF NOT EXISTS leaves it alone")
                : new Verdict.DidNotHappen();
    }

    private Indexes found(Catalog catalog, Indexes before) throws SQLException {
        return name.isPresent() ? named(catalog) : Indexes.of(catalog, table).without(before);
    }

    /** An index is always in its table's schema. */
    private Indexes named(Catalog catalog) throws SQLException {
        return name.isEmpty()
                ? Indexes.parse("")
                : Indexes.where(
                        catalog,
                        "i.indrelid = to_regclass(" + Names.literal(table) + ") AND c.relname = "
                                + Names.literal(name.get()));
    }
}
