package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A part of {@link DialectSession}. The statements of a script, and their errors. Ready-made in {@code spi.support}: {@code
 * StatementRules} for {@link ScriptRules#classify}, {@code JdbcSql} for {@link #execute}, {@code Question} for {@link #ask}. In a transaction that an error has
 * aborted only {@link #isLockTimeout} and {@link #words} are called: they send nothing.
 */
public interface Statements {

    /**
     * Returns whether a statement that was classified as transactional writes what no rollback undoes, such as a
     * table whose engine knows no transactions. Asked just before the statement runs, and only where DDL takes no part in
     * transactions: where it does escape, it runs alone behind its intent, and {@link Probes#fingerprint} and {@link Probes#probe}
     * are asked about it.
     */
    default boolean escapesTransaction(SqlStatement statement) throws SQLException {
        return false;
    }

    /**
     * Executes one statement, as one message, and reads all of its results.
     *
     * @return the number of rows changed, or 0 where the statement counts none
     */
    long execute(SqlStatement statement) throws SQLException;

    /**
     * Told before a script is executed that statements 1 to {@code done} of it have taken effect: of these, {@link #execute} is
     * given those again that change only the session. What a driver finds in the database then is not what it found when they
     * ran first.
     */
    default void resumes(int done) {}

    /**
     * Sends a query whose answer decides whether the statements after it run. Called in an open transaction. It is sent as
     * {@link #execute} sends a statement: within the same limits and settings, and whatever the driver does around a
     * statement is done around it. Where it fails, the transaction goes on as it was before the query, unless the driver
     * declines {@link Capability#SAVEPOINTS}.
     *
     * @param most how many rows are read; the others are left
     * @return the first column of these rows as text, in their order; empty for NULL
     * @throws SQLTransactionRollbackException where the query failed and the transaction cannot go on; its cause is the
     *     query's error
     */
    List<Optional<String>> ask(SqlStatement query, int most) throws SQLException;

    /**
     * Returns what to do about an error of a statement, in a sentence or two, where to correct the statement is not the
     * answer: it refuses the transaction that the ledger runs it in, for instance. Sends nothing.
     *
     * @param apart whether the script says {@code transaction=none}, so that each statement has a transaction of its own
     * @return empty where the statement itself is to be corrected, as by default
     */
    default Optional<String> advice(SqlStatement statement, SQLException error, boolean apart) {
        return Optional.empty();
    }

    /**
     * Returns where in the statement the error is, as the database says. Sends nothing.
     *
     * @return the index in the statement's text of the first character that is meant, from 0 to the text's length; empty
     *     where the database names no place, as by default
     */
    default OptionalInt errorPosition(SqlStatement statement, SQLException error) {
        return OptionalInt.empty();
    }

    /** Returns the database's own words of an error, without what its JDBC driver puts around them. Sends nothing. */
    default String words(SQLException error) {
        return String.valueOf(error.getMessage());
    }

    /** Returns whether the error means that a lock was not obtained in time, so that trying again may help. */
    boolean isLockTimeout(SQLException error);

    /**
     * Names the sessions that hold what a statement waited for in vain, and what they are doing, as far as can be seen.
     * Called after {@link #isLockTimeout} and after the statement's transaction was rolled back, so that it only shows who
     * still stands in the way.
     *
     * @return a sentence or several for a person, or empty where nothing can be said
     */
    default Optional<String> describeBlockers(SqlStatement statement) throws SQLException {
        return Optional.empty();
    }

    /**
     * Returns how to ask, while this statement runs, how far it is. Called just before it runs; the probe is asked on
     * another thread.
     *
     * @return empty where the database reports nothing of such statements
     */
    default Optional<ProgressProbe> progressOf(SqlStatement statement) throws SQLException {
        return Optional.empty();
    }

    /**
     * Gives the session a way to tell a person what takes so long: a long statement's progress, whom a clean-up waits for.
     * Called again when another migration begins. The consumer returns soon and may be called on another thread.
     */
    default void reportTo(Consumer<String> report) {}
}
