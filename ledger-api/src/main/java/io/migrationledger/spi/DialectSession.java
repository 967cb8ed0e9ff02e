package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One connection in use by the ledger. Confined to one thread. Everything runs on the one connection: the lock, the
 * migration and the ledger's own rows, so that the lock outlives a statement whose client died.
 */
public interface DialectSession extends ScriptRules, AutoCloseable {

    /** Returns the connection of this session; it stays open when the session is closed. */
    Connection connection();

    /** Returns the product and its version, such as {@code SQLite 3.54.1}; by default what JDBC's metadata says. */
    default String database() throws SQLException {
        var meta = connection().getMetaData();
        return meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion();
    }

    /** Returns the user of the database session, or the empty string where the database knows none. */
    String currentUser() throws SQLException;

    // ---- the ledger table

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

    // ---- the lock

    /**
     * Tries once to take the lock, and never waits for it.
     *
     * @return empty where the lock is now held, otherwise who holds it
     */
    Optional<LockHolder> tryLock() throws SQLException;

    /**
     * Looks whether anybody holds the lock, without taking it for longer than the look. Asked only where a migration has
     * begun and not ended, by commands that take no lock: so they can tell a run that is at work from one that was cut
     * off.
     *
     * @return by default that it is not known
     */
    default LockSight lookAtLock() throws SQLException {
        return LockSight.UNKNOWN;
    }

    /** Returns whether the lock is still held: asked before each statement that commits by itself. */
    boolean holdsLock() throws SQLException;

    /** Gives the lock up; does nothing where it is not held. */
    void unlock() throws SQLException;

    // ---- transactions

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
     * {@link #execute}, and may end the transaction all the same. By default nothing is done.
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

    // ---- statements

    /**
     * Returns whether a statement that was classified as transactional writes what no rollback undoes, such as a
     * table whose engine knows no transactions. Asked just before the statement runs, and only where DDL takes no part in
     * transactions: where it does escape, it runs alone behind its intent, and {@link #fingerprint} and {@link #probe}
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

    // ---- around each migration

    /**
     * Puts the session into the state that every migration starts from, and gives hoisted statements their effect. The
     * result of a migration must not depend on what another one did to the session before it.
     */
    void beforeMigration(MigrationScope scope) throws SQLException;

    /**
     * Makes the last checks before a migration's transaction commits; by default there are none.
     *
     * @throws SQLException where the transaction must not be committed
     */
    default void beforeCommit() throws SQLException {}

    /**
     * Called before the ledger reads or writes rows of its own: whatever a script has done to the session must not reach
     * them. What a driver takes back for that, it gives the script's next statement again. By default it does nothing, for
     * databases whose sessions have no setting that could.
     */
    default void beforeLedgerAccess() throws SQLException {}

    /** Undoes what {@link #beforeMigration} and the migration itself changed in the session. */
    void afterMigration() throws SQLException;

    /**
     * Gives up the lock and restores the session's settings; the connection stays open. Sends nothing where nothing was
     * taken and nothing changed, and nothing where the connection is gone.
     */
    @Override
    void close() throws SQLException;
}
