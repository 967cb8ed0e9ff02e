package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.sql.SqlStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way to the driver.
 *
 * @param session the sound session
 * @param method the method of {@link DialectSession} that was called
 * @param arguments its arguments, or null where it has none
 */
record Call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments) {

    boolean is(String name) {
        return method.getName().equals(name);
    }

    /** Returns the first argument of {@code execute}, {@code classify} and the like. */
    SqlStatement statement() {
        return (SqlStatement) argument();
    }

    Object argument() {
        return argument(0);
    }

    Object argument(int index) {
        return Objects.requireNonNull(Objects.requireNonNull(arguments)[index]);
    }

    /** Does what the driver would do. */
    @Nullable
    Object proceed() throws Throwable {
        return proceed(arguments);
    }

    /** Does what the driver would do with another argument. */
    @Nullable
    Object proceedWith(Object argument) throws Throwable {
        return proceed(new Object[] {argument});
    }

    private @Nullable Object proceed(@Nullable Object @Nullable [] with) throws Throwable {
        try {
            return method.invoke(session, with);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
