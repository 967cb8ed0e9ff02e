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
        return changes(connection, "UPDATE " + table(ledgerTable) + " SET expires_at = 1 WHERE expires_at > 1");
    }

    /**
     * Takes the row out, as if whoever made the table had been cut off before its row.
     *
     * @param ledgerTable the ledger table's name, as it stands in a statement that writes
     * @return whether the row was there
     */
    public static boolean empty(Connection connection, String ledgerTable) throws SQLException {
        return changes(connection, "DELETE FROM " + table(ledgerTable));
    }

    private static boolean changes(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql) == 1;
        }
    }

    private static String table(String ledgerTable) {
        int end = ledgerTable.length() - ("\"`]".indexOf(ledgerTable.charAt(ledgerTable.length() - 1)) >= 0 ? 1 : 0);
        return ledgerTable.substring(0, end) + LeaseLock.SUFFIX + ledgerTable.substring(end);
    }
}
