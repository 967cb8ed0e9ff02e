package com.example.ledger.h2;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.CatalogParts;
import io.migrationledger.spi.support.CatalogRow;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The schema as {@code INFORMATION_SCHEMA} shows it: seven queries, whatever it holds. Columns named {@code "o: …"} are options. */
final class H2SchemaReader implements SchemaReader {
    private static final String TABLES = """
            SELECT t.TABLE_NAME "name", t.TABLE_TYPE "type", NULLIF(t.STORAGE_TYPE, 'CACHED') "o: storage", t.REMARKS "comment",
              v.VIEW_DEFINITION "definition"
            FROM INFORMATION_SCHEMA.TABLES t LEFT JOIN INFORMATION_SCHEMA.VIEWS v
              ON v.TABLE_SCHEMA = t.TABLE_SCHEMA AND v.TABLE_NAME = t.TABLE_NAME
            WHERE t.TABLE_SCHEMA = ?1 AND t.TABLE_NAME NOT IN (?2, ?3, ?4)""";

    private static final String COLUMNS = """
            SELECT TABLE_NAME "table", COLUMN_NAME "name", IS_NULLABLE "nullable", COLUMN_DEFAULT "default",
              DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER) "type", IDENTITY_GENERATION "identity",
              GENERATION_EXPRESSION "generated", COLUMN_ON_UPDATE "o: on update", NOT IS_VISIBLE "f: invisible",
              DEFAULT_ON_NULL "f: default on null", REMARKS "comment"
            FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME NOT IN (?2, ?3, ?4)
            ORDER BY TABLE_NAME, ORDINAL_POSITION""";

    private static final String INDEXES = """
            SELECT i.TABLE_NAME "table", i.INDEX_NAME "name", i.INDEX_TYPE_NAME "type", c.COLUMN_NAME "column",
              c.ORDERING_SPECIFICATION "order", c.NULL_ORDERING "o: nulls", i.REMARKS "comment"
            FROM INFORMATION_SCHEMA.INDEXES i JOIN INFORMATION_SCHEMA.INDEX_COLUMNS c
              ON c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME
            WHERE NOT i.IS_GENERATED AND i.TABLE_SCHEMA = ?1 AND i.TABLE_NAME NOT IN (?2, ?3, ?4)
            ORDER BY i.INDEX_NAME, c.ORDINAL_POSITION""";

    private static final String CONSTRAINTS = """
            SELECT k.TABLE_NAME "table", k.CONSTRAINT_NAME "name", k.CONSTRAINT_TYPE "type", k.REMARKS "comment",
              c.CHECK_CLAUSE "check", r.UNIQUE_CONSTRAINT_NAME "referenced", r.UPDATE_RULE "update", r.DELETE_RULE "delete"
            FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS k
              LEFT JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
                ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
              LEFT JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
            WHERE k.TABLE_SCHEMA = ?1 AND k.TABLE_NAME NOT IN (?2, ?3, ?4)""";

    private static final String KEY_COLUMNS = """
            SELECT CONSTRAINT_NAME "constraint", TABLE_NAME "table", COLUMN_NAME "name", POSITION_IN_UNIQUE_CONSTRAINT "place"
            FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ?1 AND TABLE_NAME NOT IN (?2, ?3, ?4)
            ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION""";

    private static final String TRIGGERS = """
            SELECT EVENT_OBJECT_TABLE "table", TRIGGER_NAME "name", ACTION_TIMING || ' ' || EVENT_MANIPULATION || ' FOR EACH '
              || ACTION_ORIENTATION || ' CALL ' || COALESCE(JAVA_CLASS, '') "definition", REMARKS "comment"
            FROM INFORMATION_SCHEMA.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = ?1 AND EVENT_OBJECT_TABLE NOT IN (?2, ?3, ?4)""";

    /** What comes next of a sequence is its BASE_VALUE; those of identity columns are not shown. */
    private static final String OTHERS = """
            SELECT 'sequence' "kind", SEQUENCE_NAME "name", DATA_TYPE "definition", START_VALUE "o: start",
              INCREMENT "o: increment", MINIMUM_VALUE "o: minimum", MAXIMUM_VALUE "o: maximum", CACHE "o: cache",
              CYCLE_OPTION "o: cycle", REMARKS "comment"
            FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ?1
            UNION ALL SELECT 'domain', DOMAIN_NAME, DATA_TYPE_SQL(DOMAIN_SCHEMA, DOMAIN_NAME, 'DOMAIN', DTD_IDENTIFIER)
              || COALESCE(' DEFAULT ' || DOMAIN_DEFAULT, '') || COALESCE(' ON UPDATE ' || DOMAIN_ON_UPDATE, '')
              || COALESCE((SELECT LISTAGG(' CHECK ' || c.CHECK_CLAUSE) WITHIN GROUP (ORDER BY c.CONSTRAINT_NAME)
                FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS d JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
                  ON c.CONSTRAINT_SCHEMA = d.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = d.CONSTRAINT_NAME
                WHERE d.DOMAIN_SCHEMA = o.DOMAIN_SCHEMA AND d.DOMAIN_NAME = o.DOMAIN_NAME), ''),
              NULL, NULL, NULL, NULL, NULL, NULL, REMARKS
            FROM INFORMATION_SCHEMA.DOMAINS o WHERE DOMAIN_SCHEMA = ?1
            UNION ALL SELECT LOWER(ROUTINE_TYPE), SPECIFIC_NAME, COALESCE(ROUTINE_DEFINITION, EXTERNAL_NAME, ''),
              NULL, NULL, NULL, NULL, NULL, NULL, REMARKS
            FROM INFORMATION_SCHEMA.ROUTINES WHERE ROUTINE_SCHEMA = ?1
            UNION ALL SELECT 'constant', CONSTANT_NAME, VALUE_DEFINITION, NULL, NULL, NULL, NULL, NULL, NULL, REMARKS
            FROM INFORMATION_SCHEMA.CONSTANTS WHERE CONSTANT_SCHEMA = ?1
            UNION ALL SELECT 'synonym', SYNONYM_NAME, SYNONYM_FOR_SCHEMA || '.' || SYNONYM_FOR, NULL, NULL, NULL, NULL, NULL,
              NULL, REMARKS
            FROM INFORMATION_SCHEMA.SYNONYMS WHERE SYNONYM_SCHEMA = ?1""";

    private final JdbcSql sql;
    private final String[] names;
    private final CatalogParts<Column> columns = new CatalogParts<>();
    private final CatalogParts<Index> indexes = new CatalogParts<>();
    private final CatalogParts<Key> keys = new CatalogParts<>();
    private final CatalogParts<ForeignKey> foreignKeys = new CatalogParts<>();
    private final CatalogParts<Check> checks = new CatalogParts<>();
    private final CatalogParts<Trigger> triggers = new CatalogParts<>();

    /** Reads one snapshot, without the three tables that are made for the ledger. */
    H2SchemaReader(JdbcSql sql, String schema, List<String> own) {
        this.sql = sql;
        this.names = Stream.concat(Stream.of(schema), own.stream()).toArray(String[]::new);
    }

    @Override
    public Snapshot read() throws SQLException {
        rows(COLUMNS).forEach(row -> columns.add(row.text("table"), column(row)));
        Map<String, List<CatalogRow>> byIndex = new LinkedHashMap<>();
        rows(INDEXES).forEach(row -> byIndex.computeIfAbsent(row.text("name"), name -> new ArrayList<>())
                .add(row));
        byIndex.values().forEach(parts -> indexes.add(parts.get(0).text("table"), index(parts)));
        rows(TRIGGERS)
                .forEach(row -> triggers.add(
                        row.text("table"),
                        new Trigger(row.text("name"), row.text("definition"), Map.of(), row.text("comment"))));
        constraints(rows(CONSTRAINTS), rows(KEY_COLUMNS));
        List<Table> tables = new ArrayList<>();
        List<View> views = new ArrayList<>();
        for (CatalogRow row : rows(TABLES)) {
            if (row.text("type").equals("VIEW")) {
                views.add(view(row));
            } else {
                tables.add(table(row));
            }
        }
        List<Sequence> sequences = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        for (CatalogRow row : CatalogRow.of(sql, OTHERS, names[0])) {
            String definition = row.text("definition");
            if (row.text("kind").equals("sequence")) {
                sequences.add(new Sequence(row.text("name"), definition, row.options(), row.text("comment")));
            } else {
                others.add(new Other(row.text("kind"), row.text("name"), definition));
            }
        }
        return new Snapshot(
                "h2", "H2 " + sql.value("SELECT H2VERSION()"), tables, views, sequences, List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), others, Map.of());
    }

    private List<CatalogRow> rows(String query) throws SQLException {
        return CatalogRow.of(sql, query, names);
    }

    private static Column column(CatalogRow row) {
        return new Column(
                row.text("name"),
                row.text("type"),
                row.is("nullable"),
                row.optional("default"),
                row.optional("generated").map(expression -> new Column.Generated(expression, true)),
                row.optional("identity").map(how -> how.toLowerCase(Locale.ROOT)),
                Optional.empty(),
                row.options(),
                row.text("comment"));
    }

    private static Index index(List<CatalogRow> parts) {
        CatalogRow first = parts.get(0);
        return new Index(
                first.text("name"),
                first.text("type").contains("UNIQUE"),
                first.text("type").contains("SPATIAL") ? "spatial" : "",
                parts.stream()
                        .map(part -> new Index.Part(
                                part.text("column"), "", part.text("order").equals("DESC"), part.options()))
                        .toList(),
                List.of(),
                Optional.empty(),
                true,
                Map.of(),
                first.text("comment"));
    }

    private void constraints(List<CatalogRow> constraints, List<CatalogRow> keyColumns) {
        Map<String, List<CatalogRow>> columnsOf = new HashMap<>();
        keyColumns.forEach(row -> columnsOf
                .computeIfAbsent(row.text("constraint"), name -> new ArrayList<>())
                .add(row));
        for (CatalogRow row : constraints) {
            String table = row.text("table");
            String name = row.text("name");
            List<CatalogRow> own = columnsOf.getOrDefault(name, List.of());
            List<String> named = own.stream().map(one -> one.text("name")).toList();
            switch (row.text("type")) {
                case "CHECK" -> checks.add(table, new Check(name, row.text("check"), Map.of(), row.text("comment")));
                case "FOREIGN KEY" -> {
                    List<CatalogRow> other = columnsOf.getOrDefault(row.text("referenced"), List.of());
                    foreignKeys.add(
                            table,
                            new ForeignKey(
                                    name,
                                    named,
                                    other.isEmpty() ? row.text("referenced") : other.get(0).text("table"),
                                    own.stream()
                                            .map(one -> Integer.parseInt(one.text("place")) - 1)
                                            .filter(place -> place < other.size())
                                            .map(place -> other.get(place).text("name"))
                                            .toList(),
                                    row.text("update"),
                                    row.text("delete"),
                                    Map.of(),
                                    row.text("comment")));
                }
                default -> keys.add(
                        table,
                        new Key(name, row.text("type").equals("PRIMARY KEY"), named, Map.of(), row.text("comment")));
            }
        }
    }

    private Table table(CatalogRow row) {
        String name = row.text("name");
        return new Table(
                name,
                columns.of(name),
                keys.of(name),
                foreignKeys.of(name),
                checks.of(name),
                indexes.of(name),
                triggers.of(name),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                row.options(),
                row.text("comment"));
    }

    private View view(CatalogRow row) {
        String name = row.text("name");
        return new View(
                name,
                false,
                row.text("definition"),
                columns.of(name),
                List.of(),
                triggers.of(name),
                List.of(),
                Map.of(),
                row.text("comment"));
    }
}
