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

    private record Named(FileName named, FileName name) {}

    private final List<Named> files = new ArrayList<>();
    private boolean renamed;

    /**
     * Takes a file that applies a migration.
     *
     * @param named what the migration is called
     * @param name what the file's name says
     */
    void add(FileName named, FileName name, boolean hasOtherId) {
        files.add(new Named(named, name));
        renamed |= hasOtherId;
    }

    /** Returns the migrations in the order of the files; where one has another id than its name, whatever their ids are. */
    List<LayoutMigration> of(List<LayoutMigration> migrations, String namespace) {
        if (!renamed) {
            return migrations;
        }
        Map<MigrationId, Place> places = new HashMap<>();
        for (Named file : files) {
            if (MigrationId.isAllowed(file.named.version())) {
                FileName name = file.name;
                places.put(
                        MigrationId.of(namespace, file.named.version()),
                        new Place(name.kind() == FileName.Kind.REPEATABLE, MigrationId.of(namespace, name.version())));
            }
        }
        List<LayoutMigration> sorted = new ArrayList<>(migrations);
        sorted.sort(Comparator.comparing(
                one -> places.getOrDefault(one.id(), new Place(false, one.id())),
                Comparator.comparing(Place::repeatable).thenComparing(Place::name)));
        return LayoutMigration.keepingOrder(sorted);
    }
}
