package io.migrationledger.conformance.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What proxies pass on. */
final class Calls {
    private Calls() {}

    /** Passes a call on to the real object, and its own error back. */
    static @Nullable Object pass(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Returns the text that is the first argument, or the empty string. */
    static String text(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
    }
}
