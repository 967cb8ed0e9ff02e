package io.migrationledger.docs;

import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.sql.TouchedObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which migration last changed an object, as far as scripts name what they change. Takes the events of a ledger in their
 * order. What code changes nobody knows. Where a script changed more objects than its event names, or a whole schema, nothing
 * that was known before is relied on. An object that scripts name with a schema here and without one there, or in two
 * schemas, may be two objects: nothing is said of it. Confined to one thread.
 */
public final class LastChanges implements Consumer<LedgerEvent> {
    private static final Set<String> OF_MANY = Set.of("schema", "database");

    private final Map<String, Change> known = new HashMap<>();
    private final Map<String, Set<String>> schemas = new HashMap<>();

    /**
     * A change of an object.
     *
     * @param migration whose script names the object
     * @param rolledBack whether it was the down script
     */
    public record Change(MigrationId migration, boolean rolledBack) {}

    @Override
    public void accept(LedgerEvent event) {
        boolean back = event.type() == EventType.ROLLED_BACK;
        if (event.type() != EventType.APPLIED && !back) {
            return;
        }
        if (event.touched().more() > 0) {
            known.clear();
        }
        Change change = new Change(event.id(), back);
        event.touched().objects().forEach(object -> add(object, change));
    }

    private void add(TouchedObject object, Change change) {
        if (OF_MANY.contains(object.kind())) {
            known.clear();
            return;
        }
        String key = key(object.kind(), object.name());
        schemas.computeIfAbsent(key, one -> new HashSet<>()).add(schema(object.name()));
        switch (object.action()) {
            case CREATED, ALTERED -> known.put(key, change);
            case DROPPED -> known.remove(key);
            case RENAMED -> {
                known.remove(key);
                object.to().ifPresent(name -> {
                    String renamed = key(object.kind(), name);
                    known.put(renamed, change);
                    schemas.computeIfAbsent(renamed, one -> new HashSet<>()).add(schema(object.name()));
                });
            }
            case FILLED -> {
                // rows, and not the definition
            }
        }
    }

    /**
     * Returns the last change of an object, or empty where nobody knows of one. Of objects that share their name, such as
     * functions with different arguments, it may be that of another: a {@link SchemaDocument} says nothing of these.
     */
    public Optional<Change> of(SchemaItem item) {
        String key = key(item);
        return schemas.getOrDefault(key, Set.of()).size() > 1 ? Optional.empty() : Optional.ofNullable(known.get(key));
    }

    /** Returns what scripts can tell an object by. */
    static String key(SchemaItem item) {
        return key(item.kind(), item.name());
    }

    private static String schema(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    }

    /** Objects that share their names are one kind here: a table and a view, or the types. */
    private static String key(String kind, String name) {
        String family = kind.endsWith("table") || kind.endsWith("view") || kind.equals("sequence")
                ? "relation"
                : Set.of("enum", "domain", "type").contains(kind) ? "type" : kind;
        String plain = name.substring(name.lastIndexOf('.') + 1);
        return family + ' ' + plain.toLowerCase(Locale.ROOT);
    }
}
