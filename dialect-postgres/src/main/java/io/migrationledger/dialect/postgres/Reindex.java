package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlToken;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code REINDEX}, which refuses a transaction in most of its forms: {@code CONCURRENTLY}, {@code SCHEMA},
 * {@code DATABASE}, {@code SYSTEM}, and {@code TABLE} or {@code INDEX} of something partitioned, which its words do not
 * tell. Half-done, {@code CONCURRENTLY} leaves invalid indexes behind that end in {@code _ccnew} or {@code _ccold}
 * (https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY).
 */
record Reindex(boolean isPatient) implements Alone {
    private static final String LEFTOVERS =
            "NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname !~ '^pg_toast'";

    /** Reads what follows {@code REINDEX}. */
    static Reindex of(Words words) {
        List<SqlToken> options = words.parentheses();
        boolean concurrently =
                options.stream().anyMatch(token -> token.is("CONCURRENTLY")) || words.has("CONCURRENTLY");
        return new Reindex(concurrently);
    }

    @Override
    public String reason() {
        return isPatient
                ? "REINDEX CONCURRENTLY refuses a transaction"
                : "REINDEX of a schema, a database or something partitioned refuses a transaction";
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return isPatient ? Indexes.where(catalog, LEFTOVERS).text() : "";
    }

    @Override
    public Verdict probe(Catalog catalog, String fingerprint) throws SQLException {
        if (isPatient) {
            Indexes own = Indexes.where(catalog, LEFTOVERS).without(Indexes.parse(fingerprint));
            for (String index : own.names()) {
                String table = catalog.text("SELECT format('%I.%I', n.nspname, t.relname) FROM pg_catalog.pg_index i"
                        + " JOIN pg_catalog.pg_class t ON t.oid = i.indrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace WHERE i.indexrelid = to_regclass("
                        + Names.literal(index) + ")");
                InvalidIndexes.dropWhenNobodyBuilds(catalog, table, own);
            }
        }
        return new Verdict.Repeatable("it builds the same indexes again");
    }
}
