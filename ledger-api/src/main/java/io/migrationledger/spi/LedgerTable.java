package io.migrationledger.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A part of {@link DialectSession}. The ledger table: its name, how it is made, how its errors are told apart.
 * In a transaction that an error has aborted only {@link #ledgerTable}, {@link #ledgerRows}, {@link #ledgerText} and the
 * methods that judge an error are called: they send nothing.
 */
public interface LedgerTable {

    /** Returns the connection of this session. */
    Connection connection();

    /** Returns the ledger table's name, quoted and qualified as this database needs it in a statement. */
    String ledgerTable();

    /**
     * Returns what stands after FROM where the ledger is read; the table's name, unless the database has to be told more
     * before the driver knows where the table is.
     */
    default String ledgerRows() {
        return ledgerTable();
    }

    /**
     * Returns a text of the ledger as a literal that means the same under every setting a script can give its session:
     * how strings are escaped, which character set they are taken for. Asked for each text that the ledger writes or
     * compares. Sends nothing.
     *
     * @return the literal, or empty where the text is to be bound as a parameter, as by default
     */
    default Optional<String> ledgerText(String value) {
        return Optional.empty();
    }

    /**
     * Returns the schema, or the database where these are the same, that holds the ledger table. Asked only where {@link
     * #ledgerTable()} does not name it, and a statement names a schema: whether that is the ledger's, and so must not be
     * dropped. By default the connection's schema, or its catalog where it has none; the empty string where it has neither.
     */
    default String ledgerSchema() throws SQLException {
        String schema = connection().getSchema();
        String holder = schema == null ? connection().getCatalog() : schema;
        return holder == null ? "" : holder;
    }

    /**
     * Creates the ledger table with its index and, where possible, the triggers that refuse UPDATE and DELETE; does
     * nothing where it exists. Runs inside the caller's transaction where DDL is transactional.
     *
     * @return warnings for a person, such as that the triggers could not be made; empty where there are none
     */
    List<String> createLedgerTable() throws SQLException;

    /**
     * Returns whether the error says that the ledger table, or its schema, does not exist. Asked only of errors of a query
     * or an INSERT on that table, so that a code which says so of any table is enough.
     */
    boolean isMissingTable(SQLException error);

    /**
     * Returns whether an error of the ledger's own INSERT or query says that its table is not as it was made: another
     * column, another constraint. Asked only of errors that the table itself cannot raise as it was made; those that
     * SQLSTATE tells are known already. By default false.
     */
    default boolean isTableChanged(SQLException error) {
        return false;
    }

    /** Returns whether the error says that a primary key is already taken. */
    boolean isDuplicateKey(SQLException error);

    /**
     * Returns what the ledger's schema holds: tables, views, routines and types; without the ledger's own table and what
     * else the driver makes, and without what belongs to the system or to an extension. Empty where the schema does not
     * exist. Asked only where there is no ledger yet, with the lock or without it; changes nothing. By default {@link
     * SchemaObject#listed}.
     */
    default List<SchemaObject> schemaObjects() throws SQLException {
        return SchemaObject.listed(this);
    }

    /**
     * Returns the tables of this database that have all columns of a ledger, other than the one of this session, as far as
     * a change that no option tells of can have put the ledger out of sight: other schemas of a search path, another spelling
     * of a name, a table that was renamed. Asked only where this session's ledger has no event, with the lock or without it,
     * and never in a transaction; changes nothing. By default there are none: a database where the table's name and the
     * address always lead to the same table needs no more.
     *
     * @return the places, in an order that is the same each time; those whose table is empty may be among them
     */
    default List<LedgerPlace> otherLedgers() throws SQLException {
        return List.of();
    }

    /**
     * Called before the ledger reads or writes rows of its own: whatever a script has done to the session must not reach
     * them. What a driver takes back for that, it gives the script's next statement again. By default it does nothing, for
     * databases whose sessions have no setting that could.
     */
    default void beforeLedgerAccess() throws SQLException {}

    /**
     * Returns a query of the ledger so that it gives its first rows only. Sends nothing. By default with {@code LIMIT} and
     * their number behind it, which most databases read; the standard's form is {@code FETCH FIRST 1 ROWS ONLY}. The library
     * reads a long ledger by such queries, one page after another: no driver has to stream the rows of one query.
     *
     * @param query ends with its ORDER BY
     * @param rows how many at most, 1 or more
     */
    default String firstRows(String query, int rows) {
        return query + " LIMIT " + rows;
    }

    /**
     * Returns how many rows one INSERT may hold behind its VALUES: 1 where the database knows only one. By default 40: these
     * have 840 parameters, and no database takes fewer than 999 in one statement. Sends nothing.
     */
    default int rowsPerInsert() {
        return 40;
    }

    /**
     * Returns whether the database keeps an empty text as NULL. A NULL of the ledger is then read as the empty text, and
     * the driver makes the columns of text without NOT NULL ({@link LedgerColumn#nullableDefinitions}). By default it does
     * not. Sends nothing.
     */
    default boolean emptyTextIsNull() {
        return false;
    }
}
