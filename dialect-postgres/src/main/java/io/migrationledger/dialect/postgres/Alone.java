package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/** A statement that PostgreSQL refuses inside a transaction block: runs alone, and is looked for after a crash. */
interface Alone {

    /** Returns why it runs alone, for the plan. */
    String reason();

    /** Describes what the statement is about to change: the fingerprint. */
    String describe(Catalog catalog) throws SQLException;

    /** Finds out whether it took effect, and cleans up what a half-done one left behind, if the next execution does not. */
    Verdict probe(Catalog catalog, String before) throws SQLException;

    /** Returns whether it waits for other sessions without keeping them from working, so that no timeout should end it. */
    default boolean isPatient() {
        return false;
    }

    /**
     * Prepares a first or another execution.
     *
     * @return whether an earlier one was only half-done and is finished now, so that it must not be run again
     */
    default boolean finishes(Catalog catalog) throws SQLException {
        return false;
    }

    /** Checks after an execution without error that it did what it says. */
    default void check(Catalog catalog) throws SQLException {}

    /** Returns what the statement is, or empty where it takes part in transactions. */
    static Optional<Alone> of(Words words) {
        if (words.take("CREATE")) {
            return create(words);
        }
        if (words.take("DROP")) {
            return drop(words);
        }
        if (words.take("ALTER")) {
            return alter(words);
        }
        if (words.take("REINDEX")) {
            return Optional.of(Reindex.of(words));
        }
        if (words.take("VACUUM")) {
            return Optional.of(new Repeated("VACUUM refuses a transaction", "it changes no data and no definition"));
        }
        if (words.take("CLUSTER")) {
            return Optional.of(new Repeated(
                    "CLUSTER of several or partitioned tables refuses a transaction", "it only orders rows"));
        }
        return Optional.empty();
    }

    private static Optional<Alone> create(Words words) {
        words.take("UNIQUE");
        if (words.take("INDEX")) {
            return words.take("CONCURRENTLY") ? Optional.of(IndexBuild.of(words)) : Optional.empty();
        }
        return CatalogEntry.of(words, true);
    }

    private static Optional<Alone> drop(Words words) {
        if (words.take("INDEX")) {
            return words.take("CONCURRENTLY") ? Optional.of(IndexDrop.of(words)) : Optional.empty();
        }
        return CatalogEntry.of(words, false);
    }

    private static Optional<Alone> alter(Words words) {
        if (words.take("SYSTEM")) {
            return Optional.of(
                    new Repeated("ALTER SYSTEM refuses a transaction", "it writes the same setting a second time"));
        }
        if (words.take("DATABASE")) {
            words.name();
            return words.take("SET", "TABLESPACE")
                    ? Optional.of(new Repeated(
                            "ALTER DATABASE SET TABLESPACE refuses a transaction",
                            "a database that is there already is not moved again"))
                    : Optional.empty();
        }
        if (words.take("TYPE")) {
            return EnumValue.of(words);
        }
        if (words.take("SUBSCRIPTION")) {
            return SubscriptionChange.of(words);
        }
        return words.take("TABLE") ? Detach.of(words) : Optional.empty();
    }
}
