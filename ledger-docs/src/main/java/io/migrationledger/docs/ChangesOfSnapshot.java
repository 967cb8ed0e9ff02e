package io.migrationledger.docs;

import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which migration last changed an object of one schema. Scripts name an object by its name alone: nothing is said where two
 * objects have the same, such as functions with different arguments, or tables that differ in case.
 */
final class ChangesOfSnapshot {
    private final LastChanges changes;
    private final Set<String> shared = new HashSet<>();

    ChangesOfSnapshot(Snapshot snapshot, LastChanges changes) {
        this.changes = changes;
        Set<String> seen = new HashSet<>();
        snapshot.items().map(LastChanges::key).filter(key -> !seen.add(key)).forEach(shared::add);
    }

    /** Returns the last change of an object, or empty where nobody knows of one. */
    Optional<LastChanges.Change> of(SchemaItem item) {
        return shared.contains(LastChanges.key(item)) ? Optional.empty() : changes.of(item);
    }
}
