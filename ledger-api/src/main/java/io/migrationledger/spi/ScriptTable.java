package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of {@link DialectSession}. The table beside the ledger that keeps the text of the scripts that ran: one row for each
 * text, named by its hash, which the events of the attempt hold. Rows are appended and never changed, as those of the ledger
 * are. Nothing here is called where the driver declines {@link Capability#KEPT_SCRIPTS}.
 */
public interface ScriptTable {
    /** What the table's name ends in: it is the ledger's with this behind it. */
    String SUFFIX = "_scripts";

    /** How an event and the text that it names are written. The text is there as soon as the event is, whatever is cut off. */
    enum Writing {
        /** One statement writes both: {@code WITH kept AS (INSERT …) INSERT …}. */
        ONE_STATEMENT,
        /** Two statements in one transaction. */
        ONE_TRANSACTION,
        /**
         * The texts of all that a run is about to execute are written by one statement, which commits by itself, before the
         * run's first event: for servers that are some way off, and know no statement that writes two tables.
         */
        AHEAD
    }

    /** Returns the connection of this session. */
    Connection connection();

    /** Returns the ledger table's name, quoted and qualified as this database needs it in a statement. */
    String ledgerTable();

    /**
     * Returns the table's name, quoted and qualified as this database needs it in a statement. By default the name of the
     * ledger's table with {@link #SUFFIX} at its end.
     */
    default String scriptTable() throws SQLException {
        String ledger = ledgerTable();
        int end = ledger.length() - ("\"`]".indexOf(ledger.charAt(ledger.length() - 1)) >= 0 ? 1 : 0);
        return ledger.substring(0, end) + SUFFIX + ledger.substring(end);
    }

    /**
     * Creates the table and, where possible, the triggers that refuse UPDATE and DELETE; does nothing where it exists. Called
     * after {@link LedgerTable#createLedgerTable}, or later where a ledger has none; inside the caller's transaction where DDL
     * is transactional. By default it is made of the SQL standard's types, without triggers.
     *
     * @return warnings for a person, such as that the triggers could not be made; empty where there are none
     */
    default List<String> createScriptTable() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + scriptTable() + " ("
                    + definitions(column -> column.standardType(2)) + ")");
        }
        return List.of();
    }

    /** Returns how the table is written. By default {@link Writing#ONE_TRANSACTION}. */
    default Writing scriptWriting() {
        return Writing.ONE_TRANSACTION;
    }

    /**
     * Returns an INSERT so that it passes over rows whose key is there already, and writes the others. Sends nothing.
     *
     * @param insert ends with its VALUES
     * @return the statement, or empty where the ledger has to look first which rows are there, as by default
     */
    default Optional<String> passingOver(String insert) {
        return Optional.empty();
    }

    /**
     * Returns the column definitions and the primary key, as they stand between the parentheses of CREATE TABLE.
     *
     * @param types the database's type for a column of the ledger: asked for that of its hash and that of its detail
     */
    static String definitions(Function<LedgerColumn, String> types) {
        return "hash " + types.apply(LedgerColumn.HASH) + " NOT NULL, text " + types.apply(LedgerColumn.DETAIL)
                + " NOT NULL, PRIMARY KEY (hash)";
    }
}
