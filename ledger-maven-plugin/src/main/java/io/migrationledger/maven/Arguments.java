package io.migrationledger.maven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a command, as a person would type them. */
final class Arguments {
    private final List<String> all = new ArrayList<>();

    Arguments(String command) {
        all.add(command);
    }

    /** Adds an option with its value, where there is one. */
    Arguments option(String name, @Nullable Object value) {
        if (value != null) {
            all.add(name);
            all.add(value.toString());
        }
        return this;
    }

    /** Adds a switch where it is on. */
    Arguments flag(String name, boolean on) {
        if (on) {
            all.add(name);
        }
        return this;
    }

    /** Adds a word. */
    Arguments word(@Nullable String word) {
        if (word != null) {
            all.add(word);
        }
        return this;
    }

    List<String> list() {
        return List.copyOf(all);
    }
}
