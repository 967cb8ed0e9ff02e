package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may hold what a statement waits for. MySQL lists the holders of a table's metadata lock
 * (https://dev.mysql.com/doc/refman/8.0/en/performance-schema-metadata-locks-table.html). Where that says nothing, as on
 * MariaDB, whose performance schema is off by default, the open transactions of others are named: each holds the metadata
 * locks of all that it has touched, reading included, and its row locks, to its end.
 */
public final class Blockers {
    private static final String LOCKS =
            "SELECT DISTINCT t.processlist_id, t.processlist_user, COALESCE(t.processlist_host, ''),"
                    + " COALESCE(t.processlist_info, '') FROM performance_schema.metadata_locks l"
                    + " JOIN performance_schema.threads t ON t.thread_id = l.owner_thread_id"
                    + " WHERE l.object_type = 'TABLE' AND l.lock_status = 'GRANTED' AND l.object_name = ?"
                    + " AND l.object_schema = COALESCE(NULLIF(?, ''), DATABASE())"
                    + " AND t.processlist_id NOT IN (CONNECTION_ID(), ?) ORDER BY 1 LIMIT 5";
    private static final String TRANSACTIONS =
            "SELECT p.id, p.user, p.host, COALESCE(p.info, '') FROM information_schema.innodb_trx t"
                    + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                    + " WHERE p.id NOT IN (CONNECTION_ID(), ?) ORDER BY t.trx_started LIMIT 5";

    private Blockers() {}

    /**
     * Names the sessions.
     *
     * @param waiting the session that waits, where another one asks
     * @param tables what its statement names; empty where it waits for rows
     * @return a sentence for a person, or empty where nobody is to be seen
     */
    public static Optional<String> of(JdbcSql sql, boolean mariadb, String waiting, List<Name> tables)
            throws SQLException {
        List<String> holders = new ArrayList<>();
        for (Name table : mariadb ? List.<Name>of() : tables) {
            words(visible(sql, LOCKS, table.name(), table.schema(), waiting).orElse(List.of()), holders);
        }
        if (!holders.isEmpty()) {
            return Optional.of(sentence("In its way: ", holders));
        }
        Optional<List<List<String>>> transactions = visible(sql, TRANSACTIONS, waiting);
        if (transactions.isEmpty()) {
            return Optional.of("Who is in its way, this account may not see (PROCESS privilege).");
        }
        words(transactions.get(), holders);
        return holders.isEmpty()
                ? Optional.empty()
                : Optional.of(sentence("Transactions that are open and may be in its way: ", holders));
    }

    /** Returns the rows, or empty where the account may not read them. */
    private static Optional<List<List<String>>> visible(JdbcSql sql, String query, String... parameters)
            throws SQLException {
        try {
            return Optional.of(sql.rows(query, parameters));
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void words(List<List<String>> rows, List<String> holders) {
        for (List<String> row : rows) {
            String words = OtherSession.words(row.get(0), row.get(1), row.get(2), row.get(3));
            if (!holders.contains(words)) {
                holders.add(words);
            }
        }
    }

    private static String sentence(String begin, List<String> holders) {
        return begin + String.join("; ", holders)
                + ". End one with KILL and its number, or wait until it has ended its transaction.";
    }
}
