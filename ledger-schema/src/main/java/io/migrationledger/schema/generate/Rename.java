package io.migrationledger.schema.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table or a column that got another name, as a person says it: {@code people:persons}, {@code people.mail:email}.
 *
 * @param table the table's name before
 * @param column the column's name before; empty where the table is renamed
 * @param name the name after, without the table's
 */
public record Rename(String table, Optional<String> column, String name) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where it is not of that form
     */
    public static Rename parse(String text) {
        int colon = text.lastIndexOf(':');
        int dot = text.lastIndexOf('.', colon);
        String table = text.substring(0, Math.max(0, dot < 0 ? colon : dot));
        Rename rename = new Rename(
                table,
                dot < 0 ? Optional.empty() : Optional.of(text.substring(dot + 1, colon)),
                text.substring(colon + 1));
        if (table.isEmpty()
                || rename.name.isEmpty()
                || rename.column.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("'" + text + "' is not OLD:NEW or TABLE.OLD:NEW");
        }
        return rename;
    }

    /** Returns the same renames, each of which names its table as the ones before it have left it. */
    static List<Rename> inOrder(List<Rename> renames) {
        Map<String, String> tables = new HashMap<>();
        List<Rename> ordered = new ArrayList<>();
        for (Rename rename : renames) {
            String table = tables.getOrDefault(rename.table, rename.table);
            ordered.add(new Rename(table, rename.column, rename.name));
            if (rename.column.isEmpty()) {
                tables.put(rename.table, rename.name);
            }
        }
        return ordered;
    }

    /** Returns a sentence for people that says what happened. */
    public String done() {
        return column.map(old -> "table " + table + ", column " + old + " was renamed to " + name)
                .orElse("table " + table + " was renamed to " + name);
    }

    /** Returns what is there before: {@code people}, {@code people.mail}. */
    public String before() {
        return column.map(old -> table + "." + old).orElse(table);
    }

    /** Returns a sentence for people. */
    public String question() {
        return column.isPresent()
                ? "column " + before() + " is gone, and column " + name + " of the same type is new"
                : "table " + table + " is gone, and table " + name + " of like columns is new";
    }

    @Override
    public String toString() {
        return before() + ":" + name;
    }
}
