package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.support.CatalogRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How tables are divided, out of a row for each smallest part. */
final class Partitions {
    private Partitions() {}

    /** Returns it by the names of the tables. */
    static Map<String, Partitioning> of(List<CatalogRow> rows) {
        Map<String, Map<String, List<CatalogRow>>> tables = new LinkedHashMap<>();
        for (CatalogRow row : rows) {
            tables.computeIfAbsent(row.text("owner"), name -> new LinkedHashMap<>())
                    .computeIfAbsent(row.text("name"), name -> new ArrayList<>())
                    .add(row);
        }
        Map<String, Partitioning> partitionings = new TreeMap<>();
        tables.forEach((table, parts) -> {
            CatalogRow first = parts.values().iterator().next().get(0);
            partitionings.put(
                    table,
                    new Partitioning(
                            by(first),
                            parts.values().stream().map(Partitions::partition).toList()));
        });
        return partitionings;
    }

    private static String by(CatalogRow row) {
        String by = row.text("method") + " (" + row.text("expression") + ")";
        return row.text("submethod").isEmpty()
                ? by
                : by + " SUBPARTITION BY " + row.text("submethod") + " (" + row.text("subexpression") + ")";
    }

    private static Partition partition(List<CatalogRow> rows) {
        CatalogRow first = rows.get(0);
        return new Partition(
                first.text("name"),
                first.text("bound"),
                rows.stream()
                        .map(row -> row.text("subname"))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                Map.of(),
                first.text("comment"));
    }
}
