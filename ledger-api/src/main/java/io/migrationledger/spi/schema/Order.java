package io.migrationledger.spi.schema;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The order of what has none of its own: by code units, as no locale changes it. */
final class Order {
    private Order() {}

    /** Sorts by name, and what has none or the same one by its text. */
    static <T extends SchemaPart> List<T> byName(List<T> parts) {
        return parts.stream()
                .sorted(Comparator.comparing((T part) -> part.name())
                        .thenComparing(part -> CanonicalText.of((Record) part)))
                .toList();
    }

    static <T extends SchemaItem> List<T> ofItems(List<T> items) {
        return items.stream()
                .sorted(Comparator.comparing((T item) -> item.identity())
                        .thenComparing(SchemaItem::kind)
                        .thenComparing(item -> CanonicalText.of((Record) item)))
                .toList();
    }

    static Map<String, String> options(Map<String, String> options) {
        SortedMap<String, String> sorted = new TreeMap<>(options);
        return Collections.unmodifiableSortedMap(sorted);
    }
}
