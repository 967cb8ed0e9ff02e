package io.migrationledger.spi.support;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a {@link io.migrationledger.spi.schema.SchemaWriter} has no statement for, as it comes upon it. For one thread. */
public final class Unwritten {
    private final Set<String> lines = new LinkedHashSet<>();

    /** Knows of nothing yet. */
    public Unwritten() {}

    /** Adds a line in words for people; once, however often it is added. */
    public void add(String line) {
        lines.add(line);
    }

    /**
     * Adds a line for each option that is not written.
     *
     * @param of the object or the part that has them, in words for people
     * @param written the names of options that have statements
     */
    public void options(String of, Map<String, String> options, Set<String> written) {
        options.forEach((name, value) -> {
            if (!written.contains(name)) {
                add(of + ": " + name + " = " + value);
            }
        });
    }

    /** Returns the lines in the order in which they came. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
