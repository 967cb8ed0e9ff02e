package io.migrationledger.adopt;

import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The migrations of one namespace, as another tool's history names them. */
final class Locals {
    private final String namespace;
    private final Map<MigrationId, Migration> byId = new LinkedHashMap<>();
    private Optional<MigrationId> highest = Optional.empty();

    Locals(String namespace, List<Migration> all) {
        this.namespace = namespace;
        for (Migration migration : all) {
            if (migration.id().namespace().equals(namespace)) {
                byId.put(migration.id(), migration);
                if (!migration.repeatable()
                        && highest.filter(top -> top.compareTo(migration.id()) >= 0)
                                .isEmpty()) {
                    highest = Optional.of(migration.id());
                }
            }
        }
    }

    String namespace() {
        return namespace;
    }

    /** Returns all of them, in the order in which they run. */
    Iterable<Migration> all() {
        return byId.values();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Returns the versioned one with the highest version, or empty where there is none. */
    Optional<MigrationId> highest() {
        return highest;
    }

    /** Returns the one that is first named by one of the ids. */
    Optional<Migration> first(List<String> ids) {
        for (String id : ids) {
            if (MigrationId.isAllowed(id)) {
                Migration migration = byId.get(MigrationId.of(namespace, id));
                if (migration != null) {
                    return Optional.of(migration);
                }
            }
        }
        return Optional.empty();
    }
}
