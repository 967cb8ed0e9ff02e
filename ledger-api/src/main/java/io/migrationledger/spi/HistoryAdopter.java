package io.migrationledger.spi;

import io.migrationledger.AdoptOptions;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.Migration;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what other tools recorded in this database. Found by {@link java.util.ServiceLoader}, and only where a ledger has no
 * event yet or a person asks for it: a program that only migrates never loads it. Safe for many threads.
 */
public interface HistoryAdopter {

    /**
     * A history that was found.
     *
     * @param tool the tool, in lower case
     * @param product its name as people write it
     * @param table the table that holds it
     */
    record Found(String tool, String product, String table) {}

    /**
     * Returns the histories that may be here, by the names and the columns of their tables; empty where there is none. Reads
     * no row.
     */
    List<Found> find(DialectSession session) throws SQLException;

    /**
     * Reads the history and says what the ledger is to record of it. Only reads; called under the ledger's lock, or without
     * it where it is only to be shown.
     *
     * @param local the migrations of the sources, in the order in which they run, and behind them the bases
     * @param namespaces the namespaces that the sources are for
     * @param options which history
     * @return empty where no other tool has a history here
     * @throws LedgerException where there are several histories and the options do not say which, or where the options name
     *     a tool that is not known or a table that is not there
     */
    Optional<Adoption> read(DialectSession session, List<Migration> local, Set<String> namespaces, AdoptOptions options)
            throws SQLException;
}
