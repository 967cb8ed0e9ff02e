package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What only the text of a table says: no pragma knows names of constraints, checks, collations, conflict clauses (<a
 * href="https://www.sqlite.org/lang_createtable.html">CREATE TABLE</a>).
 */
final class TableText {
    /**
     * The option of a key that is {@code PRIMARY KEY DESC} at an INTEGER column: each other primary key of one such column is the
     * rowid (<a href="https://www.sqlite.org/lang_createtable.html#rowid">ROWIDs and the INTEGER PRIMARY KEY</a>).
     */
    static final String NOT_THE_ROWID = "not the rowid";

    private static final List<String> BEGIN_OF_A_CLAUSE = List.of(
            "CONSTRAINT",
            "PRIMARY",
            "NOT",
            "NULL",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "COLLATE",
            "REFERENCES",
            "GENERATED",
            "AS");
    private static final List<String> BEGIN_OF_A_TABLES_CONSTRAINT =
            List.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");

    private final Map<String, OfColumn> columns = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** What the text says of a column, beside its name and type. */
    static final class OfColumn {
        Optional<String> defaultValue = Optional.empty();
        Optional<Column.Generated> generated = Optional.empty();
        Optional<String> collation = Optional.empty();
        final String name;
        boolean autoincrement;
        /** Whether its type is the one word INTEGER, which a primary key makes the rowid. */
        boolean integer;

        final Map<String, String> options = new LinkedHashMap<>();

        private OfColumn(String name) {
            this.name = name;
        }
    }

    private TableText() {}

    /** Reads a text; one that is not known is kept as the option {@code definition}. */
    static TableText of(String definition) {
        TableText text = new TableText();
        try {
            text.read(Tokens.of(definition));
            return text;
        } catch (Tokens.UnknownText e) {
            TableText unknown = new TableText();
            unknown.options.put("definition", definition);
            return unknown;
        }
    }

    OfColumn column(String name) {
        return columns.getOrDefault(Names.folded(name), new OfColumn(name));
    }

    /** Returns a column's name as its definition spells it. The constraints of a table stand behind all columns. */
    private String spelled(String name) {
        return column(name).name;
    }

    List<Key> keys() {
        return keys;
    }

    List<ForeignKey> foreignKeys() {
        return foreignKeys;
    }

    List<Check> checks() {
        return checks;
    }

    Map<String, String> options() {
        return options;
    }

    private void read(Tokens tokens) {
        while (!tokens.at("(")) {
            tokens.skip(); // CREATE TABLE, and its name
        }
        for (Tokens item : tokens.inner().items()) {
            if (item.atOneOf(BEGIN_OF_A_TABLES_CONSTRAINT)) {
                while (!item.isAtEnd()) {
                    constraint(item); // no comma is needed between two
                }
            } else {
                column(item);
            }
        }
        for (Tokens option : tokens.items()) {
            options.put(option.rest().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "), "true");
        }
    }

    private void column(Tokens item) {
        String name = item.name();
        OfColumn column = new OfColumn(name);
        columns.put(Names.folded(name), column);
        List<String> type = new ArrayList<>(); // which the pragma tells, too
        while (!item.isAtEnd() && !item.atOneOf(BEGIN_OF_A_CLAUSE)) {
            type.add(item.text().replaceAll("[\"'`\\[\\]]", ""));
        }
        column.integer = type.size() == 1 && type.get(0).equalsIgnoreCase("INTEGER");
        while (!item.isAtEnd()) {
            clause(item, name, column);
        }
    }

    private void clause(Tokens item, String name, OfColumn column) {
        String constraint = item.take("CONSTRAINT") ? item.name() : "";
        if (item.take("PRIMARY", "KEY")) {
            Map<String, String> key = new TreeMap<>();
            direction(item, name, key);
            if (column.integer && !key.isEmpty()) {
                key.put(NOT_THE_ROWID, "true");
            }
            conflict(item, key);
            column.autoincrement = item.take("AUTOINCREMENT");
            keys.add(new Key(constraint, true, List.of(name), key, ""));
        } else if (item.take("UNIQUE")) {
            Map<String, String> key = new TreeMap<>();
            conflict(item, key);
            keys.add(new Key(constraint, false, List.of(name), key, ""));
        } else if (item.take("NOT", "NULL")) {
            named(constraint, "not null constraint", column);
            Map<String, String> said = new TreeMap<>();
            conflict(item, said);
            said.forEach((key, value) -> column.options.put("not null " + key, value));
        } else if (item.take("NULL")) {
            conflict(item, new TreeMap<>()); // accepted, and without effect
        } else if (item.take("DEFAULT")) {
            named(constraint, "default constraint", column);
            boolean signed = item.at("-") || item.at("+");
            column.defaultValue = Optional.of((signed ? item.text() : "") + item.text());
        } else if (item.take("COLLATE")) {
            column.collation = Optional.of(Names.collation(item.name()));
        } else if (item.at("GENERATED") || item.at("AS")) {
            item.take("GENERATED", "ALWAYS");
            item.expect("AS");
            String expression = item.enclosed();
            boolean stored = item.take("STORED");
            item.take("VIRTUAL");
            column.generated = Optional.of(new Column.Generated(expression, stored));
        } else if (item.take("REFERENCES")) {
            foreignKeys.add(reference(item, constraint, List.of(name)));
        } else {
            check(item, constraint);
        }
    }

    private static void named(String constraint, String option, OfColumn column) {
        if (!constraint.isEmpty()) {
            column.options.put(option, constraint);
        }
    }

    private void constraint(Tokens item) {
        String name = item.take("CONSTRAINT") ? item.name() : "";
        boolean primary = item.take("PRIMARY", "KEY");
        if (primary || item.take("UNIQUE")) {
            Map<String, String> options = new TreeMap<>();
            List<String> columns = new ArrayList<>();
            for (Tokens part : item.inner().items()) {
                String column = spelled(part.name());
                columns.add(column);
                if (part.take("COLLATE")) {
                    options.put("collation of " + column, Names.collation(part.name()));
                }
                direction(part, column, options);
                if (part.take("AUTOINCREMENT")) {
                    column(column).autoincrement = true;
                }
            }
            conflict(item, options);
            keys.add(new Key(name, primary, columns, options, ""));
        } else if (item.take("FOREIGN", "KEY")) {
            List<String> columns =
                    names(item.inner()).stream().map(this::spelled).toList();
            item.expect("REFERENCES");
            foreignKeys.add(reference(item, name, columns));
        } else {
            check(item, name);
        }
    }

    private void check(Tokens item, String name) {
        item.expect("CHECK");
        Map<String, String> options = new TreeMap<>();
        String expression = item.enclosed();
        conflict(item, options);
        checks.add(new Check(name, expression, options, ""));
    }

    private static void direction(Tokens item, String column, Map<String, String> options) {
        if (item.take("DESC")) {
            options.put("order of " + column, "descending");
        } else {
            item.take("ASC");
        }
    }

    private static void conflict(Tokens item, Map<String, String> options) {
        if (item.take("ON", "CONFLICT")) {
            options.put("on conflict", item.word().toLowerCase(Locale.ROOT));
        }
    }

    private static List<String> names(Tokens list) {
        return list.items().stream().map(Tokens::name).toList();
    }

    private static ForeignKey reference(Tokens item, String name, List<String> columns) {
        String table = item.name();
        List<String> referenced = item.at("(") ? names(item.inner()) : List.of();
        Map<String, String> actions = new HashMap<>();
        Map<String, String> options = new TreeMap<>();
        while (true) {
            if (item.take("ON")) {
                String event = item.word();
                actions.put(event, action(item));
            } else if (item.take("MATCH")) {
                options.put("match", item.word().toLowerCase(Locale.ROOT));
            } else if (item.take("NOT", "DEFERRABLE")) {
                item.take("INITIALLY", "DEFERRED");
                item.take("INITIALLY", "IMMEDIATE");
            } else if (item.take("DEFERRABLE")) {
                boolean deferred = item.take("INITIALLY", "DEFERRED");
                item.take("INITIALLY", "IMMEDIATE");
                options.put("deferrable", deferred ? "initially deferred" : "initially immediate");
            } else {
                break;
            }
        }
        return new ForeignKey(
                name,
                columns,
                table,
                referenced,
                actions.getOrDefault("UPDATE", "NO ACTION"),
                actions.getOrDefault("DELETE", "NO ACTION"),
                options,
                "");
    }

    private static String action(Tokens item) {
        if (item.take("SET", "NULL")) {
            return "SET NULL";
        }
        if (item.take("SET", "DEFAULT")) {
            return "SET DEFAULT";
        }
        return item.take("NO", "ACTION") ? "NO ACTION" : item.word();
    }
}
