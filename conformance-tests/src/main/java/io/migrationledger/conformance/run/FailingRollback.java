package io.migrationledger.conformance.run;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/**
 * A connection on which the first ROLLBACK after a certain statement reports an error and is not done: the transaction is
 * still open. Confined to one thread.
 */
public final class FailingRollback {
    /** Not ROLLBACK TO SAVEPOINT. */
    private static final Pattern ROLLBACK = Pattern.compile("(?is)ROLLBACK(?!.*\\bTO\\b).*");

    private final String after;
    private boolean armed;
    private boolean failed;

    /** @param after the statement whose transaction it is */
    public FailingRollback(String after) {
        this.after = after;
    }

    /** Returns whether the rollback was reached. */
    public boolean hasFailed() {
        return failed;
    }

    public Connection wrap(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                FailingRollback.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback") && arguments == null) {
                        fail();
                    }
                    Object result = Calls.pass(real, method, arguments);
                    return method.getReturnType() == Statement.class && result instanceof Statement statement
                            ? wrap(statement)
                            : result;
                });
    }

    private Statement wrap(Statement statement) {
        return (Statement) Proxy.newProxyInstance(
                FailingRollback.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                    String sql = Calls.text(arguments);
                    if (ROLLBACK.matcher(sql).matches()) {
                        fail();
                    }
                    armed |= sql.equals(after);
                    return Calls.pass(statement, method, arguments);
                });
    }

    private void fail() throws SQLException {
        if (armed && !failed) {
            failed = true;
            throw new SQLException("the kit lets this ROLLBACK report an error", "HY000");
        }
    }
}
