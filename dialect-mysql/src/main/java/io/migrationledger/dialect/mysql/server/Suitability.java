package io.migrationledger.dialect.mysql.server;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;

/** Whether a server and a connection to it can keep the ledger's promise; asked once, before the lock is taken. */
public final class Suitability {

    private Suitability() {}

    /**
     * Checks them.
     *
     * @return whether a row may be written that depends on this session, its lock for instance: not where a replica is sent
     *     the text of the statement (https://dev.mysql.com/doc/refman/8.0/en/replication-rbr-safe-unsafe.html)
     * @throws LedgerException where they cannot
     */
    public static boolean check(JdbcSql sql, Settings settings, ServerStatus client) throws SQLException {
        List<List<String>> variables = sql.rows("SHOW VARIABLES WHERE variable_name IN ('wsrep_on', 'binlog_format')");
        if (variables.contains(List.of("wsrep_on", "ON"))) {
            throw Server.unsuitable(
                    "the server is a node of a Galera cluster (wsrep_on), where a lock holds on one node only",
                    "Migrate a server that is no cluster node; a lock for clusters is not built yet.");
        }
        if (client.reconnects()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the address says autoReconnect=true: a lost connection would be replaced unnoticed, "
                            + "by one that holds neither the lock nor the transaction",
                    "Leave autoReconnect out of the address.");
        }
        String characters = settings.characterSet();
        if (!characters.equals("utf8mb4")) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the connection's character set is " + characters + ", which cannot hold every text",
                    "Leave characterEncoding out of the address, or write characterEncoding=UTF-8.");
        }
        return !variables.contains(List.of("binlog_format", "STATEMENT"));
    }
}
