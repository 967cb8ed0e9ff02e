package io.migrationledger.schema.difference;

import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs between two schemas. */
public final class SchemaDifference {

    private SchemaDifference() {}

    /**
     * Compares two snapshots: all that they hold, as {@link Snapshot#equals} does, but for the server's version.
     *
     * @return in the order of the objects in the snapshots; empty where nothing differs
     */
    public static List<SchemaChange> between(Snapshot one, Snapshot other) {
        List<SchemaChange> changes = new ArrayList<>();
        Map<String, SchemaItem> before = items(one);
        Map<String, SchemaItem> after = items(other);
        for (String object : names(before, after)) {
            SchemaItem left = before.get(object);
            SchemaItem right = after.get(object);
            if (left == null) {
                changes.add(SchemaChange.added(object, ""));
            } else if (right == null) {
                changes.add(SchemaChange.removed(object, ""));
            } else {
                new RecordDifference(object, changes).compare("", "", (Record) left, (Record) right);
            }
        }
        new RecordDifference("schema", changes).compareOptions("", one.options(), other.options());
        return Collections.unmodifiableList(changes);
    }

    private static Map<String, SchemaItem> items(Snapshot snapshot) {
        Map<String, SchemaItem> items = new LinkedHashMap<>();
        snapshot.items().forEach(item -> put(items, item.kind() + " " + item.identity(), item));
        return items;
    }

    /** Returns the parts of one object by what people call them; those without a name by their place among them. */
    static Map<String, SchemaPart> parts(List<? extends SchemaPart> parts) {
        Map<String, SchemaPart> named = new LinkedHashMap<>();
        parts.forEach(part -> put(named, (kind(part) + " " + part.name()).strip(), part));
        return named;
    }

    private static <T> void put(Map<String, T> all, String name, T value) {
        String free = name;
        for (int i = 2; all.containsKey(free); i++) {
            free = name + " (" + i + ")";
        }
        all.put(free, value);
    }

    private static String kind(SchemaPart part) {
        if (part instanceof Other other) {
            return other.kind();
        }
        if (part instanceof Key key) {
            return key.primary() ? "primary key" : "unique constraint";
        }
        return words(part.getClass().getSimpleName());
    }

    /** Returns {@code foreign key} for {@code ForeignKey} and {@code default value} for {@code defaultValue}. */
    static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    static Set<String> names(Map<String, ?> before, Map<String, ?> after) {
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        return all;
    }

    /** Returns what of two values stands in a change; empty for what was not said. */
    static Optional<String> said(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
