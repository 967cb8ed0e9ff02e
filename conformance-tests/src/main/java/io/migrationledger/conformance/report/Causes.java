package io.migrationledger.conformance.report;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What lies behind an error: its causes, and what went wrong besides. A driver's author reads no stack traces first. */
public final class Causes {

    private Causes() {}

    /** Returns the error and, on lines of their own, its causes and all suppressed errors; each once. */
    public static String shown(Throwable error) {
        return error + behind(error);
    }

    /** Returns the lines of {@link #shown} without the first: the empty string where nothing lies behind the error. */
    public static String behind(Throwable error) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(error);
        add(text, error, "  ", seen);
        return text.toString();
    }

    private static void add(StringBuilder text, Throwable error, String indentation, Set<Throwable> seen) {
        Throwable cause = error.getCause();
        if (cause != null && seen.add(cause)) {
            text.append('\n').append(indentation).append("caused by ").append(cause);
            add(text, cause, indentation + "  ", seen);
        }
        for (Throwable suppressed : error.getSuppressed()) {
            if (seen.add(suppressed)) {
                text.append('\n').append(indentation).append("and besides ").append(suppressed);
                add(text, suppressed, indentation + "  ", seen);
            }
        }
    }
}
