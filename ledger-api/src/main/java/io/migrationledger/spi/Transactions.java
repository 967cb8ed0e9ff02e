package io.migrationledger.spi;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A part of {@link DialectSession}. Transactions, and what ends them. Ready-made in {@code spi.support.JdbcSession}.
 * In a transaction that an error has aborted {@link #rollback} and {@link #inTransaction} are called, and the methods that
 * judge an error: these send nothing.
 */
public interface Transactions {

    /** Begins a transaction that may write. Only under the lock. */
    void begin() throws SQLException;

    /**
     * Commits, as a message of its own. Also called where a statement has ended the transaction by itself: commits what it
     * left uncommitted, if anything, and leaves the session as after any commit.
     */
    void commit() throws SQLException;

    /** Rolls back; does nothing where no transaction is open. */
    void rollback() throws SQLException;

    /**
     * Returns whether the transaction that was begun is still open: a statement may have ended it, and may have begun another
     * one since.
     */
    boolean inTransaction() throws SQLException;

    /**
     * Called just before a migration in Java runs in the transaction that was begun: what code sends does not pass through
     * {@link Statements#execute}, and may end the transaction all the same. By default nothing is done.
     */
    default void beforeCode() throws SQLException {}

    /**
     * Returns who takes note of each statement that code sends, as far as it goes through the connection that the code was
     * given; called just before. For drivers that can end what code leaves in the session only by its name.
     *
     * @return empty where nobody has to, as by default: the code then gets the client's own statements
     */
    default Optional<Consumer<String>> codeStatements() {
        return Optional.empty();
    }

    /**
     * Makes the last checks before a migration's transaction commits; by default there are none.
     *
     * @throws SQLException where the transaction must not be committed
     */
    default void beforeCommit() throws SQLException {}

    /**
     * Returns whether the error says that this connection is gone, so that nothing more can be recorded on it. Asked of an
     * error of a statement of a script or of a COMMIT. True only of errors that no linked server and no connection of a
     * procedure can cause. Sends nothing.
     *
     * @return false where the error does not tell, as by default: the library then asks the connection
     *     ({@link java.sql.Connection#isValid}), after the rollback
     */
    default boolean isConnectionLost(SQLException error) {
        return false;
    }

    /**
     * Returns whether the error says that the database refuses the transaction because of another one that ran beside it,
     * and that nothing of it took effect: to run the whole of it again is the answer. Asked of an error of any statement of
     * a transaction, those of the ledger and its COMMIT among them. The library rolls back and repeats the transaction of a
     * script, a few times. Sends nothing. By default true of SQLSTATE 40001 (ISO/IEC 9075-2: serialization failure). False of a lock
     * that was not free in time: to wait for it again is the user's decision. Look whether your client gives such an error
     * the same SQLSTATE; MySQL's does.
     */
    default boolean isSerializationFailure(SQLException error) {
        return "40001".equals(error.getSQLState());
    }
}
