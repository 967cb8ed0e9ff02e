package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code CREATE} and {@code DROP} of what has a name in the whole cluster: databases, tablespaces, and subscriptions with
 * their slots elsewhere.
 *
 * @param kind in upper case
 * @param name the object's name as the server keeps it
 */
record CatalogEntry(String kind, String name, boolean create, boolean ifExists) implements Alone {
    private static final String PRESENT = "present";
    private static final String HALF = "half-dropped";

    /** Reads what follows {@code CREATE} or {@code DROP}. */
    static Optional<Alone> of(Words words, boolean create) {
        if (!words.at("DATABASE", "TABLESPACE", "SUBSCRIPTION")) {
            return Optional.empty();
        }
        String kind = words.word().toUpperCase(Locale.ROOT);
        boolean ifExists = words.take("IF", "EXISTS");
        return Optional.of(
                new CatalogEntry(kind, words.name().map(Names::folded).orElse(""), create, ifExists));
    }

    @Override
    public String reason() {
        return (create ? "CREATE " : "DROP ") + kind + " refuses a transaction";
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return catalog.text(query());
    }

    private String query() {
        String literal = Names.literal(name);
        return switch (kind) {
            // An interrupted DROP DATABASE leaves datconnlimit at -2
            // (https://www.postgresql.org/docs/current/catalog-pg-database.html).
            case "DATABASE" ->
                "SELECT CASE datconnlimit WHEN -2 THEN '" + HALF + "' ELSE '" + PRESENT
                        + "' END FROM pg_catalog.pg_database WHERE datname = " + literal;
            case "TABLESPACE" -> "SELECT '" + PRESENT + "' FROM pg_catalog.pg_tablespace WHERE spcname = " + literal;
            default ->
                "SELECT '" + PRESENT + "' FROM pg_catalog.pg_subscription WHERE subname = " + literal
                        + " AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
        };
    }

    @Override
    public Verdict probe(Catalog catalog, String before) throws SQLException {
        String now = describe(catalog);
        if (now.equals(before) || now.equals(HALF)) {
            return new Verdict.DidNotHappen();
        }
        return now.isEmpty() != create
                ? new Verdict.Happened()
                : new Verdict.Undecided(
                        "the " + kind.toLowerCase(Locale.ROOT) + " " + name + " was "
                                + (before.isEmpty() ? "absent" : before) + " before the statement and is "
                                + (now.isEmpty() ? "absent" : now) + " now",
                        query() + ";");
    }
}
