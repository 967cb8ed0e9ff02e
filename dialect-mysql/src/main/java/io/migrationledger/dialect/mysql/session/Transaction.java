package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.ServerStatus;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a run of DML with its mark. Begun and ended by statements: with autocommit switched off instead, a
 * procedure that commits would be followed by a new transaction that looks just like the first.
 */
public final class Transaction {
    private static final String FENCE = "ledger_fence";

    private final JdbcSql sql;
    private final Connection connection;
    private @Nullable ServerStatus status;
    private boolean begun;
    private boolean fenced;
    private boolean endedInside;
    private boolean rolledBackByServer;

    public Transaction(JdbcSql sql, Connection connection) {
        this.sql = sql;
        this.connection = connection;
    }

    /** Returns what the client knows; found out when it is first needed, for a pool may ask the server to unwrap. */
    public ServerStatus status() throws SQLException {
        if (status == null) {
            status = ServerStatus.of(connection);
        }
        return status;
    }

    /** @param readWrite whether that has to be said, for the session's transactions are READ ONLY */
    void begin(boolean readWrite) throws SQLException {
        sql.execute(readWrite ? "START TRANSACTION READ WRITE" : "START TRANSACTION");
        begun = true;
        fenced = false;
        endedInside = false;
        rolledBackByServer = false;
    }

    /** NO CHAIN, for completion_type would begin another one (https://dev.mysql.com/doc/refman/8.0/en/commit.html). */
    public void commit() throws SQLException {
        sql.execute("COMMIT AND NO CHAIN NO RELEASE");
        begun = false;
    }

    public void rollback() throws SQLException {
        if (begun) {
            sql.execute("ROLLBACK AND NO CHAIN NO RELEASE"); // where it fails, the next call sends it again
            begun = false;
        }
    }

    /** Returns whether the transaction has not been committed by what ran in it. */
    public boolean isIntact() throws SQLException {
        if (begun && fenced) {
            release();
        }
        return begun && !endedInside && (rolledBackByServer || status().inTransaction());
    }

    /** Returns whether what ran in the transaction is known to have ended it. */
    boolean wasEnded() {
        return begun && endedInside;
    }

    public boolean isBegun() {
        return begun;
    }

    /**
     * Checks, after a statement that succeeded, that the transaction is still the one that was begun.
     *
     * @throws SQLException where it is not
     */
    void check() throws SQLException {
        if (!begun || endedInside || rolledBackByServer || !status().seemsInTransaction()) {
            throw ended();
        }
    }

    /** Checks as {@link #check} does, and asks the server where the client does not tell. */
    public void checkForCommit() throws SQLException {
        check();
        if (status() instanceof ServerStatus.AskedStatus && !status().inTransaction()) {
            throw ended();
        }
    }

    private static SQLException ended() {
        return new SQLException(
                "the transaction ended before its mark was written: a statement inside it committed or rolled back",
                "25000");
    }

    /** Runs a statement that cannot commit: where it ends the transaction, by a deadlock say, that was a rollback. */
    public <T> T run(ServerStatus.Sending<T> statement) throws SQLException {
        T result;
        try {
            result = status().send(statement);
        } catch (SQLException e) {
            rolledBackByServer = begun && gone(e);
            throw e;
        }
        check();
        return result;
    }

    private boolean gone(SQLException error) {
        try {
            return !status().inTransaction();
        } catch (SQLException e) {
            error.addSuppressed(e);
            return false;
        }
    }

    /** Runs a statement that may commit or roll back inside. */
    public long runOpaque(String text) throws SQLException {
        fence();
        long count;
        try {
            count = status().send(() -> sql.execute(text));
        } catch (SQLException e) {
            try {
                release();
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
        release();
        return count;
    }

    /**
     * Sets a savepoint before something that may end the transaction. It tells afterwards: it ends with its transaction, also
     * where another one has been begun since.
     */
    public void fence() throws SQLException {
        sql.execute("SAVEPOINT " + FENCE);
        fenced = true;
    }

    private void release() throws SQLException {
        fenced = false;
        try {
            sql.execute("RELEASE SAVEPOINT " + FENCE);
        } catch (SQLException e) {
            if (e.getErrorCode() != MysqlErrors.NO_SUCH_SAVEPOINT) {
                throw e;
            }
            endedInside = true;
        }
    }
}
