package io.migrationledger.internal.script;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection as a migration in Java sees it: it cannot end the ledger's transaction. Once closed it is of no use, the
 * statements that the code left open are closed, and what it set on the connection is set back.
 */
public final class CodeConnection implements AutoCloseable {
    private static final Set<String> REFUSED = Set.of("commit", "rollback", "setAutoCommit", "close", "abort");

    /** What of a connection's state JDBC can read: how it is set, and how it is read. */
    private static final Map<String, String> STATE = Map.of(
            "setReadOnly", "isReadOnly",
            "setTransactionIsolation", "getTransactionIsolation",
            "setCatalog", "getCatalog",
            "setSchema", "getSchema",
            "setHoldability", "getHoldability",
            "setTypeMap", "getTypeMap");

    private final Connection real;
    private final Connection connection;
    private final boolean savepoints;
    private final Optional<Consumer<String>> noted;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Method, @Nullable Object> before = new LinkedHashMap<>();
    /** At this size, the statements that are closed are let go. */
    private int full = 100;

    private boolean closed;

    /**
     * Guards a connection.
     *
     * @param savepoints whether the code may set savepoints
     * @param noted is told each statement before it is sent; where it is empty, statements are the client's own objects
     */
    CodeConnection(Connection real, boolean savepoints, Optional<Consumer<String>> noted) {
        this.real = real;
        this.savepoints = savepoints;
        this.noted = noted;
        this.connection = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    Connection connection() {
        return connection;
    }

    /**
     * Ends the use of the connection.
     *
     * @throws SQLException where its state cannot be set back
     */
    @Override
    public void close() throws SQLException {
        closed = true;
        for (Statement statement : statements) {
            statement.close();
        }
        for (Map.Entry<Method, @Nullable Object> setting : before.entrySet()) {
            invoke(setting.getKey(), setting.getValue());
        }
    }

    private void invoke(Method setter, @Nullable Object value) throws SQLException {
        try {
            setter.invoke(real, value);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new SQLException(
                    "what the migration changed by Connection." + setter.getName() + " cannot be set back", e);
        }
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
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
            String read = STATE.get(method.getName());
            Object was = read == null ? null : Connection.class.getMethod(read).invoke(real);
            note(method, arguments);
            Object result = method.invoke(real, arguments);
            if (read != null) {
                before.putIfAbsent(method, was);
            }
            if (result instanceof Statement statement) {
                keep(statement);
                return noted.isPresent() ? noting(statement, method.getReturnType()) : statement;
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The first argument of prepareStatement, prepareCall, execute…, addBatch is the statement where it is a text. */
    private void note(Method method, @Nullable Object @Nullable [] arguments) {
        String name = method.getName();
        boolean sends = name.startsWith("prepare") || name.startsWith("execute") || name.equals("addBatch");
        if (sends && arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            noted.ifPresent(consumer -> consumer.accept(sql));
        }
    }

    private Object noting(Statement statement, Class<?> type) {
        return Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    note(method, arguments);
                    try {
                        return method.invoke(statement, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void keep(Statement statement) throws SQLException {
        if (statements.size() == full) { // code may make any number, one after another
            List<Statement> open = new ArrayList<>();
            for (Statement known : statements) {
                if (!known.isClosed()) {
                    open.add(known);
                }
            }
            statements.clear();
            statements.addAll(open);
            full = 2 * Math.max(open.size(), 50);
        }
        statements.add(statement);
    }
}
