package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.LedgerColumn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands between the ledger and the connection, and changes what is written and read. By default it changes nothing. */
abstract class LedgerTap {
    private static final LedgerColumn[] COLUMNS = LedgerColumn.values();

    /** Called before a statement on the ledger's rows is prepared, or sent where nothing in it is bound. */
    void preparing(String sql) throws SQLException {}

    /** Returns what is written in place of a value. */
    @Nullable
    Object written(LedgerColumn column, Object value) {
        return value;
    }

    /** Returns what is read in place of a text. */
    String read(LedgerColumn column, String text) {
        return text;
    }

    /** Returns whether these events, by type and origin, are written at all. */
    boolean writes(List<String> events) {
        return true;
    }

    /** Called after events were written. */
    void afterWriting(Connection connection) throws SQLException {}

    /** Returns the connection with this in front of it. */
    Connection over(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("createStatement")) {
                return unprepared((Statement) Objects.requireNonNull(invoke(real, method, arguments)));
            }
            if (!method.getName().equals("prepareStatement")) {
                return invoke(real, method, arguments);
            }
            String sql = (String) Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
            preparing(sql);
            Object result = invoke(real, method, arguments);
            PreparedStatement statement = (PreparedStatement) Objects.requireNonNull(result);
            if (!sql.contains("applied_digest")) {
                return statement;
            }
            return sql.startsWith("INSERT") ? writing(real, statement) : reading(statement);
        });
    }

    private Statement unprepared(Statement real) {
        return proxy(Statement.class, (method, arguments) -> {
            if (arguments == null || !(arguments[0] instanceof String sql) || !sql.contains("applied_digest")) {
                return invoke(real, method, arguments);
            }
            preparing(sql);
            Object result = invoke(real, method, arguments);
            return result instanceof ResultSet rows ? reading(rows) : result;
        });
    }

    private PreparedStatement writing(Connection connection, PreparedStatement real) {
        List<String> types = new ArrayList<>();
        return proxy(PreparedStatement.class, (method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments != null && arguments.length == 2) {
                LedgerColumn column = column((Integer) Objects.requireNonNull(arguments[0]));
                Object value = Objects.requireNonNull(arguments[1]);
                if (column == LedgerColumn.EVENT || column == LedgerColumn.ORIGIN) {
                    types.add(value.toString());
                }
                return invoke(real, method, new @Nullable Object[] {arguments[0], written(column, value)});
            }
            if (!name.equals("executeUpdate")) {
                return invoke(real, method, arguments);
            }
            if (!writes(types)) {
                return types.size() / 2;
            }
            Object count = invoke(real, method, arguments);
            afterWriting(connection);
            return count;
        });
    }

    private PreparedStatement reading(PreparedStatement real) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            Object result = invoke(real, method, arguments);
            return result instanceof ResultSet rows ? reading(rows) : result;
        });
    }

    private ResultSet reading(ResultSet real) {
        return proxy(ResultSet.class, (method, arguments) -> {
            Object result = invoke(real, method, arguments);
            if (method.getName().equals("getString") && result instanceof String text && arguments != null) {
                return read(column((Integer) Objects.requireNonNull(arguments[0])), text);
            }
            return result;
        });
    }

    private static LedgerColumn column(int parameter) {
        return Objects.requireNonNull(COLUMNS[(parameter - 1) % COLUMNS.length]);
    }

    /** Answers one call. */
    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                LedgerTap.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
