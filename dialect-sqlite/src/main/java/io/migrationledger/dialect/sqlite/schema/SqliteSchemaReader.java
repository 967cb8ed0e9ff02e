package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.ScriptTable;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads {@code sqlite_schema} and what pragmas tell of it (<a href="https://www.sqlite.org/pragma.html">pragma functions</a>),
 * each in one query for all tables.
 */
public final class SqliteSchemaReader implements SchemaReader {
    /** SQLite keeps every name that begins with sqlite_ for itself (https://www.sqlite.org/lang_createtable.html). */
    private static final String NAMED_BY_PEOPLE = " m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            + " AND m.tbl_name <> ? COLLATE NOCASE AND m.tbl_name <> ? COLLATE NOCASE";

    private static final String OBJECTS =
            "SELECT m.type, m.name, m.tbl_name, m.sql FROM main.sqlite_schema m WHERE" + NAMED_BY_PEOPLE;
    /** The tables in which a virtual one keeps its rows belong to it. */
    private static final String TABLES =
            "SELECT name, type, sqlite_version() FROM pragma_table_list WHERE schema = 'main'";
    /** A virtual table cannot be asked where its module is missing. */
    private static final String COLUMNS = "SELECT m.name, x.name, x.type, x.\"notnull\", x.hidden"
            + " FROM main.sqlite_schema m JOIN pragma_table_xinfo(m.name, 'main') x"
            + " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND" + NAMED_BY_PEOPLE
            + " ORDER BY m.name, x.cid";

    private static final String INDEXES = "SELECT m.name, x.name, x.\"desc\", x.coll"
            + " FROM main.sqlite_schema m JOIN pragma_index_xinfo(m.name, 'main') x"
            + " WHERE m.type = 'index' AND x.\"key\" AND" + NAMED_BY_PEOPLE + " ORDER BY m.name, x.seqno";

    private final JdbcSql sql;
    private final String table;
    private final BooleanSupplier inTransaction;

    /**
     * Reads on this connection.
     *
     * @param table the ledger's, which is left out with all that belongs to it
     * @param inTransaction whether one is open, in which it is read then
     */
    public SqliteSchemaReader(JdbcSql sql, String table, BooleanSupplier inTransaction) {
        this.sql = sql;
        this.table = table;
        this.inTransaction = inTransaction;
    }

    @Override
    public Snapshot read() throws SQLException {
        if (inTransaction.getAsBoolean()) {
            return new Reading().snapshot();
        }
        sql.execute("BEGIN"); // deferred: what other processes change meanwhile is seen by no query, or by all
        try {
            return new Reading().snapshot();
        } finally {
            sql.execute("ROLLBACK");
        }
    }

    /** An object as {@code sqlite_schema} has it. */
    private record Entry(String name, String of, String definition) {}

    private final class Reading {
        private final Map<String, List<Entry>> entries = new HashMap<>();
        private final Map<String, String> kinds = new HashMap<>();
        private String server = "SQLite";
        private final Map<String, List<List<String>>> columns = new HashMap<>();
        private final Map<String, List<IndexText.Part>> parts = new HashMap<>();

        Reading() throws SQLException {
            for (List<String> row : named(OBJECTS)) {
                entries.computeIfAbsent(row.get(0), type -> new ArrayList<>())
                        .add(new Entry(row.get(1), row.get(2), Tokens.trimmed(row.get(3))));
            }
            for (List<String> row : sql.rows(TABLES)) {
                kinds.put(row.get(0), row.get(1));
                server = "SQLite " + row.get(2); // at least sqlite_schema is there
            }
            for (List<String> row : named(COLUMNS)) {
                columns.computeIfAbsent(row.get(0), name -> new ArrayList<>()).add(row);
            }
            for (List<String> row : named(INDEXES)) {
                parts.computeIfAbsent(row.get(0), name -> new ArrayList<>())
                        .add(new IndexText.Part(row.get(1), row.get(2).equals("1"), row.get(3)));
            }
        }

        private List<List<String>> named(String query) throws SQLException {
            return sql.rows(query, table, table + ScriptTable.SUFFIX);
        }

        Snapshot snapshot() {
            List<Table> tables = new ArrayList<>();
            List<Other> others = new ArrayList<>();
            for (Entry entry : of("table")) {
                String kind = kinds.getOrDefault(entry.name(), "table");
                if (kind.equals("virtual")) {
                    others.add(new Other("virtual table", entry.name(), entry.definition()));
                } else if (!kind.equals("shadow")) {
                    tables.add(table(entry));
                }
            }
            List<View> views = of("view").stream().map(this::view).toList();
            return new Snapshot(
                    "sqlite", server, tables, views, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), others, Map.of());
        }

        private List<Entry> of(String type) {
            return entries.getOrDefault(type, List.of());
        }

        private Table table(Entry entry) {
            TableText text = TableText.of(entry.definition());
            return new Table(
                    entry.name(),
                    columns.getOrDefault(entry.name(), List.of()).stream()
                            .map(row -> column(row, text.column(row.get(1))))
                            .toList(),
                    text.keys(),
                    text.foreignKeys(),
                    text.checks(),
                    indexes(entry.name()),
                    triggers(entry.name()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    text.options(),
                    "");
        }

        private Column column(List<String> row, TableText.OfColumn text) {
            return new Column(
                    row.get(1),
                    row.get(2),
                    row.get(3).equals("0"),
                    text.defaultValue,
                    text.generated,
                    text.autoincrement ? Optional.of("autoincrement") : Optional.empty(),
                    text.collation,
                    text.options,
                    "");
        }

        private List<Index> indexes(String of) {
            return of("index").stream()
                    .filter(entry -> entry.of().equalsIgnoreCase(of))
                    .map(entry ->
                            IndexText.of(entry.name(), entry.definition(), parts.getOrDefault(entry.name(), List.of())))
                    .toList();
        }

        private List<Trigger> triggers(String of) {
            return of("trigger").stream()
                    .filter(entry -> entry.of().toLowerCase(Locale.ROOT).equals(of.toLowerCase(Locale.ROOT)))
                    .map(entry -> new Trigger(entry.name(), entry.definition(), Map.of(), ""))
                    .toList();
        }

        private View view(Entry entry) {
            return new View(
                    entry.name(),
                    false,
                    entry.definition(),
                    List.of(),
                    List.of(),
                    triggers(entry.name()),
                    List.of(),
                    Map.of(),
                    "");
        }
    }
}
