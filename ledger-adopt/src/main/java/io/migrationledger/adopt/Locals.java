package io.migrationledger.adopt;

import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The migrations of one namespace, as another tool's history names them. */
final class Locals {
    private final String namespace;
    private final Map<MigrationId, Migration> byId = new LinkedHashMap<>();
    private final Map<MigrationId, Migration> bases = new LinkedHashMap<>();
    private final Map<String, Migration> byKey = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final LocalFiles files;
    private final HistoryReader reader;
    private Optional<ForeignMigration> ofTool = Optional.empty();
    private Optional<MigrationId> highest = Optional.empty();

    /**
     * Takes those of one namespace.
     *
     * @param reader whose history is asked about
     */
    Locals(String namespace, HistoryReader reader, List<Migration> all) {
        this.namespace = namespace;
        this.reader = reader;
        for (Migration migration : all) {
            if (migration.id().namespace().equals(namespace) && migration.base()) {
                bases.put(migration.id(), migration);
            } else if (migration.id().namespace().equals(namespace)) {
                byId.put(migration.id(), migration);
                Optional<ForeignMigration> own =
                        migration.foreign().filter(foreign -> foreign.tool().equals(reader.tool()));
                own.ifPresent(foreign -> reader.keys(foreign).forEach(key -> add(key, migration)));
                ofTool = ofTool.or(() -> own);
                if (!migration.repeatable()
                        && highest.filter(top -> top.compareTo(migration.id()) >= 0)
                                .isEmpty()) {
                    highest = Optional.of(migration.id());
                }
            }
        }
        this.files = new LocalFiles(
                Stream.concat(byId.values().stream(), bases.values().stream()).toList());
    }

    /** Returns whether a row is of another project than they are. */
    boolean isOfAnotherProject(ForeignRow row) {
        return ofTool.filter(own -> reader.isOfAnotherProject(row, own)).isPresent();
    }

    /** What two migrations are called names neither. */
    private void add(String key, Migration migration) {
        if (!ambiguous.contains(key) && byKey.putIfAbsent(key, migration) != null) {
            byKey.remove(key);
            ambiguous.add(key);
        }
    }

    String namespace() {
        return namespace;
    }

    /** Returns all of them, in the order in which they run. */
    Iterable<Migration> all() {
        return byId.values();
    }

    /** Returns one of them as a reader compares it. */
    LocalFile file(Migration migration) {
        return new LocalFile(migration, files);
    }

    /** Returns the versioned one with the highest version, or empty where there is none. */
    Optional<MigrationId> highest() {
        return highest;
    }

    /** Returns the base that one of the ids names. */
    Optional<Migration> base(List<String> ids) {
        return ids.stream()
                .filter(MigrationId::isAllowed)
                .map(id -> bases.get(MigrationId.of(namespace, id)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Returns whether there is a file that a base stands for. */
    boolean isAnyBelow(MigrationId base) {
        return byId.values().stream()
                .anyMatch(file -> !file.repeatable() && file.id().compareTo(base) < 0);
    }

    /** Returns the one that is first named by one of the ids, or else by one of the keys of its directory's tool. */
    Optional<Migration> first(List<String> ids, List<String> keys) {
        for (String id : ids) {
            if (MigrationId.isAllowed(id)) {
                Migration migration = byId.get(MigrationId.of(namespace, id));
                if (migration != null) {
                    return Optional.of(migration);
                }
            }
        }
        for (String name : keys) {
            Migration migration = byKey.get(name);
            if (migration != null) {
                return Optional.of(migration);
            }
        }
        return Optional.empty();
    }
}
