package io.migrationledger.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of the files in the ledger's own layout, where the files beside them give them other ids: versions as numbers,
 * then what is repeatable by name.
 */
final class OwnOrder {
    private record Place(boolean repeatable, MigrationId name) {}

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::repeatable).thenComparing(Place::name);

    private final Map<MigrationId, Place> places = new HashMap<>();
    private boolean renamed;

    /**
     * Takes a file that applies a migration.
     *
     * @param id the migration's
     * @param name what the file's name says
     */
    void add(MigrationId id, FileName name, boolean hasOtherId) {
        places.put(
                id, new Place(name.kind() == FileName.Kind.REPEATABLE, MigrationId.of(id.namespace(), name.version())));
        renamed |= hasOtherId;
    }

    /** Returns the migrations in the order of the files; where one has another id than its name, whatever their ids are. */
    List<LayoutMigration> of(List<LayoutMigration> migrations) {
        if (!renamed) {
            return migrations;
        }
        List<LayoutMigration> sorted = new ArrayList<>(migrations);
        sorted.sort(Comparator.comparing(one -> places.getOrDefault(one.id(), new Place(false, one.id())), ORDER));
        return LayoutMigration.keepingOrder(sorted);
    }
}
