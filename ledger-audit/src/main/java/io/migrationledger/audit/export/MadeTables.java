package io.migrationledger.audit.export;

import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Touched;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.sql.TouchedObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables and views that migrations made by a ledger's events, and did not take away again: as far as scripts name them,
 * without a schema. Where a script touched more objects than its event names, or dropped a schema, what was made before it is
 * not relied on; nor what one script both made and dropped or renamed, as its event names each of these once.
 */
final class MadeTables {
    private static final Set<String> KINDS = Set.of("table", "view");
    private static final Set<String> OF_MANY = Set.of("schema", "database");

    /** By their names in lower case. */
    private final Map<String, String> made = new LinkedHashMap<>();

    void add(LedgerEvent event) {
        if (event.type() != EventType.APPLIED && event.type() != EventType.ROLLED_BACK) {
            return;
        }
        Touched touched = event.touched();
        touched.objects().forEach(this::add);
        Set<String> unclear = named(touched, Set.of(TouchedObject.Action.CREATED));
        unclear.retainAll(named(touched, Set.of(TouchedObject.Action.DROPPED, TouchedObject.Action.RENAMED)));
        made.keySet().removeAll(unclear);
        if (touched.more() > 0) {
            made.clear();
        }
    }

    private static Set<String> named(Touched touched, Set<TouchedObject.Action> actions) {
        return touched.objects().stream()
                .filter(object -> actions.contains(object.action()))
                .map(object -> key(last(object.name())))
                .collect(Collectors.toSet());
    }

    private void add(TouchedObject object) {
        if (object.action() == TouchedObject.Action.DROPPED && OF_MANY.contains(object.kind())) {
            made.clear();
            return;
        }
        if (!KINDS.contains(object.kind())) {
            return;
        }
        switch (object.action()) {
            case CREATED -> put(object.name());
            case DROPPED -> made.remove(key(last(object.name())));
            case RENAMED -> {
                if (made.remove(key(last(object.name()))) != null) {
                    object.to().ifPresent(this::put);
                }
            }
            case ALTERED, FILLED -> {
                // it is there as before
            }
        }
    }

    /** A name with a schema may be one of another schema than the ledger's, which is not looked at. */
    private void put(String name) {
        if (name.indexOf('.') < 0) {
            made.put(key(name), name);
        }
    }

    /** Returns those that a schema does not have, in the order in which they were made. */
    List<String> missingIn(Collection<SchemaObject> schema) {
        Set<String> there = schema.stream().map(object -> key(object.name())).collect(Collectors.toSet());
        return made.entrySet().stream()
                .filter(one -> !there.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
