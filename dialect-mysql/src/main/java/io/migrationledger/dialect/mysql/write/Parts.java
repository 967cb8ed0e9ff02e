package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Keys, indexes, checks and foreign keys of one table as they stand in CREATE TABLE and, behind ADD, in ALTER TABLE. */
final class Parts {
    private final Table table;
    private final boolean mariadb;

    Parts(Table table, boolean mariadb) {
        this.table = table;
        this.mariadb = mariadb;
    }

    String key(Key key) {
        String parts = key.columns().stream()
                .map(column -> Sql.name(column)
                        + length(key.options(), "length of " + column)
                        + (key.options().containsKey("order of " + column) ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return (key.primary() ? "PRIMARY KEY" : "UNIQUE KEY " + Sql.name(key.name())) + " (" + parts + ")"
                + using(key.options().getOrDefault("method", "")) + comment(key.comment());
    }

    String index(Index index) {
        String what = switch (index.method()) {
            case "fulltext" -> "FULLTEXT KEY ";
            case "spatial" -> "SPATIAL KEY ";
            case "vector" -> "VECTOR KEY ";
            default -> index.unique() ? "UNIQUE KEY " : "KEY ";
        };
        boolean whole = Set.of("spatial", "fulltext", "vector").contains(index.method());
        String parts = index.parts().stream().map(part -> part(part, whole)).collect(Collectors.joining(", "));
        return what + Sql.name(index.name()) + " (" + parts + ")" + (whole ? "" : using(index.method()))
                + (index.options().containsKey("invisible") ? " INVISIBLE" : "")
                + comment(index.comment())
                + (index.options().containsKey("ignored") ? " IGNORED" : "");
    }

    private static String part(Index.Part part, boolean whole) {
        return (part.column().isEmpty() ? Sql.inParentheses(part.expression()) : Sql.name(part.column()))
                + (whole ? "" : length(part.options(), "length"))
                + (part.descending() ? " DESC" : "");
    }

    private static String length(Map<String, String> options, String name) {
        String length = options.get(name);
        return length == null ? "" : "(" + length + ")";
    }

    /** What an engine takes by itself needs no word. */
    private String using(String method) {
        String usual = "MEMORY".equalsIgnoreCase(table.options().get("engine")) ? "hash" : "btree";
        return method.isEmpty() || method.equalsIgnoreCase(usual) && !usual.equals("hash")
                ? ""
                : " USING " + method.toUpperCase(Locale.ROOT);
    }

    private static String comment(String comment) {
        return comment.isEmpty() ? "" : " COMMENT " + Sql.text(comment);
    }

    String check(Check check) {
        return "CONSTRAINT " + Sql.name(check.name()) + " CHECK " + Sql.inParentheses(check.expression())
                + (check.options().containsKey("not enforced") ? " NOT ENFORCED" : "");
    }

    String dropCheck(Check check) {
        return (mariadb ? "DROP CONSTRAINT " : "DROP CHECK ") + Sql.name(check.name());
    }

    /** A name before a full stop is another database. */
    static String foreignKey(ForeignKey key, Set<String> tables, boolean mariadb) {
        String other = key.referencedTable();
        int stop = tables.contains(other) ? -1 : other.indexOf('.');
        String referenced = stop < 0
                ? Sql.name(other)
                : Sql.name(other.substring(0, stop)) + "." + Sql.name(other.substring(stop + 1));
        return "CONSTRAINT " + Sql.name(key.name()) + " FOREIGN KEY (" + Sql.names(key.columns()) + ") REFERENCES "
                + referenced + " (" + Sql.names(key.referencedColumns()) + ")"
                + rule(" ON DELETE ", key.onDelete(), mariadb)
                + rule(" ON UPDATE ", key.onUpdate(), mariadb);
    }

    /** NO ACTION and RESTRICT are the same to InnoDB, and two words in the catalogue; which one is meant by none varies. */
    private static String rule(String when, String rule, boolean mariadb) {
        return rule.isEmpty() || rule.equals(mariadb ? "RESTRICT" : "NO ACTION") ? "" : when + rule;
    }

    void tell(Unwritten gaps) {
        String of = "table " + table.name() + ", ";
        for (Key key : table.keys()) {
            Map<String, String> rest = new java.util.TreeMap<>(key.options());
            rest.keySet().removeIf(name -> name.matches("method|(length|order) of .*"));
            gaps.options(of + "key " + key.name(), rest, Set.of());
        }
        for (Index index : table.indexes()) {
            String where = of + "index " + index.name();
            gaps.options(where, index.options(), Set.of("invisible", "ignored"));
            index.parts().forEach(part -> gaps.options(where, part.options(), Set.of("length")));
            if (!List.of("btree", "hash", "fulltext", "spatial", "vector", "rtree")
                    .contains(index.method())) {
                gaps.add(where + ": method " + index.method());
            }
            index.predicate().ifPresent(rows -> gaps.add(where + ": only rows where " + rows));
            if (!index.included().isEmpty() || !index.valid()) {
                gaps.add(where + ": included columns, or not valid");
            }
        }
        for (Check check : table.checks()) {
            gaps.options(of + "check " + check.name(), check.options(), Set.of("level", "not enforced"));
        }
        for (ForeignKey key : table.foreignKeys()) {
            gaps.options(of + "foreign key " + key.name(), key.options(), Set.of());
        }
    }
}
