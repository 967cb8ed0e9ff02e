package io.migrationledger.dialect.mysql;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;

/** Whether a server and a connection to it can keep the ledger's promise; asked once, before the lock is taken. */
final class Suitability {

    private Suitability() {}

    /** @throws LedgerException where they cannot */
    static void check(JdbcSql sql, Settings settings, ServerStatus client) throws SQLException {
        boolean galera = sql.row("SHOW VARIABLES LIKE 'wsrep_on'")
                .filter(row -> row.get(1).equals("ON"))
                .isPresent();
        if (galera) {
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
    }
}
