package io.migrationledger.internal.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of one query on the ledger's tables, with the statement that is closed behind them. */
record LedgerRows(Statement statement, ResultSet rows) implements AutoCloseable {

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
