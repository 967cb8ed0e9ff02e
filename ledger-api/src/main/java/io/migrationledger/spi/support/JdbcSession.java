package io.migrationledger.spi.support;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session whose transactions are JDBC's own: auto-commit is switched off for their length, unless the driver says how
 * else they begin and end. A driver extends it and writes what is special; each of these answers can be overridden.
 */
public abstract class JdbcSession implements DialectSession {
    private static final String UNIQUE_VIOLATION =
            "23505"; // ISO/IEC 9075-2, as DB2, Derby, H2, HSQLDB and PostgreSQL use it

    private final Connection connection;
    private final SessionOptions options;
    private final SqlSyntax syntax;
    private final JdbcSql sql;
    private final Deque<String> undo = new ArrayDeque<>();
    private boolean begun;
    /** The limit of {@link #queryTimeout}; 0 for none. */
    private int querySeconds;
    /** The open transaction as it was before the last statement. */
    private String transaction = "";
    /** Set before code runs: it ends with its transaction, also where another one has been begun since. */
    private @Nullable Savepoint fence;

    private boolean ended;

    /**
     * Uses a connection and sends nothing on it.
     *
     * @param syntax how scripts are split, unless {@link #syntax()} says otherwise
     */
    protected JdbcSession(Connection connection, SessionOptions options, SqlSyntax syntax) {
        this.connection = connection;
        this.options = options;
        this.syntax = syntax;
        this.sql = new JdbcSql(connection);
    }

    @Override
    public final Connection connection() {
        return connection;
    }

    /** Returns how the session is to be used. */
    protected final SessionOptions options() {
        return options;
    }

    /** Returns the statements of this session's connection. */
    protected final JdbcSql sql() {
        return sql;
    }

    @Override
    public SqlSyntax syntax() throws SQLException {
        return syntax;
    }

    /** Returns what {@code SELECT CURRENT_USER} says. */
    @Override
    public String currentUser() throws SQLException {
        return sql.value("SELECT CURRENT_USER");
    }

    /** Returns whether the error's SQLSTATE is 23505. */
    @Override
    public boolean isDuplicateKey(SQLException error) {
        return UNIQUE_VIOLATION.equals(error.getSQLState());
    }

    /** Returns the lock of this session; sends nothing. */
    protected abstract SessionLock lock();

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        return lock().tryLock();
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        return lock().look();
    }

    @Override
    public boolean holdsLock() throws SQLException {
        return lock().isHeld();
    }

    @Override
    public void unlock() throws SQLException {
        lock().unlock();
    }

    @Override
    public void begin() throws SQLException {
        sendBegin();
        begun = true;
        transaction = "";
        fence = null;
        ended = false;
    }

    @Override
    public void commit() throws SQLException {
        sendCommit();
        begun = false;
        afterTransaction();
    }

    @Override
    public void rollback() throws SQLException {
        if (begun) {
            sendRollback();
            begun = false;
            afterTransaction();
        }
    }

    /**
     * Begins a transaction; by default switches auto-commit off. A driver whose database begins one by a statement overrides
     * this, {@link #sendCommit}, {@link #sendRollback} and {@link #afterTransaction}, and nothing else: what is begun is
     * remembered here.
     */
    protected void sendBegin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** Commits, as a message of its own. */
    protected void sendCommit() throws SQLException {
        connection.commit();
    }

    /**
     * Rolls back. Asked after a COMMIT that failed, too: a driver whose database has then rolled back already answers its
     * "no transaction is active" here.
     */
    protected void sendRollback() throws SQLException {
        connection.rollback();
    }

    /** Ends what {@link #sendBegin} began for the connection; by default switches auto-commit on again. */
    protected void afterTransaction() throws SQLException {
        connection.setAutoCommit(true);
    }

    /**
     * Returns whether a transaction was begun and neither committed nor rolled back through this session, still has the
     * {@link #transactionId} that it had before the last statement, and knows the savepoint of {@link #beforeCode}.
     */
    @Override
    public boolean inTransaction() throws SQLException {
        if (begun && fence != null) {
            ended = !isKnown(fence);
            fence = null;
        }
        return begun && !ended && (transaction.isEmpty() || transaction.equals(transactionId()));
    }

    /** In a transaction that an error has aborted, only the way back to a savepoint may be open. */
    private boolean isKnown(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
            return true;
        } catch (SQLException released) {
            try {
                connection.rollback(savepoint);
                return true;
            } catch (SQLException e) {
                return false;
            }
        }
    }

    /**
     * Returns what the database calls the open transaction, asked before each statement in one: this is how a transaction
     * is noticed that a procedure has ended. A driver overrides it where a statement can do that.
     *
     * @return the empty string where the transaction has changed nothing yet or the database has no name for it, as by
     *     default
     */
    protected String transactionId() throws SQLException {
        return "";
    }

    /**
     * Remembers the {@link #transactionId}, as {@link #execute} does, and sets a savepoint where the driver does not decline
     * them.
     */
    @Override
    public void beforeCode() throws SQLException {
        if (begun) {
            transaction = transactionId();
            fence = declined().contains(Capability.SAVEPOINTS) ? null : connection.setSavepoint("ledger_fence");
        }
    }

    /** Remembers the {@link #transactionId} where a transaction was begun, and sends the statement. */
    @Override
    public long execute(SqlStatement statement) throws SQLException {
        if (begun) {
            transaction = transactionId();
        }
        return sendStatement(statement);
    }

    /**
     * Sends one statement, as one message, and reads all of its results. A driver that has more to do around a statement
     * overrides this: what {@link #inTransaction} has to know is remembered before it.
     *
     * @return the number of rows changed, or 0 where the statement counts none
     */
    protected long sendStatement(SqlStatement statement) throws SQLException {
        if (querySeconds == 0) {
            return sql.execute(statement.text());
        }
        try (Statement limited = connection.createStatement()) {
            limited.setQueryTimeout(querySeconds);
            try {
                return JdbcSql.execute(limited, statement.text());
            } finally {
                limited.setQueryTimeout(0); // some clients keep it for the connection, as H2's does
            }
        }
    }

    /** Remembers the {@link #transactionId} as {@link #execute} does, and sends the query behind a savepoint. */
    @Override
    public List<Optional<String>> ask(SqlStatement query, int most) throws SQLException {
        if (begun) {
            transaction = transactionId();
        }
        return declined().contains(Capability.SAVEPOINTS)
                ? sendQuery(query, most)
                : Question.behindSavepoint(sql, () -> sendQuery(query, most));
    }

    /**
     * Sends a query, as one message, and reads its first rows, within the limits of {@link #sendStatement}.
     *
     * @return the first column of at most {@code most} rows as text; empty for NULL
     */
    protected List<Optional<String>> sendQuery(SqlStatement query, int most) throws SQLException {
        try (Statement asking = connection.createStatement()) {
            if (querySeconds > 0) {
                asking.setQueryTimeout(querySeconds);
            }
            try {
                return Question.answers(asking, query.text(), most);
            } finally {
                if (querySeconds > 0) {
                    asking.setQueryTimeout(0);
                }
            }
        }
    }

    /**
     * Changes a setting of the session until {@link #afterMigration}.
     *
     * @param statement changes it
     * @param back gives it the value that it has now
     */
    protected final void change(String statement, String back) throws SQLException {
        undo.push(back);
        sql.execute(statement);
    }

    /**
     * Limits something in milliseconds until {@link #afterMigration}; does nothing where there is no limit.
     *
     * @param set the statement, up to the number
     * @param current a query of the number that holds now
     */
    protected final void limit(String set, String current, Optional<Duration> limit) throws SQLException {
        if (limit.isPresent()) {
            long millis = Math.min(limit.get().toMillis(), Integer.MAX_VALUE);
            change(set + " " + millis, set + " " + sql.value(current));
        }
    }

    /**
     * Limits each statement of the migration by the client's own watch, {@link Statement#setQueryTimeout}, until {@link
     * #afterMigration}; for databases that have no setting for it. JDBC counts whole seconds: a limit is rounded up.
     */
    protected final void queryTimeout(Optional<Duration> limit) {
        querySeconds = limit.map(time -> (int) Math.min(time.plusMillis(999).toSeconds(), Integer.MAX_VALUE))
                .orElse(0);
    }

    /** Undoes what {@link #change} changed, the last first; what fails is tried again when the session is closed. */
    @Override
    public void afterMigration() throws SQLException {
        querySeconds = 0;
        while (!undo.isEmpty()) {
            sql.execute(undo.element());
            undo.remove();
        }
    }

    /** Restores the session before it gives up the lock; by default as {@link #afterMigration} does. */
    protected void restore() throws SQLException {
        afterMigration();
    }

    /**
     * Rolls back what is open, restores the session and gives up the lock, the last even where the others fail;
     * sends nothing where nothing was done, and nothing where the connection is closed.
     */
    @Override
    public void close() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        try {
            rollback();
            if (!connection.getAutoCommit()) { // a statement or a Java migration switched it off
                connection.rollback();
                connection.setAutoCommit(true);
            }
            restore();
        } catch (SQLException | RuntimeException e) {
            unlockAfter(e);
            throw e;
        }
        unlock();
    }

    private void unlockAfter(Exception error) {
        try {
            unlock();
        } catch (SQLException e) {
            if (e != error) { // some connections throw the object that broke them again
                error.addSuppressed(e);
            }
        }
    }
}
