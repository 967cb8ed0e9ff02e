package io.migrationledger.conformance.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a connection, numbers every call that reaches the database (statements, transactions, session settings, queries of
 * the metadata), and asks before and after each whether to go on.
 * Once broken off, every further call fails, so that nothing can be tidied up on the way out. Confined to one thread.
 */
public final class CountedCalls {
    private static final Set<String> CONNECTION_CALLS = Set.of(
            "commit",
            "rollback",
            "setAutoCommit",
            "isValid",
            "setSavepoint",
            "releaseSavepoint",
            "getTransactionIsolation",
            "setTransactionIsolation",
            "setReadOnly",
            "getSchema",
            "setSchema",
            "setCatalog",
            "setClientInfo",
            "unwrap");

    private final Gate gate;
    private final List<String> calls = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private boolean broken;

    /** Decides at each point whether the run goes on. */
    @FunctionalInterface
    public interface Gate {
        /** Returns whether to go on; where not, the connection has been broken off. */
        boolean pass(CrashPoint point, Connection real) throws Exception;
    }

    /** Creates a wrapper; one for each run. */
    public CountedCalls(Gate gate) {
        this.gate = gate;
    }

    /** Returns a wrapper that numbers the calls and lets all of them go on. */
    public static CountedCalls counting() {
        return new CountedCalls((point, real) -> true);
    }

    /** Returns a wrapper that breaks off at one point. */
    static CountedCalls breakingAt(CrashPoint crash, Breaker breaker) {
        return new CountedCalls((point, real) -> {
            if (!point.equals(crash)) {
                return true;
            }
            breaker.breakOff(real);
            return false;
        });
    }

    /** Returns what was called so far, in order: the SQL text or the method's name. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns the values that were given to the parameters of statements so far, in order; none of them is null. */
    public List<Object> values() {
        return List.copyOf(values);
    }

    /** Returns whether the run was broken off. */
    public boolean isBroken() {
        return broken;
    }

    /** Returns the wrapped connection. */
    public Connection wrap(Connection real) {
        return proxy(Connection.class, new Handler(real, real, ""));
    }

    /**
     * Closes the connection that was wrapped. A run that is cut off at its last call ends well, and some clients say only
     * then, at the close, what is gone.
     */
    void close(Connection real) throws SQLException {
        try {
            real.close();
        } catch (SQLException e) {
            if (!broken) {
                throw e;
            }
        }
    }

    private <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CountedCalls.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Handler implements InvocationHandler {
        private final Object target;
        private final Connection real;
        private final String sql;

        Handler(Object target, Connection real, String sql) {
            this.target = target;
            this.real = real;
            this.sql = sql;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (broken) {
                return afterTheEnd(method);
            }
            if (target instanceof Statement && name.equals("getConnection")) {
                throw new IllegalStateException("a driver must use its session's connection");
            }
            String text =
                    arguments != null && arguments.length > 0 && arguments[0] instanceof String first ? first : sql;
            if (arguments != null) {
                keepValue(name, arguments);
            }
            if (!reachesDatabase(method)) {
                return wrapped(call(method, arguments), text);
            }
            calls.add(text.isEmpty() ? name : text);
            int number = calls.size();
            pass(new CrashPoint(number, CrashPoint.Moment.BEFORE));
            Object result;
            try {
                result = call(method, arguments);
            } catch (SQLException e) {
                pass(new CrashPoint(number, CrashPoint.Moment.AFTER));
                throw e;
            }
            pass(new CrashPoint(number, CrashPoint.Moment.AFTER));
            return wrapped(result, text);
        }

        private void keepValue(String name, Object[] arguments) {
            boolean parameter = target instanceof PreparedStatement
                    && name.startsWith("set")
                    && arguments.length > 1
                    && arguments[0] instanceof Integer;
            if (parameter && arguments[1] != null) {
                values.add(arguments[1]);
            }
        }

        private boolean reachesDatabase(Method method) {
            if (target instanceof Connection) {
                return CONNECTION_CALLS.contains(method.getName());
            }
            return target instanceof DatabaseMetaData
                    ? method.getReturnType().equals(ResultSet.class)
                    : method.getName().startsWith("execute");
        }

        private void pass(CrashPoint point) throws Exception {
            if (!gate.pass(point, real)) {
                broken = true;
                throw gone();
            }
        }

        private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private @Nullable Object wrapped(@Nullable Object result, String text) {
            if (result instanceof CallableStatement) {
                return proxy(CallableStatement.class, new Handler(result, real, text));
            }
            if (result instanceof PreparedStatement) {
                return proxy(PreparedStatement.class, new Handler(result, real, text));
            }
            if (result instanceof DatabaseMetaData) {
                return proxy(DatabaseMetaData.class, new Handler(result, real, ""));
            }
            return result instanceof Statement ? proxy(Statement.class, new Handler(result, real, "")) : result;
        }

        private @Nullable Object afterTheEnd(Method method) throws SQLException {
            return switch (method.getName()) {
                case "close" -> null;
                case "isClosed" -> true;
                case "isValid" -> false;
                default -> throw gone();
            };
        }

        private SQLException gone() {
            return new SQLException("the connection is gone", "08006");
        }
    }
}
