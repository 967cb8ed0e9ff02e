package io.migrationledger.dialect.postgres.write;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there is no statement for. */
final class Gaps {
    private final Set<String> lines = new LinkedHashSet<>();

    void add(String line) {
        lines.add(line);
    }

    /** Tells of each option that is not among these. */
    void options(String of, Map<String, String> options, Set<String> known) {
        options.forEach((name, value) -> {
            if (!known.contains(name)) {
                add(of + ": " + name + " = " + value);
            }
        });
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
