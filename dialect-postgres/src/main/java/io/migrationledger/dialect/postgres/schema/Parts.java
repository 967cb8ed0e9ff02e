package io.migrationledger.dialect.postgres.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parts by the name of what they belong to, in the order in which they were read. */
final class Parts<T> {
    private final Map<String, List<T>> byOwner = new HashMap<>();

    void add(String owner, T part) {
        byOwner.computeIfAbsent(owner, name -> new ArrayList<>()).add(part);
    }

    List<T> of(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }
}
