package io.migrationledger.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a layout puts its migrations after. In the place of one that is for other databases stands what that one is after,
 * so that the order stays as it is.
 */
final class LayoutOrder {
    private final Map<MigrationId, List<MigrationId>> elsewhere = new HashMap<>();

    /** Takes a migration that is for other databases; a base has no place in the order. */
    void leaveOut(LayoutMigration migration) {
        if (!migration.isBase()) {
            elsewhere.put(migration.id(), migration.after());
        }
    }

    /** Returns a migration that also requires what its layout puts it after. */
    Migration placed(Migration migration, LayoutMigration found) {
        Set<MigrationId> requires = here(found.after());
        requires.addAll(migration.directives().requires());
        return migration.requiring(List.copyOf(requires));
    }

    private Set<MigrationId> here(List<MigrationId> after) {
        Set<MigrationId> here = new LinkedHashSet<>();
        Set<MigrationId> passed = new HashSet<>();
        Deque<MigrationId> open = new ArrayDeque<>(after);
        while (!open.isEmpty()) {
            MigrationId id = open.remove();
            List<MigrationId> instead = elsewhere.get(id);
            if (instead == null) {
                here.add(id);
            } else if (passed.add(id)) {
                open.addAll(instead);
            }
        }
        return here;
    }
}
