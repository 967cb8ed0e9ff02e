package io.migrationledger.dialect.postgres;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Some indexes, each with its state and a digest of its definition, in the text form that the ledger keeps as a
 * fingerprint.
 *
 * @param entries by the index's name, qualified and quoted
 */
record Indexes(Map<String, Entry> entries) {
    /** One index. */
    record Entry(boolean valid, String definition) {}

    private static final String SELECT = "SELECT CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN 'valid'"
            + " ELSE 'invalid' END || E'\\t' || md5(pg_catalog.pg_get_indexdef(i.indexrelid)) || E'\\t'"
            + " || translate(format('%I.%I', n.nspname, c.relname), E'\\r\\n', '  ')"
            + " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ";

    /** Returns the indexes that a condition on pg_index {@code i}, pg_class {@code c} and pg_namespace {@code n} selects. */
    static Indexes where(Catalog catalog, String condition) throws SQLException {
        return parse(catalog.lines(SELECT + condition + " ORDER BY n.nspname, c.relname"));
    }

    /** Returns the indexes of a table, whose name is as the script writes it. */
    static Indexes of(Catalog catalog, String table) throws SQLException {
        return where(catalog, "i.indrelid = to_regclass(" + Names.literal(table) + ")");
    }

    static Indexes parse(String text) {
        return parse(text.lines().toList());
    }

    private static Indexes parse(List<String> lines) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : lines) {
            String[] columns = line.split("\t", 3);
            entries.put(columns[2], new Entry(columns[0].equals("valid"), columns[1]));
        }
        return new Indexes(entries);
    }

    /** Returns those that are not among the others. */
    Indexes without(Indexes others) {
        Map<String, Entry> rest = new LinkedHashMap<>(entries);
        rest.keySet().removeAll(others.entries.keySet());
        return new Indexes(rest);
    }

    /** Returns those with one name: one or none. */
    Indexes named(String name) {
        Entry entry = entries.get(name);
        return new Indexes(entry == null ? Map.of() : Map.of(name, entry));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean allValid() {
        return entries.values().stream().allMatch(Entry::valid);
    }

    /** Returns the text to keep. */
    String text() {
        return entries.entrySet().stream()
                .map(e ->
                        (e.getValue().valid ? "valid" : "invalid") + "\t" + e.getValue().definition + "\t" + e.getKey())
                .collect(Collectors.joining("\n"));
    }
}
