package io.migrationledger.conformance.run;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A connection on which the first COMMITs after a certain statement report an error, as a deferred constraint, a conflict or
 * a full disk makes it. Confined to one thread.
 */
public final class FailingCommit {
    private final String after;
    private final Ending ending;
    private final SQLException error;
    private int left;
    private boolean armed;
    private int failed;

    /** What becomes of the transaction. */
    public enum Ending {
        /** The database has rolled it back, as PostgreSQL does. */
        ROLLED_BACK,
        /** It is still open, as on SQLite. */
        LEFT_OPEN,
        /** It was committed, and the error came after that. */
        COMMITTED
    }

    /**
     * Fails one commit.
     *
     * @param after the statement whose transaction it is
     */
    public FailingCommit(String after, Ending ending) {
        this(after, ending, new SQLException("the kit lets this COMMIT report an error", "HY000"), 1);
    }

    /**
     * Fails commits.
     *
     * @param after the statement whose transaction it is
     * @param error what they report
     * @param times how many of them
     */
    public FailingCommit(String after, Ending ending, SQLException error, int times) {
        this.after = after;
        this.ending = ending;
        this.error = error;
        this.left = times;
    }

    /** Returns whether the commit was reached. */
    public boolean hasFailed() {
        return failed > 0;
    }

    /** Returns how many commits have failed. */
    public int failures() {
        return failed;
    }

    public Connection wrap(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                FailingCommit.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        fail(real, real::commit);
                    }
                    Object result = Calls.pass(real, method, arguments);
                    return method.getReturnType() == Statement.class && result instanceof Statement statement
                            ? wrap(real, statement)
                            : result;
                });
    }

    private Statement wrap(Connection real, Statement statement) {
        return (Statement) Proxy.newProxyInstance(
                FailingCommit.class.getClassLoader(), new Class<?>[] {Statement.class}, (proxy, method, arguments) -> {
                    String sql = Calls.text(arguments);
                    if (sql.toUpperCase(Locale.ROOT).startsWith("COMMIT")) {
                        fail(real, () -> statement.execute(sql));
                    }
                    armed |= sql.equals(after);
                    return Calls.pass(statement, method, arguments);
                });
    }

    @FunctionalInterface
    private interface Commit {
        void run() throws SQLException;
    }

    private void fail(Connection real, Commit commit) throws SQLException {
        if (!armed || left == 0) {
            return;
        }
        left--;
        failed++;
        armed = false;
        switch (ending) {
            case COMMITTED -> commit.run();
            case ROLLED_BACK -> rollBack(real);
            case LEFT_OPEN -> {}
        }
        throw error;
    }

    private static void rollBack(Connection real) throws SQLException {
        if (!real.getAutoCommit()) {
            real.rollback();
            return;
        }
        try (Statement statement = real.createStatement()) {
            statement.execute("ROLLBACK");
        }
    }
}
