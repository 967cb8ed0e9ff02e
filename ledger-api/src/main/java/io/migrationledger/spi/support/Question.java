package io.migrationledger.spi.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pieces of {@link io.migrationledger.spi.Statements#ask}: a query in an open transaction, which outlives its error. */
public final class Question {
    private static final String SAVEPOINT = "ledger_question";

    private Question() {}

    /** What sends a query and reads its answer. */
    @FunctionalInterface
    public interface Sending {
        /** Returns the answer. */
        List<Optional<String>> send() throws SQLException;
    }

    /**
     * Sends a query on a statement that the caller has made and closes, and reads its first rows.
     *
     * @return the first column of at most {@code most} rows as text; empty for NULL
     */
    public static List<Optional<String>> answers(Statement statement, String query, int most) throws SQLException {
        statement.setEscapeProcessing(false);
        List<Optional<String>> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (values.size() < most && rows.next()) {
                values.add(Optional.ofNullable(rows.getString(1)));
            }
        }
        return values;
    }

    /**
     * Sends a query behind a savepoint, and goes back to it where the query fails: on some databases an error would end the
     * transaction.
     *
     * @param sql the statements of the connection
     * @throws SQLTransactionRollbackException where the savepoint is gone, and the transaction with it; its cause is the
     *     query's error, which is what went wrong
     */
    public static List<Optional<String>> behindSavepoint(JdbcSql sql, Sending query) throws SQLException {
        sql.execute("SAVEPOINT " + SAVEPOINT);
        try {
            return query.send();
        } catch (SQLException e) {
            try {
                sql.execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            } catch (SQLException gone) {
                e.addSuppressed(gone);
                throw new SQLTransactionRollbackException(e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
            }
            throw e;
        }
    }
}
