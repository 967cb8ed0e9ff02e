package io.migrationledger.dialect.postgres.schema;

import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.support.CatalogParts;
import io.migrationledger.spi.support.CatalogRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The indexes of all tables and materialised views, out of a row for each column. */
final class Indexes {
    private Indexes() {}

    static CatalogParts<Index> of(List<CatalogRow> rows) {
        Map<String, List<CatalogRow>> byName = new LinkedHashMap<>();
        for (CatalogRow row : rows) {
            byName.computeIfAbsent(row.text("index"), name -> new ArrayList<>()).add(row);
        }
        CatalogParts<Index> indexes = new CatalogParts<>();
        byName.forEach((name, parts) -> indexes.add(parts.get(0).text("relname"), index(name, parts)));
        return indexes;
    }

    private static Index index(String name, List<CatalogRow> parts) {
        CatalogRow first = parts.get(0);
        Map<String, String> options = new TreeMap<>();
        first.optional("with").ifPresent(with -> options.put("with", with));
        first.optional("spcname").ifPresent(tablespace -> options.put("tablespace", tablespace));
        flag(options, "clustered", first.is("indisclustered"));
        flag(options, "replica identity", first.is("indisreplident"));
        flag(options, "nulls not distinct", first.is("nulls"));
        flag(options, "inherited", first.is("relispartition"));
        return new Index(
                name,
                first.is("indisunique"),
                first.text("amname"),
                parts.stream()
                        .filter(part -> !part.is("included"))
                        .map(Indexes::part)
                        .toList(),
                parts.stream()
                        .filter(part -> part.is("included"))
                        .map(part -> part.text("attname"))
                        .toList(),
                first.optional("predicate"),
                first.is("valid"),
                options,
                first.text("comment"));
    }

    private static Index.Part part(CatalogRow row) {
        Map<String, String> options = row.options();
        boolean descending = row.is("descending");
        if (row.is("nullsfirst") != descending) { // as PostgreSQL orders them by itself
            options.put("nulls", descending ? "last" : "first");
        }
        String column = row.text("attname");
        return new Index.Part(column, column.isEmpty() ? row.text("expression") : "", descending, options);
    }

    private static void flag(Map<String, String> options, String name, boolean on) {
        if (on) {
            options.put(name, "true");
        }
    }
}
