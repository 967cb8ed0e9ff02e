package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerColumn;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A ledger table made otherwise, with the triggers that refuse UPDATE and DELETE. */
final class BrokenTables {

    private BrokenTables() {}

    /**
     * Makes the table where it does not exist.
     *
     * @param key what follows the columns
     */
    static void create(DialectSession session, Function<LedgerColumn, String> types, String key) throws SQLException {
        create(
                session,
                Arrays.stream(LedgerColumn.values())
                                .map(column -> column.columnName() + " " + types.apply(column))
                                .collect(Collectors.joining(", "))
                        + key);
    }

    /**
     * Makes the table where it does not exist.
     *
     * @param definitions what stands between the parentheses
     */
    static void create(DialectSession session, String definitions) throws SQLException {
        String table = session.ledgerTable();
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + table + " (" + definitions + ")");
            for (String event : List.of("UPDATE", "DELETE")) {
                String name = "\"" + table.replace("\"", "") + "_" + event + "\"";
                statement.execute("CREATE TRIGGER IF NOT EXISTS " + name + " BEFORE " + event + " ON " + table
                        + " BEGIN SELECT RAISE(ABORT, 'no'); END");
            }
        }
    }
}
