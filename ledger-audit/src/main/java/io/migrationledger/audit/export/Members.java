package io.migrationledger.audit.export;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a line, which are texts and whole numbers. */
record Members(Map<String, @Nullable Object> all) {

    /** @throws IllegalArgumentException where there is no such text */
    String text(String name) {
        if (all.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("'" + name + "' is no text");
    }

    /** @throws IllegalArgumentException where there is no such number */
    long number(String name) {
        if (all.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("'" + name + "' is no number");
    }
}
