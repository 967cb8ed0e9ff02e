package io.migrationledger.spi;

import io.migrationledger.LedgerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A driver for one kind of database, found by {@link java.util.ServiceLoader}. An implementation has a public
 * constructor without arguments, no state, and may be used by any number of threads.
 */
public interface Dialect {

    /** Returns the dialect's name in lower case, such as {@code sqlite}: shown to people, never parsed. */
    String name();

    /**
     * Returns whether connections of this JDBC address belong to this dialect. Also asked of what stands behind a wrapper's
     * address: of {@code jdbc:mysql:…} for {@code jdbc:p6spy:mysql:…}. So no wrapper has to be known here; but what the
     * session needs of the JDBC driver beyond JDBC, it gets by {@link Connection#unwrap}.
     */
    boolean accepts(String jdbcUrl);

    /**
     * Returns the names that mark this dialect's variants of a file ({@code 0001_x.sqlite.sql}), the most specific first,
     * or empty where only a connection can tell; {@link DialectSession#fileVariants()} then does. By default that is the
     * dialect's own name.
     */
    default Optional<List<String>> fileVariants() {
        return Optional.of(List.of(name()));
    }

    /**
     * Returns how scripts are read where there is no database: as a server with its own default settings does. So files can
     * be checked on a machine that reaches none.
     *
     * @param product the name of a database, in lower case: {@link #name()}, or another that this dialect knows
     * @return empty where the name is not one of this dialect's, or where only a database can tell, as by default
     */
    default Optional<ScriptRules> scriptRules(String product) {
        return Optional.empty();
    }

    /**
     * Explains an error of this database that a person would not understand from its own words: busy, read-only, not a
     * database.
     *
     * @return the explanation, or empty where the database's words are clear enough
     */
    default Optional<LedgerException> explain(SQLException error) {
        return Optional.empty();
    }

    /**
     * Makes an empty database for a moment, on the same server as that of an address, and removes those that programs left
     * there which were killed.
     *
     * @param url an address that {@link #accepts} returned true for; the database that it names is not touched
     * @return empty where this dialect has none, as by default
     * @throws SQLException where the server refuses, for example since the account may not make a database
     */
    default Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return Optional.empty();
    }

    /**
     * Begins to use a connection. Reads nothing from the database and changes nothing in it: a program that has nothing
     * to do pays for one query and no more.
     *
     * @param connection in auto-commit mode; stays the caller's, who closes it after the session
     * @param options where the ledger is and what the session may do
     * @throws SQLException where the connection cannot be used for a ledger
     */
    DialectSession open(Connection connection, SessionOptions options) throws SQLException;
}
