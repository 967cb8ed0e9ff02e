package io.migrationledger.dialect.mysql.write;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What differs and has no statement here. */
final class Gaps {
    private final Set<String> lines = new LinkedHashSet<>();

    void add(String line) {
        lines.add(line);
    }

    /** Tells each option that is not among those that are written. */
    void options(String where, Map<String, String> options, Set<String> written) {
        options.forEach((key, value) -> {
            if (!written.contains(key)) {
                add(where + ": " + key + " = " + value);
            }
        });
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }
}
