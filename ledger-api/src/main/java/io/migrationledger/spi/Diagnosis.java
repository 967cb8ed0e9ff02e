package io.migrationledger.spi;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A part of {@link DialectSession}. What a person should know of the database before migrations run on it: what only this
 * kind of database has, and only its driver can see. Asked when a person asks, never by a run.
 */
public interface Diagnosis {

    /**
     * Looks at the server, the account and the ledger's table. Changes nothing and takes no lock, also not for a moment; an
     * account that may only read is enough, and what it cannot see is a {@linkplain Finding#note note}. By default nothing is
     * found. {@code spi.support.Findings} collects them.
     *
     * @param pending how the statements begin that are pending: their first words in upper case with one space between two,
     *     such as {@code CREATE UNIQUE INDEX I}; at most five words
     */
    default List<Finding> findings(Set<String> pending) throws SQLException {
        return List.of();
    }

    /** Returns whether no other connection can open this database, as one in memory: by default false. */
    default boolean isOfOneConnection() throws SQLException {
        return false;
    }
}
