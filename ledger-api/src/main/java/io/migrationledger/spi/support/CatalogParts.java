package io.migrationledger.spi.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts by the name of what they belong to, in the order in which they were read: a reader of schemas asks for the columns of
 * all tables at once, and puts them together here.
 */
public final class CatalogParts<T> {
    private final Map<String, List<T>> byOwner = new HashMap<>();

    /** Creates an empty collection. */
    public CatalogParts() {}

    /** Adds a part behind the others of its owner. */
    public void add(String owner, T part) {
        byOwner.computeIfAbsent(owner, name -> new ArrayList<>()).add(part);
    }

    /** Returns the parts of an owner; none where it has none. */
    public List<T> of(String owner) {
        return byOwner.getOrDefault(owner, List.of());
    }
}
