package io.migrationledger.layouts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection on which statements that begin so report an error once, and are not sent. Confined to one thread. */
final class FailingStatements {
    private final Map<String, SQLException> errors = new LinkedHashMap<>();

    FailingStatements failing(String beginning, SQLException error) {
        errors.put(beginning, error);
        return this;
    }

    /** Returns whether each error was reported. */
    boolean haveFailed() {
        return errors.isEmpty();
    }

    Connection wrap(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                FailingStatements.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    return method.getReturnType() == Statement.class && result instanceof Statement statement
                            ? wrap(statement)
                            : result;
                });
    }

    private Statement wrap(Statement real) {
        return (Statement) Proxy.newProxyInstance(
                FailingStatements.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                        for (String beginning : errors.keySet()) {
                            if (sql.startsWith(beginning)) {
                                throw errors.remove(beginning);
                            }
                        }
                    }
                    return call(real, method, arguments);
                });
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
