package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The statement that makes a table, one column or constraint in each line. */
final class TableCreation {
    private final Table table;
    /** Keys that stand at their column. */
    private final Set<Key> atColumns = Collections.newSetFromMap(new IdentityHashMap<>());

    private TableCreation(Table table) {
        this.table = table;
    }

    /** Returns the statement, under another name where a rebuilt table waits for its own. */
    static String of(Table table, String name) {
        String unknown = table.options().get("definition");
        return unknown != null ? unknown : new TableCreation(table).text(name);
    }

    private String text(String name) {
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            lines.add(column(column));
        }
        for (boolean primary : new boolean[] {true, false}) {
            for (Key key : table.keys()) {
                if (key.primary() == primary && !atColumns.contains(key)) {
                    lines.add(key(key));
                }
            }
        }
        table.foreignKeys().forEach(key -> lines.add(constraint(key.name()) + foreignKey(key)));
        table.checks().forEach(check -> lines.add(check(check)));
        List<String> options = new ArrayList<>();
        for (String option : table.options().keySet()) {
            options.add(option.toUpperCase(Locale.ROOT));
        }
        return "CREATE TABLE " + Names.quoted(name) + " (\n    " + String.join(",\n    ", lines) + "\n)"
                + (options.isEmpty() ? "" : " ") + String.join(", ", options);
    }

    private String column(Column column) {
        StringBuilder text = new StringBuilder(head(column));
        for (Key key : table.keys()) {
            if (isAtColumn(key, column) && atColumns.add(key)) {
                text.append(' ').append(constraint(key.name())).append(key.primary() ? "PRIMARY KEY" : "UNIQUE");
                if (key.options().containsKey(TableText.NOT_THE_ROWID)) {
                    text.append(" DESC");
                }
                text.append(conflict(key.options(), "on conflict"));
                if (key.primary() && column.identity().isPresent()) {
                    text.append(" AUTOINCREMENT");
                }
            }
        }
        return text.append(rest(column, isKeptByKey(column))).toString();
    }

    /** A collation of its own cannot be told there, and with a direction the key would be another one. */
    private static boolean isAtColumn(Key key, Column column) {
        return key.columns().size() == 1
                && Names.same(key.columns().get(0), column.name())
                && (key.options().containsKey(TableText.NOT_THE_ROWID)
                        || key.options().keySet().stream().allMatch("on conflict"::equals));
    }

    /** The primary key of a table without rowids takes no NULL, and the catalogue tells it so. */
    private boolean isKeptByKey(Column column) {
        return table.options().containsKey("without rowid")
                && column.options().keySet().stream().noneMatch(option -> option.startsWith("not null"))
                && table.primaryKey().stream()
                        .flatMap(key -> key.columns().stream())
                        .anyMatch(name -> Names.same(name, column.name()));
    }

    private static String head(Column column) {
        return Names.quoted(column.name()) + (column.type().isEmpty() ? "" : " " + column.type());
    }

    /** Returns a column as it stands in ADD COLUMN, where it has no key. */
    static String added(Column column) {
        return head(column) + rest(column, false);
    }

    private static String rest(Column column, boolean keptByKey) {
        Map<String, String> options = column.options();
        StringBuilder text = new StringBuilder();
        if (!column.nullable() && !keptByKey) {
            text.append(' ')
                    .append(constraint(options.getOrDefault("not null constraint", "")))
                    .append("NOT NULL");
            text.append(conflict(options, "not null on conflict"));
        }
        column.defaultValue()
                .ifPresent(value -> text.append(' ')
                        .append(constraint(options.getOrDefault("default constraint", "")))
                        .append("DEFAULT ")
                        .append(value));
        column.collation().ifPresent(name -> text.append(" COLLATE ").append(Names.quoted(name)));
        column.generated()
                .ifPresent(generated -> text.append(" GENERATED ALWAYS AS (")
                        .append(generated.expression())
                        .append(generated.stored() ? ") STORED" : ") VIRTUAL"));
        return text.toString();
    }

    private String key(Key key) {
        List<String> parts = new ArrayList<>();
        for (String column : key.columns()) {
            String collation = key.options().get("collation of " + column);
            parts.add(Names.quoted(column)
                    + (collation == null ? "" : " COLLATE " + Names.quoted(collation))
                    + (key.options().containsKey("order of " + column) ? " DESC" : ""));
        }
        boolean numbered = key.primary()
                && table.columns().stream().anyMatch(column -> column.identity().isPresent());
        return constraint(key.name())
                + (key.primary() ? "PRIMARY KEY (" : "UNIQUE (")
                + String.join(", ", parts)
                + (numbered ? " AUTOINCREMENT)" : ")")
                + conflict(key.options(), "on conflict");
    }

    private static String foreignKey(ForeignKey key) {
        return "FOREIGN KEY " + Names.quoted(key.columns()) + " " + reference(key);
    }

    /** Returns the part that can stand at a column, too. */
    static String reference(ForeignKey key) {
        Map<String, String> options = key.options();
        return "REFERENCES " + Names.quoted(key.referencedTable())
                + (key.referencedColumns().isEmpty() ? "" : " " + Names.quoted(key.referencedColumns()))
                + (key.onUpdate().equals("NO ACTION") ? "" : " ON UPDATE " + key.onUpdate())
                + (key.onDelete().equals("NO ACTION") ? "" : " ON DELETE " + key.onDelete())
                + upper(" MATCH ", options.get("match"))
                + upper(" DEFERRABLE ", options.get("deferrable"));
    }

    private static String upper(String word, @org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : word + value.toUpperCase(Locale.ROOT);
    }

    static String check(Check check) {
        return constraint(check.name()) + "CHECK (" + check.expression() + ")"
                + conflict(check.options(), "on conflict");
    }

    static String constraint(String name) {
        return name.isEmpty() ? "" : "CONSTRAINT " + Names.quoted(name) + " ";
    }

    private static String conflict(Map<String, String> options, String option) {
        return upper(" ON CONFLICT ", options.get(option));
    }
}
