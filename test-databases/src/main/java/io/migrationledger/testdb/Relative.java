package io.migrationledger.testdb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real server that calls itself something else, and that may not do everything as it does: other statements are sent in the
 * place of some.
 *
 * @param version what the client says of the server's version
 * @param sent what is sent for a statement; {@code commit} and {@code rollback} for the calls of the connection
 */
public record Relative(String version, UnaryOperator<String> sent) {

    /** Returns a relative that behaves. */
    public static Relative called(String version) {
        return new Relative(version, UnaryOperator.identity());
    }

    /** Returns the same relative, which sends something else where a statement has this text in it. */
    public Relative sending(String text, String instead) {
        return new Relative(version, sql -> sent.apply(sql).replace(text, instead));
    }

    /** Returns a connection that shows a server in this way. */
    public Connection seen(Connection real) {
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "commit", "rollback" ->
                arguments == null
                        ? Connection.class
                                .getMethod(sent.apply(method.getName()))
                                .invoke(real)
                        : method.invoke(real, arguments);
            case "createStatement" -> proxy(Statement.class, statement((Statement) method.invoke(real, arguments)));
            case "prepareStatement" ->
                proxy(PreparedStatement.class, statement((Statement) method.invoke(real, rewritten(arguments))));
            case "getMetaData" -> metaData(real.getMetaData());
            default -> method.invoke(real, arguments);
        });
    }

    private DatabaseMetaData metaData(DatabaseMetaData real) {
        return proxy(
                DatabaseMetaData.class,
                (method, arguments) -> method.getName().equals("getDatabaseProductVersion")
                        ? version
                        : method.invoke(real, arguments));
    }

    private Call statement(Statement real) {
        return (method, arguments) -> method.invoke(real, rewritten(arguments));
    }

    /** Only statements begin with text, in what JDBC takes. */
    private @Nullable Object @Nullable [] rewritten(@Nullable Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0 || !(arguments[0] instanceof String sql)) {
            return arguments;
        }
        Object[] other = arguments.clone();
        other[0] = sent.apply(sql);
        return other;
    }

    private interface Call {
        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                Relative.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.call(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException sql ? sql : e.getCause();
                    }
                }));
    }
}
