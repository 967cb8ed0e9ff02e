package io.migrationledger.docs;

import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which tables refer to which. Immutable. */
final class References {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Table> inLowerCase = new LinkedHashMap<>();
    private final Map<String, List<Reference>> to = new LinkedHashMap<>();
    private final List<Reference> all = new ArrayList<>();

    /** A foreign key of one table to another of the same schema. */
    record Reference(Table from, ForeignKey key, Table to) {}

    References(Snapshot snapshot) {
        for (Table table : snapshot.tables()) {
            tables.put(table.name(), table);
            inLowerCase.putIfAbsent(table.name().toLowerCase(Locale.ROOT), table);
        }
        for (Table table : snapshot.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                target(key).ifPresent(other -> {
                    Reference reference = new Reference(table, key, other);
                    all.add(reference);
                    to.computeIfAbsent(other.name(), name -> new ArrayList<>()).add(reference);
                });
            }
        }
    }

    /** Returns the table that a key refers to; empty where it is in another schema, or is not there (SQLite allows that). */
    Optional<Table> target(ForeignKey key) {
        String name = key.referencedTable();
        Table exact = tables.get(name);
        return Optional.ofNullable(exact != null ? exact : inLowerCase.get(name.toLowerCase(Locale.ROOT)));
    }

    List<Reference> all() {
        return all;
    }

    /** Returns the keys that refer to a table. */
    List<Reference> to(Table table) {
        return to.getOrDefault(table.name(), List.of());
    }

    /**
     * Returns the tables in groups: those that keys join, whatever the number of steps. The largest group is the first; tables
     * that stand alone are the last group. Parts of partitioned tables are in none.
     */
    List<List<Table>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (String name : tables.keySet()) {
            groups.put(name, new TreeSet<>(Set.of(name)));
        }
        for (Reference one : all) {
            Set<String> mine = groups.getOrDefault(one.from().name(), Set.of());
            Set<String> other = groups.getOrDefault(one.to().name(), Set.of());
            if (mine != other) {
                Set<String> large = mine.size() >= other.size() ? mine : other;
                Set<String> small = large == mine ? other : mine;
                large.addAll(small);
                small.forEach(name -> groups.put(name, large));
            }
        }
        List<List<Table>> joined = new ArrayList<>();
        List<Table> alone = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        groups.forEach((name, group) -> {
            if (seen.contains(name)) {
                return;
            }
            seen.addAll(group);
            List<Table> shown = tables.values().stream()
                    .filter(table -> group.contains(table.name()))
                    .filter(table -> table.partitionOf().isEmpty())
                    .toList();
            if (shown.size() == 1) {
                alone.addAll(shown);
            } else if (!shown.isEmpty()) {
                joined.add(shown);
            }
        });
        joined.sort(Comparator.comparing((List<Table> group) -> -group.size())
                .thenComparing(group -> group.get(0).name()));
        if (!alone.isEmpty()) {
            joined.add(alone);
        }
        return joined;
    }
}
