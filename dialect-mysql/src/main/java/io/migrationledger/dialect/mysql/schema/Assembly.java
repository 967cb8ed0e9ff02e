package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.CatalogParts;
import io.migrationledger.spi.support.CatalogRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what the queries say of one table. */
final class Assembly {
    private static final String PRIMARY = "PRIMARY";

    private final String database;
    private final List<CatalogRow> relations;
    private final List<CatalogRow> texts;
    private final CatalogParts<Column> columns = new CatalogParts<>();
    private final CatalogParts<Key> keys = new CatalogParts<>();
    private final CatalogParts<Index> indexes = new CatalogParts<>();
    private final CatalogParts<Trigger> triggers = new CatalogParts<>();
    private final CatalogParts<ForeignKey> foreignKeys = new CatalogParts<>();
    private final CatalogParts<Check> checks = new CatalogParts<>();
    private Map<String, Partitioning> partitionings = Map.of();

    Assembly(
            boolean mariadb,
            String database,
            List<CatalogRow> relations,
            List<CatalogRow> columns,
            List<CatalogRow> indexes,
            List<CatalogRow> texts) {
        this.database = database;
        this.relations = relations;
        this.texts = texts;
        Map<String, String> collations = relations.stream()
                .collect(Collectors.toMap(row -> row.text("name"), row -> row.text("o: collation"), (a, b) -> a));
        Columns reader = new Columns(mariadb, database);
        columns.forEach(row -> this.columns.add(
                row.text("owner"), reader.column(row, collations.getOrDefault(row.text("owner"), ""))));
        grouped(indexes).forEach(this::index);
        of("trigger")
                .forEach(row -> triggers.add(
                        row.text("owner"), new Trigger(row.text("name"), row.text("definition"), row.options(), "")));
    }

    /** Returns the rows of each part, in their order. */
    private static List<List<CatalogRow>> grouped(List<CatalogRow> rows) {
        Map<List<String>, List<CatalogRow>> groups = new LinkedHashMap<>();
        for (CatalogRow row : rows) {
            groups.computeIfAbsent(List.of(row.text("owner"), row.text("name")), name -> new ArrayList<>())
                    .add(row);
        }
        return List.copyOf(groups.values());
    }

    private Stream<CatalogRow> of(String kind) {
        return texts.stream().filter(row -> row.text("kind").equals(kind));
    }

    private void index(List<CatalogRow> rows) {
        CatalogRow first = rows.get(0);
        Map<String, String> options = first.options();
        if (first.text("name").equals(PRIMARY)) {
            for (CatalogRow row : rows) {
                row.optional("length").ifPresent(length -> options.put("length of " + row.text("columnname"), length));
                if (row.text("direction").equals("D")) {
                    options.put("order of " + row.text("columnname"), "descending");
                }
            }
            if (!first.text("method").equals("BTREE")) {
                options.put("method", first.text("method"));
            }
            keys.add(
                    first.text("owner"),
                    new Key(PRIMARY, true, texts(rows, "columnname"), options, first.text("comment")));
            return;
        }
        indexes.add(
                first.text("owner"),
                new Index(
                        first.text("name"),
                        !first.is("several"),
                        first.text("method").toLowerCase(java.util.Locale.ROOT),
                        rows.stream().map(Assembly::part).toList(),
                        List.of(),
                        Optional.empty(),
                        true,
                        options,
                        first.text("comment")));
    }

    private static Index.Part part(CatalogRow row) {
        Map<String, String> options = new TreeMap<>();
        row.optional("length").ifPresent(length -> options.put("length", length));
        return new Index.Part(
                row.text("columnname"),
                row.text("expression"),
                row.text("direction").equals("D"),
                options);
    }

    private static List<String> texts(List<CatalogRow> rows, String column) {
        return rows.stream().map(row -> row.text(column)).toList();
    }

    Assembly constraints(List<CatalogRow> keyColumns, List<CatalogRow> rules, List<CatalogRow> checkRows) {
        Map<List<String>, CatalogRow> rule = rules.stream()
                .collect(Collectors.toMap(
                        row -> List.of(row.text("owner"), row.text("name")), Function.identity(), (a, b) -> a));
        for (List<CatalogRow> rows : grouped(keyColumns)) {
            CatalogRow first = rows.get(0);
            CatalogRow said = rule.getOrDefault(List.of(first.text("owner"), first.text("name")), first);
            foreignKeys.add(
                    first.text("owner"),
                    new ForeignKey(
                            first.text("name"),
                            texts(rows, "columnname"),
                            first.text("referenced"),
                            texts(rows, "referencedcolumn"),
                            said.text("onupdate"),
                            said.text("ondelete"),
                            Map.of(),
                            ""));
        }
        checkRows.forEach(row ->
                checks.add(row.text("owner"), new Check(row.text("name"), row.text("expression"), row.options(), "")));
        return this;
    }

    Assembly partitions(List<CatalogRow> rows) {
        partitionings = Partitions.of(rows);
        return this;
    }

    Snapshot snapshot(String server, List<CatalogRow> routines, List<CatalogRow> sequences) {
        return new Snapshot(
                "mysql",
                server,
                relations.stream()
                        .filter(row -> !row.text("kind").matches("SCHEMA|VIEW|SYSTEM VIEW|SEQUENCE"))
                        .map(this::table)
                        .toList(),
                of("view").map(this::view).toList(),
                sequences.stream()
                        .map(row -> new Sequence(row.text("name"), "bigint", row.options(), ""))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                Routines.of(routines),
                List.of(),
                of("event")
                        .map(row -> new ScheduledEvent(
                                row.text("name"),
                                row.text("schedule"),
                                row.text("definition"),
                                row.options(),
                                row.text("comment")))
                        .toList(),
                List.of(),
                relations.stream()
                        .filter(row -> row.text("kind").equals("SCHEMA"))
                        .findFirst()
                        .map(CatalogRow::options)
                        .orElse(Map.of()));
    }

    private Table table(CatalogRow row) {
        String name = row.text("name");
        Map<String, String> options = row.options();
        String created = row.text("options").replace("partitioned", "").strip().replaceAll("\\s+", " ");
        if (!created.isEmpty()) {
            options.put("create options", created);
        }
        if (row.text("kind").equals("SYSTEM VERSIONED")) {
            options.put("system versioning", "true");
        }
        return new Table(
                name,
                columns.of(name),
                keys.of(name),
                foreignKeys.of(name),
                checks.of(name),
                indexes.of(name),
                triggers.of(name),
                List.of(),
                Optional.ofNullable(partitionings.get(name)),
                Optional.empty(),
                List.of(),
                options,
                row.text("comment"));
    }

    private View view(CatalogRow row) {
        return new View(
                row.text("name"),
                false,
                Unqualified.of(row.text("definition"), database),
                columns.of(row.text("name")),
                List.of(),
                List.of(),
                List.of(),
                row.options(),
                "");
    }
}
