package io.migrationledger.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The connection as a migration in Java sees it: it cannot end the ledger's transaction. Of no use once closed. */
final class CodeConnection implements AutoCloseable {
    private static final Set<String> REFUSED = Set.of("commit", "rollback", "setAutoCommit", "close", "abort");

    private final Connection connection;
    private final boolean savepoints;
    private boolean closed;

    /**
     * Guards a connection.
     *
     * @param savepoints whether the code may set savepoints
     */
    CodeConnection(Connection real, boolean savepoints) {
        this.savepoints = savepoints;
        this.connection = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        closed = true;
    }

    private Object call(Connection real, Method method, Object[] arguments) throws Throwable {
        boolean toSavepoint = method.getName().equals("rollback") && method.getParameterCount() == 1;
        if (REFUSED.contains(method.getName()) && !toSavepoint) {
            throw new SQLException("a migration must not call Connection." + method.getName()
                    + ": the ledger ends the transaction, together with its own mark");
        }
        if (method.getName().equals("setSavepoint") && !savepoints) {
            throw new SQLException("a migration must not call Connection.setSavepoint: the driver of this database"
                    + " declines savepoints");
        }
        if (closed) {
            throw new SQLException("the migration is over: its connection must not be kept");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
