package io.migrationledger.conformance.run;

import io.migrationledger.spi.support.LeaseLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The row of a lease, past the driver. */
public final class LeaseTable {
    private LeaseTable() {}

    /**
     * Lets the lease's time be over, whoever holds it.
     *
     * @param ledgerTable the ledger table's name, as it stands in a statement that writes
     * @return whether the row is there
     */
    public static boolean expire(Connection connection, String ledgerTable) throws SQLException {
        int end = ledgerTable.length() - ("\"`]".indexOf(ledgerTable.charAt(ledgerTable.length() - 1)) >= 0 ? 1 : 0);
        String table = ledgerTable.substring(0, end) + LeaseLock.SUFFIX + ledgerTable.substring(end);
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE " + table + " SET expires_at = 1 WHERE expires_at > 1") == 1;
        }
    }
}
