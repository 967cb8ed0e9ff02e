package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;

/**
 * A part of {@link DialectSession}. Whether a statement took effect that commits by itself. Ready-made: {@code
 * spi.support.CatalogProbe}. Never called in a transaction that an error has aborted.
 */
public interface Probes {

    /**
     * Describes the objects that a self-committing statement is about to change, present or absent. Changes nothing and
     * commits nothing: the transaction of the statements before may still be open.
     *
     * @return text that is equal as long as the objects are; opaque to the caller
     */
    String fingerprint(SqlStatement statement) throws SQLException;

    /**
     * Finds out whether a self-committing statement took effect. Called under the lock, after a crash or an error; may
     * clean up what a half-done statement left behind where that is safe, or finish it: the intent stays the ledger's
     * last word until this returns, so that a crash in between leads here again with the same fingerprint.
     *
     * @param before the fingerprint that was recorded with the intent
     */
    Verdict probe(SqlStatement statement, String before) throws SQLException;

    /**
     * Returns whether the error says that the database refused the statement before it began to execute it: the statement
     * cannot be parsed, names what is not there, or is not allowed. Asked of a statement that ran alone, after it failed and
     * before {@link #probe}, which is then not asked: nothing is in doubt. True only where neither the statement nor what it
     * calls can raise the error once it has begun, half-way through several objects for instance.
     *
     * @return false where that is not known, as by default
     */
    default boolean nothingWasDone(SqlStatement statement, SQLException error) throws SQLException {
        return false;
    }
}
